import { useRef, useState } from 'react'
import type { ActionOutput } from '#types/api'
import { SignaturePad } from '@/components/document/signature-pad'
import type { PadHandle } from '@/components/document/signature-pad/types'
import { Button } from '@/components/ui/button'
import { confirm } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { Notice } from '@/components/ui/notice'
import { Press } from '@/components/ui/press'
import { Sheet } from '@/components/ui/sheet'
import { Skeleton } from '@/components/ui/skeleton'
import { SvgPicture } from '@/components/ui/svg-picture'
import { Tabs } from '@/components/ui/tabs'
import { Tick } from '@/components/ui/tick'
import { View } from '@/components/ui/view'
import { useCommand } from '@/data/use-command'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import type { Mark, OwnField } from '../sign-session'
import { signTexts } from '../texts'
import './sheets.scss'

type Saved = ActionOutput<'seal', 'listPersonalSignatures'>
type Kind = 'write' | 'saved' | 'system'

export interface SignatureSheetProps {
  /** Name to be written. */
  name: string
  field: OwnField
  /** Other open places of the same kind. */
  others: readonly OwnField[]
  saved: {
    data?: Saved
    isError: boolean
    isPending: boolean
    error: unknown
    refetch: () => Promise<unknown>
  }
  onUse: (marks: Mark[]) => void
  onRemoved: (signatureId: string) => void
  onClose: () => void
}

/** Handwritten, saved, or set from the verified name (SIGN-07 kinds 1 and 3). */
export function SignatureSheet(props: SignatureSheetProps) {
  const { name, field, others, saved, onUse, onClose } = props
  const t = useTexts(signTexts)
  const language = useLanguage()
  const items = saved.data?.items ?? []
  const [kind, setKind] = useState<Kind>(items.length > 0 ? 'saved' : 'write')
  const [chosen, setChosen] = useState<string | undefined>(items[0]?.id)
  const [empty, setEmpty] = useState(true)
  const [everywhere, setEverywhere] = useState(true)
  const pad = useRef<PadHandle>(null)
  const saving = useCommand('seal', 'savePersonalSignature')
  const removing = useCommand('seal', 'removePersonalSignature')

  const putSignature = (signatureId: string) => {
    const fields = everywhere ? [field, ...others] : [field]
    onUse(fields.map(({ id }) => ({ fieldId: id, signatureId })))
  }
  const save = async (input: Parameters<typeof saving.run>[0]) => {
    const signature = await saving.run(input)
    if (!signature) return
    await saved.refetch()
    putSignature(signature.id)
  }
  const act = async () => {
    if (kind === 'saved' && chosen) putSignature(chosen)
    if (kind === 'system') {
      const ready = items.find((item) => item.kind === 'system')
      if (ready) putSignature(ready.id)
      else await save({ kind: 'system' })
    }
    if (kind === 'write') {
      const written = pad.current?.read()
      if (written) await save(written)
    }
  }
  const remove = async (id: string) => {
    const sure = await confirm({
      title: t.removeTitle,
      text: t.removeText,
      confirm: t.remove,
      kind: 'danger',
    })
    if (!sure || !(await removing.run({ id }))) return
    props.onRemoved(id)
    await saved.refetch()
    setChosen(undefined)
  }

  const tabs: { key: Kind; label: string }[] = [
    { key: 'write', label: t.tabs.write },
    ...(items.length > 0 ? [{ key: 'saved' as const, label: t.tabs.saved }] : []),
    { key: 'system', label: t.tabs.system },
  ]
  const shown = kind === 'saved' && items.length === 0 ? 'write' : kind
  const off = (shown === 'write' && empty) || (shown === 'saved' && !chosen)
  const failure = saving.error ?? removing.error

  return (
    <Sheet
      open
      title={t.signature}
      onClose={onClose}
      bar={
        <>
          {shown === 'write' && (
            <Button kind="quiet" icon="refresh" disabled={empty} onPress={() => pad.current?.clear()}>
              {t.clear}
            </Button>
          )}
          <Button fill disabled={off} busy={saving.busy} onPress={() => void act()}>
            {shown === 'system' && !items.some((item) => item.kind === 'system') ? t.makeAndUse : t.use}
          </Button>
        </>
      }
    >
      <Tabs items={tabs} value={shown} onChange={setKind} label={t.tabsLabel} />
      <View className="sign-sheet">
        {shown === 'write' && (
          <View className="sign-sheet__pad">
            <SignaturePad
              handle={pad}
              onInk={setEmpty}
              characters={Array.from(name).length}
              height={232}
              prompt={t.prompt(name)}
            />
            <Press className="sign-sheet__undo" disabled={empty} onPress={() => pad.current?.undo()}>
              <Icon name="undo" size={16} />
              <View as="span">{t.undo}</View>
            </Press>
          </View>
        )}
        {shown === 'saved' && (
          <View className="choices" role="radiogroup" aria-label={t.tabs.saved}>
            {items.map((item, index) => (
              <View key={item.id} className="choices__cell">
                <Press
                  role="radio"
                  checked={chosen === item.id}
                  label={t.savedLabel(index + 1)}
                  className={chosen === item.id ? 'choice choice--on' : 'choice'}
                  onPress={() => setChosen(item.id)}
                >
                  <SvgPicture svg={item.svg} alt="" className="choice__picture" />
                </Press>
                <Press
                  className="choice__remove"
                  label={`${t.remove} ${t.savedLabel(index + 1)}`}
                  onPress={() => void remove(item.id)}
                >
                  <Icon name="trash" size={16} />
                </Press>
              </View>
            ))}
          </View>
        )}
        {shown === 'system' && (
          <View className="sign-sheet__system">
            <View className="sign-sheet__name">{name}</View>
            <View className="c-ink3 t5">{t.systemNote}</View>
          </View>
        )}
        {saved.isPending && <Skeleton count={1} shape="row" />}
        {saved.isError && !saved.data && (
          <ErrorState error={saved.error} onRetry={() => void saved.refetch()} />
        )}
        {failure && (
          <Notice tone="refused" alert>
            {failure.words[language]}
          </Notice>
        )}
        {others.length > 0 && (
          <Tick checked={everywhere} onChange={setEverywhere}>
            {t.alsoOthers(others.length)}
          </Tick>
        )}
        {shown === 'write' && <View className="t5 c-ink3">{t.keptNote}</View>}
      </View>
    </Sheet>
  )
}
