import { useEffect, useState } from 'react'
import { DragBox } from '@/components/document/drag-box'
import type { PlacedField, Rect } from '@/components/document/placement/placed-field'
import { shapes } from '@/components/document/placement/placed-field'
import { shownFields } from '@/components/document/placement/placement'
import { Icon } from '@/components/ui/icon'
import { useTexts } from '@/locales/texts'
import { partyColour } from '../../draft'
import { initiateTexts } from '../../texts'
import { toolsOf, type Placing } from '../use-placing'
import { toolIcons } from '../phone-placing'

/** The palette, and below it what the selected area is. */
export function FieldPanel({ placing }: { placing: Placing }) {
  const t = useTexts(initiateTexts)
  const { state } = placing
  const selected = shownFields(state).find((field) => field.id === state.selected)

  return (
    <aside className="panel-right">
      <div className="panel-right__head">
        <h2 className="flow-facts__title">{t.toolsTitle}</h2>
        <span className="panel-right__hint">{t.toolsHint}</span>
      </div>
      <Palette placing={placing} />
      {selected ? (
        <Properties key={selected.id} placing={placing} field={selected} />
      ) : (
        <p className="panel-right__none">{t.selectHint}</p>
      )}
      <div className="panel-right__keys" aria-hidden="true">
        <span>
          <kbd className="key">{t.keyMove}</kbd> {t.keyMoveText}
        </span>
        <span>
          <kbd className="key">Ctrl D</kbd> {t.keyCopyText}
        </span>
        <span>
          <kbd className="key">Del</kbd> {t.keyDeleteText}
        </span>
      </div>
    </aside>
  )
}

function Palette({ placing }: { placing: Placing }) {
  const t = useTexts(initiateTexts)
  const { draft, party } = placing
  const [ghost, setGhost] = useState<{ type: PlacedField['type']; x: number; y: number }>()
  const colour = partyColour(draft, party?.id ?? '')
  const shape = ghost && shapes[ghost.type]
  const scale = placing.handle.current?.scaleOf(0) ?? 1

  return (
    <>
      <div className="palette">
        {placing.tools.map((type) => (
          <DragBox
            key={type}
            className="palette__tool"
            label={t.toolLabel(t.tools[type])}
            reachable
            onMove={(_dx, _dy, x, y) => setGhost({ type, x, y })}
            onEnd={(moved, x, y) => {
              setGhost(undefined)
              if (moved) placing.dropTool(type, x, y)
              else placing.addInView(type)
            }}
            onCancel={() => setGhost(undefined)}
            onKey={(key) => {
              if (key !== 'Enter' && key !== ' ') return false
              placing.addInView(type)
              return true
            }}
          >
            <Icon name={toolIcons[type]} size={16} />
            <span>{t.tools[type]}</span>
          </DragBox>
        ))}
      </div>
      {ghost && shape && (
        <div
          className={`palette__ghost area area--${ghost.type} party-ink-${colour}`}
          style={{
            left: ghost.x - (shape.width * scale) / 2,
            top: ghost.y - (shape.height * scale) / 2,
            width: shape.width * scale,
            height: shape.height * scale,
          }}
          aria-hidden="true"
        >
          <span className="area__wash" />
          <span className="area__words">{t.tools[ghost.type]}</span>
        </div>
      )}
    </>
  )
}

function Properties({ placing, field }: { placing: Placing; field: PlacedField }) {
  const t = useTexts(initiateTexts)
  const { draft, file, state, step } = placing
  const everywhere = file.pages.every((_, page) =>
    state.fields.some((one) => one.page === page && one.partyId === field.partyId && one.type === field.type),
  )
  const owners = draft.parties.filter((party) => toolsOf(party).includes(field.type))
  const resize = (part: Partial<Rect>) => {
    const { x, y, width, height } = { ...field, ...part }
    const least = shapes[field.type]
    const square = least.fixedRatio
      ? Math.max(part.width ?? part.height ?? width, least.leastWidth)
      : undefined
    step({
      do: 'resize',
      id: field.id,
      rect: {
        x,
        y,
        width: square ?? Math.max(width, least.leastWidth),
        height: square ?? Math.max(height, least.leastHeight),
      },
    })
  }

  return (
    <section className="props" aria-label={t.properties}>
      <div className="props__head">
        <i className={`party-tab__dot party-ink-${partyColour(draft, field.partyId)}`} />
        <h3 className="grow">{t.tools[field.type]}</h3>
        <button type="button" className="task__icon" aria-label={t.copy} onClick={() => placing.copy(field)}>
          <Icon name="copy" size={16} />
        </button>
        <button
          type="button"
          className="task__icon"
          aria-label={t.delete}
          onClick={() => step({ do: 'remove', id: field.id })}
        >
          <Icon name="trash" size={16} />
        </button>
      </div>
      <label className="flow-facts__label" htmlFor="props-owner">
        {t.owner}
      </label>
      <select
        id="props-owner"
        className="party-row__select"
        value={field.partyId}
        onChange={(event) => step({ do: 'assign', id: field.id, partyId: event.target.value })}
      >
        {owners.map((party) => (
          <option key={party.id} value={party.id}>
            {party.name}
          </option>
        ))}
      </select>
      {file.pages.length > 1 && (
        <>
          <span className="flow-facts__label props__label">{t.applyTo}</span>
          <div className="segments props__pages">
            <span className={everywhere ? 'segments__one' : 'segments__one segments__on'}>{t.thisPage}</span>
            <button
              type="button"
              className={everywhere ? 'segments__one segments__on' : 'segments__one'}
              onClick={() => placing.everyPage(field)}
            >
              {t.allPages}
            </button>
          </div>
        </>
      )}
      <span className="flow-facts__label props__label">{t.position}</span>
      <div className="props__four">
        <NumberBox name="X" value={field.x} onChange={(x) => resize({ x })} />
        <NumberBox name="Y" value={field.y} onChange={(y) => resize({ y })} />
        <NumberBox name={t.width} value={field.width} onChange={(width) => resize({ width })} />
        <NumberBox name={t.height} value={field.height} onChange={(height) => resize({ height })} />
      </div>
    </section>
  )
}

/** Takes what was typed on Enter or when leaving, so that half a number moves nothing. */
function NumberBox(props: { name: string; value: number; onChange: (value: number) => void }) {
  const { name, value, onChange } = props
  const [text, setText] = useState(String(Math.round(value)))
  useEffect(() => setText(String(Math.round(value))), [value])

  const commit = () => {
    const typed = Number(text)
    if (text.trim() !== '' && Number.isFinite(typed) && typed !== Math.round(value)) onChange(typed)
    else setText(String(Math.round(value)))
  }

  return (
    <label className="number-box">
      <span className="number-box__name">{name}</span>
      <input
        className="number-box__input"
        inputMode="decimal"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
      />
    </label>
  )
}
