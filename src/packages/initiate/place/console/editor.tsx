import { useEffect, useState } from 'react'
import { PlacementLayer } from '@/components/document/placement/layer'
import { DocumentViewer } from '@/components/document/viewer'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { useTexts } from '@/locales/texts'
import { ConsoleFrame } from '../../console/console-frame'
import { partyColour } from '../../draft'
import { backToSetup } from '../../own-pages'
import { initiateTexts } from '../../texts'
import type { Placing } from '../use-placing'
import { FieldPanel } from './field-panel'
import { Thumbnails } from './thumbnails'
import '../../setup/console/console-setup.scss'
import './editor.scss'

/** Thumbnails, the page, palette over properties. The party above the page colours what is placed next. */
export default function Editor({ placing }: { placing: Placing }) {
  const t = useTexts(initiateTexts)
  const { draft, file, state, step, party } = placing
  const [reading, setReading] = useState(0)
  const [target, setTarget] = useState<{ page: number; y: number; height: number; stamp: number }>()

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return
      if (event.target instanceof HTMLInputElement) return
      event.preventDefault()
      step({ do: event.shiftKey ? 'redo' : 'undo' })
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [step])

  return (
    <ConsoleFrame
      name={draft.name}
      current={2}
      onBack={backToSetup}
      onStep={backToSetup}
      actions={
        <>
          <Button kind="quiet" size="small" onPress={backToSetup}>
            {t.back}
          </Button>
          <Button size="small" busy={placing.busy} onPress={() => void placing.initiate()}>
            {t.initiate}
          </Button>
        </>
      }
    >
      <div className="editor">
        <Thumbnails
          placing={placing}
          current={reading}
          onShow={(page) =>
            setTarget((before) => ({
              page,
              y: 0,
              height: file.pages[page]?.height ?? 0,
              stamp: (before?.stamp ?? 0) + 1,
            }))
          }
        />
        <main className="editor__canvas">
          <div className="editor__bar">
            <div className="editor__parties" role="radiogroup" aria-label={t.partyTabs}>
              {draft.parties.map((one) => {
                const placed = placing.placedOf(one)
                const faulty = placing.faults.some((fault) => fault.partyId === one.id)
                const names = ['party-tab', `party-ink-${partyColour(draft, one.id)}`]
                if (one.id === party?.id) names.push('party-tab--on')
                if (faulty) names.push('party-tab--bad')
                return (
                  <button
                    key={one.id}
                    type="button"
                    role="radio"
                    aria-checked={one.id === party?.id}
                    className={names.join(' ')}
                    onClick={() => placing.setPartyId(one.id)}
                  >
                    <i className="party-tab__dot" />
                    <span className="party-tab__name">{one.name}</span>
                    <span className={placed ? 'party-tab__count' : 'party-tab__count party-tab__count--none'}>
                      {placed ? placing.countOf(one.id) : t.notPlaced}
                    </span>
                  </button>
                )
              })}
            </div>
            <button
              type="button"
              className="task__icon"
              aria-label={t.undo}
              aria-disabled={state.past.length === 0}
              onClick={() => step({ do: 'undo' })}
            >
              <Icon name="undo" size={20} />
            </button>
            <button
              type="button"
              className="task__icon"
              aria-label={t.redo}
              aria-disabled={state.future.length === 0}
              onClick={() => step({ do: 'redo' })}
            >
              <Icon name="redo" size={20} />
            </button>
          </div>
          <div className="editor__stage">
            <DocumentViewer
              pages={file.pages}
              load={placing.load}
              version={file.uploadId}
              label={t.documentLabel}
              handle={placing.handle}
              target={target}
              onRead={setReading}
              onTap={() => state.selected && step({ do: 'select', id: null })}
              controls
              inset={24}
              widest={760}
              layer={(page) => (
                <PlacementLayer
                  page={page}
                  size={file.pages[page] ?? { width: 1, height: 1 }}
                  scale={placing.handle.current?.scaleOf(page) ?? 1}
                  state={state}
                  step={step}
                  look={placing.look}
                  onCopy={placing.copy}
                  onCarry={placing.onCarry}
                />
              )}
            />
          </div>
        </main>
        <FieldPanel placing={placing} />
      </div>
    </ConsoleFrame>
  )
}
