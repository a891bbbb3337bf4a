import { ScrollView } from '@tarojs/components'
import type { ScrollAreaProps } from './types'

export function ScrollArea(props: ScrollAreaProps) {
  const { horizontal, onEnd, onScroll, offset, showId } = props

  return (
    <ScrollView
      id={props.id}
      className={props.className}
      style={props.style}
      scrollX={horizontal}
      scrollY={!horizontal}
      enhanced
      showScrollbar={false}
      scrollWithAnimation
      lowerThreshold={80}
      onScrollToLower={onEnd}
      scrollTop={horizontal ? undefined : offset}
      scrollLeft={horizontal ? offset : undefined}
      scrollIntoView={showId}
      onScroll={
        onScroll &&
        ((event) => {
          const at = horizontal ? event.detail?.scrollLeft : event.detail?.scrollTop
          if (Number.isFinite(at)) onScroll(at)
        })
      }
    >
      {props.children}
    </ScrollView>
  )
}
