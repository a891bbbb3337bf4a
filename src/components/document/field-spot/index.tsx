import { Icon } from '@/components/ui/icon'
import { Press } from '@/components/ui/press'
import { SvgPicture } from '@/components/ui/svg-picture'
import { View } from '@/components/ui/view'
import type { FieldType, Place } from '#types/contract'
import { percentOf, type PageSize } from '../geometry'
import '../party-ink.scss'
import './index.scss'

interface SpotProps {
  id?: string
  place: Place
  page: PageSize
}

export interface OpenSpotProps extends SpotProps {
  type: FieldType
  number: number
  /** Words in the frame, e.g. 点此签名. */
  words: string
  /** Spoken name with the count. */
  label: string
  glow: boolean
  onPress: () => void
}

/** A place that waits for the reader: cinnabar, numbered. */
export function OpenSpot({ id, place, page, type, number, words, label, glow, onPress }: OpenSpotProps) {
  return (
    <Press
      id={id}
      className={`spot spot--open ${glow ? 'spot--glow' : ''}`}
      style={percentOf(place, page)}
      label={label}
      onPress={onPress}
    >
      <View as="span" className="spot__number">
        {number}
      </View>
      <Icon name={type === 'seal' ? 'stamp' : 'pen'} size={16} weight={1.5} />
      <View as="span" className="spot__words">
        {words}
      </View>
    </Press>
  )
}

/** A place the reader has filled: shows the mark as it will be, opens again to change it. */
export function DoneSpot(props: SpotProps & { svg: string; label: string; onPress?: () => void }) {
  const { id, place, page, svg, label, onPress } = props
  const inner = <SvgPicture className="spot__mark" svg={svg} alt={label} />

  return onPress ? (
    <Press id={id} className="spot spot--done" style={percentOf(place, page)} label={label} onPress={onPress}>
      {inner}
    </Press>
  ) : (
    <View id={id} className="spot spot--done" style={percentOf(place, page)}>
      {inner}
    </View>
  )
}

/** A place of somebody else, or a date that fills itself: a quiet outline in the party's colour. */
export function QuietSpot(props: SpotProps & { party: number; words: string }) {
  const { place, page, party, words } = props

  return (
    <View className={`spot spot--quiet party-ink-${party}`} style={percentOf(place, page)}>
      <View as="span" className="spot__words">
        {words}
      </View>
    </View>
  )
}
