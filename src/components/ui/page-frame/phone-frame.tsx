import { uiTexts } from '@/locales/ui-texts'
import { useTexts } from '@/locales/texts'
import { frameRoom } from '@/platform/frame-room'
import { goBack } from '@/platform/navigate'
import { usePageTitle } from '@/platform/page-title'
import { usePageVisible } from '@/platform/page-visible'
import { DialogHost } from '../dialog/host'
import { Icon } from '../icon'
import { Press } from '../press'
import { ScrollArea } from '../scroll-area'
import { TabBar } from '../tab-bar'
import { ToastHost } from '../toast/host'
import { View } from '../view'
import type { PageFrameProps } from './types'
import './index.scss'

/** A page as a phone shows it. */
export function PhoneFrame(props: PageFrameProps) {
  const t = useTexts(uiTexts)
  const visible = usePageVisible()
  const { title, back, tone = 'paper', fixed, flush } = props
  usePageTitle(`${title} · ${t.appName}`)

  return (
    <View className={`frame frame--${tone}`}>
      <FrameHead {...props} onBack={back === true ? goBack : back || undefined} />
      {fixed ? (
        <View as="main" className="frame__fixed">
          {props.children}
        </View>
      ) : (
        <ScrollArea className="frame__scroll" onEnd={props.onEnd}>
          <View as="main" className={flush ? 'frame__content' : 'frame__content frame__content--inset'}>
            {props.children}
          </View>
        </ScrollArea>
      )}
      {(props.bar || props.barTop) && (
        <View as="footer" className="frame__bar">
          {props.barTop}
          {props.bar && <View className="frame__buttons">{props.bar}</View>}
        </View>
      )}
      {props.tab && <TabBar current={props.tab} badge={props.badge} />}
      {visible && (
        <>
          <DialogHost />
          <ToastHost />
        </>
      )}
    </View>
  )
}

function FrameHead({ title, large, head, pinned, onBack }: PageFrameProps & { onBack?: () => void }) {
  const t = useTexts(uiTexts)
  const room = frameRoom()
  const size = { height: `${room.bar}px` }

  return (
    <View
      as="header"
      className="frame__head"
      style={room.top > 0 ? { paddingTop: `${room.top}px` } : undefined}
    >
      {head ? (
        <View className="frame__own" style={{ paddingRight: `${room.right}px` }}>
          <View as="h1" className="unseen">
            {title}
          </View>
          {head}
        </View>
      ) : (
        <View className="frame__nav" style={size}>
          {onBack && (
            <Press className="frame__back" label={t.back} onPress={onBack}>
              <Icon name="back" />
            </Press>
          )}
          <View as="h1" className={large ? 'frame__title frame__title--large' : 'frame__title'}>
            {title}
          </View>
        </View>
      )}
      {pinned && <View className="frame__pinned">{pinned}</View>}
    </View>
  )
}
