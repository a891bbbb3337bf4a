import type { ReactNode } from 'react'
import { View } from '@/components/ui/view'
import { DragBox } from '../drag-box'
import { percentOf, type PageSize } from '../geometry'
import type { Corner, PlacedField } from './placed-field'
import { shownFields, type Placement, type PlacementStep } from './placement'
import '../party-ink.scss'
import './layer.scss'

export interface FieldLook {
  /** Colour of the party, 1–6. */
  party: number
  owner: string
  words: string
  /** Spoken name, e.g. “王小雨，签名，第 5 页”. */
  label: string
  /** Framed in dark red: the server refused it. */
  faulty?: boolean
}

export interface PlacementLayerProps {
  page: number
  size: PageSize
  /** Screen px of one point. */
  scale: number
  state: Placement
  step: (step: PlacementStep) => void
  look: (field: PlacedField) => FieldLook
  /** Above the selected field, below it where there is no room. */
  toolbar?: (field: PlacedField) => ReactNode
  onCopy: (field: PlacedField) => void
  /** A field was carried beyond its page; x, y of the finger in px of the viewport. */
  onCarry?: (field: PlacedField, x: number, y: number) => void
}

const corners: readonly Corner[] = ['nw', 'ne', 'sw', 'se']
/** Distance at which edges cling, px on the screen. */
const clingPx = 4
const toolbarRoomPx = 60

/** The sign areas of one page: drag, handles, keys (arrows 1 px, Shift 8 px, Del), guides. */
export function PlacementLayer(props: PlacementLayerProps) {
  const { page, size, state, scale } = props
  const fields = shownFields(state).filter((field) => field.page === page)
  const guides = state.live && fields.some((field) => field.id === state.live?.id) ? state.live.guides : []

  return (
    <>
      {guides.map((guide) => (
        <View
          key={`${guide.axis}${guide.at}`}
          className={`area-guide area-guide--${guide.axis}`}
          style={
            guide.axis === 'x'
              ? { left: `${(guide.at / size.width) * 100}%` }
              : { top: `${(guide.at / size.height) * 100}%` }
          }
          aria-hidden
        />
      ))}
      {fields.map((field) => (
        <Area key={field.id} field={field} {...props} scale={scale} />
      ))}
    </>
  )
}

function Area({ field, ...props }: PlacementLayerProps & { field: PlacedField }) {
  const { size, scale, state, step, look, toolbar } = props
  const { party, owner, words, label, faulty } = look(field)
  const selected = state.selected === field.id
  const dragging = state.live?.id === field.id && state.live.rect !== state.live.from
  const names = [
    'area',
    `area--${field.type}`,
    `party-ink-${party}`,
    selected ? 'area--on' : '',
    faulty ? 'area--bad' : '',
  ]
  const above = field.y * scale > toolbarRoomPx
  const middle = ((field.x + field.width / 2) / size.width) * 100

  const onKey = (key: string, ctrl: boolean) => {
    if (key === 'Delete' || key === 'Backspace') step({ do: 'remove', id: field.id })
    else if (ctrl && key.toLowerCase() === 'd') props.onCopy(field)
    else if (key === 'Escape') step({ do: 'select', id: null })
    else return false
    return true
  }

  return (
    <>
      <DragBox
        className={names.join(' ')}
        style={percentOf(field, size)}
        label={label}
        selected={selected}
        reachable
        onFocus={() => !selected && step({ do: 'select', id: field.id })}
        onStart={() => step({ do: 'grab', id: field.id })}
        onMove={(dx, dy, _x, _y, free) =>
          step({ do: 'drag', dx: dx / scale, dy: dy / scale, tolerance: free ? 0 : clingPx / scale })
        }
        onEnd={(moved, x, y) => {
          step({ do: 'drop' })
          if (moved) props.onCarry?.(field, x, y)
        }}
        onCancel={() => step({ do: 'cancel' })}
        onArrow={(dx, dy) => step({ do: 'nudge', id: field.id, dx, dy })}
        onKey={onKey}
      >
        <View as="span" className="area__wash" />
        {field.type !== 'date' && (
          <View as="span" className="area__owner">
            {owner}
          </View>
        )}
        <View as="span" className="area__words">
          {words}
        </View>
      </DragBox>
      {selected && (
        <>
          {corners.map((corner) => (
            <DragBox
              key={corner}
              className={`area-handle area-handle--${corner} party-ink-${party}`}
              style={cornerAt(field, corner, size)}
              onStart={() => step({ do: 'grab', id: field.id })}
              onMove={(dx, dy) => step({ do: 'stretch', corner, dx: dx / scale, dy: dy / scale })}
              onEnd={() => step({ do: 'drop' })}
              onCancel={() => step({ do: 'cancel' })}
            />
          ))}
          {toolbar && !dragging && (
            <View
              className={`area-tools ${above ? 'area-tools--above' : 'area-tools--below'}`}
              style={{
                left: `${Math.min(76, Math.max(24, middle))}%`,
                top: `${((above ? field.y : field.y + field.height) / size.height) * 100}%`,
              }}
            >
              {toolbar(field)}
            </View>
          )}
        </>
      )}
    </>
  )
}

function cornerAt(field: PlacedField, corner: Corner, size: PageSize) {
  const x = corner === 'nw' || corner === 'sw' ? field.x : field.x + field.width
  const y = corner === 'nw' || corner === 'ne' ? field.y : field.y + field.height
  return { left: `${(x / size.width) * 100}%`, top: `${(y / size.height) * 100}%` }
}
