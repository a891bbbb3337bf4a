import { DragBox } from '@/components/document/drag-box'
import { PlacementLayer } from '@/components/document/placement/layer'
import { DocumentViewer } from '@/components/document/viewer'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { PageFrame } from '@/components/ui/page-frame'
import { Press } from '@/components/ui/press'
import { ScrollArea } from '@/components/ui/scroll-area'
import { Stepper } from '@/components/ui/stepper'
import { View } from '@/components/ui/view'
import { useTexts } from '@/locales/texts'
import { partyColour } from '../draft'
import { backToSetup } from '../own-pages'
import { initiateTexts } from '../texts'
import type { Placing } from './use-placing'
import './placing.scss'

export const toolIcons = { signature: 'pen', seal: 'stamp', date: 'date' } as const

/** Choose a party below, tap the paper or drag the tool onto it. */
export function PhonePlacing({ placing }: { placing: Placing }) {
  const t = useTexts(initiateTexts)
  const { draft, file, state, step, party, tool } = placing

  return (
    <PageFrame
      title={t.title}
      back={backToSetup}
      pinned={<Stepper steps={t.steps} current={2} onBack={backToSetup} />}
      fixed
      tone="desk"
      bar={
        <>
          <Press
            className="placing__side"
            disabled={state.past.length === 0}
            onPress={() => step({ do: 'undo' })}
          >
            <Icon name="undo" />
            <View as="span">{t.undo}</View>
          </Press>
          <Press
            className="placing__side"
            disabled={state.future.length === 0}
            onPress={() => step({ do: 'redo' })}
          >
            <Icon name="redo" />
            <View as="span">{t.redo}</View>
          </Press>
          <Button fill busy={placing.busy} onPress={() => void placing.initiate()}>
            {t.initiate}
          </Button>
        </>
      }
    >
      <View className="placing">
        <View className="placing__paper">
          <DocumentViewer
            pages={file.pages}
            load={placing.load}
            version={file.uploadId}
            label={t.documentLabel}
            handle={placing.handle}
            onTap={placing.onTap}
            inset={16}
            layer={(page) => (
              <PlacementLayer
                page={page}
                size={file.pages[page] ?? { width: 1, height: 1 }}
                scale={placing.handle.current?.scaleOf(page) ?? 0.6}
                state={state}
                step={step}
                look={placing.look}
                onCopy={placing.copy}
                onCarry={placing.onCarry}
                toolbar={(field) => (
                  <>
                    <Press className="area-tool" onPress={() => placing.copy(field)}>
                      <Icon name="copy" size={20} />
                      <View as="span">{t.copy}</View>
                    </Press>
                    {file.pages.length > 1 && (
                      <Press className="area-tool" onPress={() => placing.everyPage(field)}>
                        <Icon name="layers" size={20} />
                        <View as="span">{t.everyPage}</View>
                      </Press>
                    )}
                    <Press className="area-tool" onPress={() => step({ do: 'remove', id: field.id })}>
                      <Icon name="trash" size={20} />
                      <View as="span">{t.delete}</View>
                    </Press>
                  </>
                )}
              />
            )}
          />
        </View>
        <View className="tray">
          <ScrollArea horizontal className="tray__parties" showId={party && `block-${party.id}`}>
            <View className="tray__row" role="radiogroup" aria-label={t.partyTabs}>
              {draft.parties.map((one) => {
                const on = one.id === party?.id
                const placed = placing.placedOf(one)
                const faulty = placing.faults.some((fault) => fault.partyId === one.id)
                const names = ['block', `party-ink-${partyColour(draft, one.id)}`]
                if (on) names.push('block--on')
                if (faulty) names.push('block--bad')
                return (
                  <Press
                    key={one.id}
                    id={`block-${one.id}`}
                    role="radio"
                    checked={on}
                    className={names.join(' ')}
                    onPress={() => placing.setPartyId(one.id)}
                  >
                    <View as="span" className="block__fill" />
                    <View as="span" className="block__words">
                      <View as="span" className="block__name">
                        {one.name}
                      </View>
                      <View as="span" className={placed ? 'block__count' : 'block__count block__count--none'}>
                        {placed ? t.placed(placing.countOf(one.id)) : t.notPlaced}
                      </View>
                    </View>
                    {on && <Icon name="check" size={16} weight={1.5} className="block__check" />}
                  </Press>
                )
              })}
            </View>
          </ScrollArea>
          <View className="tray__tools">
            {placing.tools.map((type) => (
              <DragBox
                key={type}
                className={`tool ${type === tool ? `tool--on party-ink-${partyColour(draft, party?.id ?? '')}` : 'tool--off'}`}
                label={t.toolLabel(t.tools[type])}
                selected={type === tool}
                reachable
                onEnd={(moved, x, y) => {
                  placing.setTool(type)
                  if (moved) placing.dropTool(type, x, y)
                }}
                onKey={(key) => {
                  if (key !== 'Enter' && key !== ' ') return false
                  placing.addInView(type)
                  return true
                }}
              >
                <Icon name={toolIcons[type]} size={20} />
                <View as="span" className="tool__word">
                  {t.tools[type]}
                </View>
              </DragBox>
            ))}
          </View>
          {party && tool && !placing.placedOf(party) && (
            <View className="tray__hint" role="status">
              {t.tapHint(party.name, t.tools[tool])}
            </View>
          )}
        </View>
      </View>
    </PageFrame>
  )
}
