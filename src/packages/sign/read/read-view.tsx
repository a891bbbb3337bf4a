import { useCallback, useMemo, useState } from 'react'
import { DocumentViewer } from '@/components/document/viewer'
import { Icon } from '@/components/ui/icon'
import { PageFrame } from '@/components/ui/page-frame'
import { Press } from '@/components/ui/press'
import { View } from '@/components/ui/view'
import { useContractText } from '@/data/contract-text'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { query } from '@/platform/call'
import { goBack } from '@/platform/navigate'
import { useWide } from '@/platform/wide'
import { dayAndTime } from '@/locales/when'
import { putMarks, readingStep, withoutSignature, type Mark, type OwnField } from '../sign-session'
import { signTexts } from '../texts'
import { ContractLayer } from './contract-layer'
import { MoreSheet } from './more-sheet'
import { PartyProgress } from './party-progress'
import { ReadingBar } from './reading-bar'
import { SealSheet } from './seal-sheet'
import { SidePanel } from './side-panel'
import { SignatureSheet } from './signature-sheet'
import type { SigningProps } from './types'
import { useLivingMarks, useOwnPart, usePictures } from './use-signing'
import './read-view.scss'

/** The document fills the screen; the next place to sign is one tap away and counted. */
export function ReadView(props: SigningProps) {
  const { contract, session, change, onChange } = props
  const t = useTexts(signTexts)
  const language = useLanguage()
  const wide = useWide()
  const { party, signable, fields, progress } = useOwnPart(contract, session)
  const pictures = usePictures(contract, signable)
  const [target, setTarget] = useState<{ page: number; y: number; height: number; stamp: number }>()
  const [glowing, setGlowing] = useState<string>()
  const [open, setOpen] = useState<OwnField>()
  const [more, setMore] = useState(false)
  const [current, setCurrent] = useState<OwnField>()
  useLivingMarks(session, fields, pictures, change)

  const words = useContractText(contract.id, contract.file.sha256)
  const load = useCallback(
    (page: number, width: 200 | 750 | 1500) =>
      query('document', 'getPage', { source: { kind: 'contract', contractId: contract.id }, page, width }),
    [contract.id],
  )
  const onRead = useCallback(
    (page: number, atEnd: boolean) => {
      if (atEnd || contract.pages.length === 1) {
        change((before) => (before.reachedEnd ? before : { ...before, reachedEnd: true }))
      }
      setCurrent(fields.find((field) => field.page === page))
    },
    [change, contract.pages.length, fields],
  )

  const kept = useMemo(
    () =>
      contract.partyViews
        .flatMap((view) => view.fields)
        .map(({ page, x, width }) => {
          const whole = contract.pages[page]?.width ?? 1
          return { from: x / whole, to: (x + width) / whole }
        }),
    [contract],
  )
  const glide = (place: { page: number; y: number; height: number }) =>
    setTarget((before) => ({ ...place, stamp: (before?.stamp ?? 0) + 1 }))
  const step = readingStep(session, fields)
  const act = () => {
    const { next } = progress
    if (step === 'go-to-next' && next) {
      // First tap glides there, the second opens it; so does a tap on the place itself.
      if (glowing === next.id) setOpen(next)
      else {
        setGlowing(next.id)
        glide(next)
      }
    } else if (step === 'read-to-end') {
      const last = contract.pages.length - 1
      glide({ page: last, y: contract.pages[last]?.height ?? 0, height: 0 })
    } else change((before) => ({ ...before, step: 'auth' }))
  }
  const put = (marks: Mark[]) => {
    const after = change((before) => putMarks(before, marks))
    setOpen(undefined)
    const next = fields.find((field) => !after.marks.some((mark) => mark.fieldId === field.id))
    setGlowing(next?.id)
    if (next) glide(next)
  }
  const changeMark = () => setOpen(current ?? fields[0])
  const others = open ? progress.open.filter((field) => field.id !== open.id && field.type === open.type) : []
  const bar = (
    <ReadingBar
      contract={contract}
      party={party}
      signable={signable}
      progress={progress}
      step={step}
      nextIsSeal={progress.next?.type === 'seal'}
      onAct={act}
      onChange={changeMark}
      onMore={() => setMore(true)}
    />
  )

  return (
    <PageFrame
      title={contract.name}
      head={<Head name={contract.name} note={t.before(dayAndTime(contract.deadline, language))} />}
      pinned={wide ? undefined : <PartyProgress contract={contract} />}
      bar={wide ? undefined : bar}
      back
      fixed
      tone="desk"
      wide="bare"
    >
      <View className="read">
        <View className="read__paper">
          <DocumentViewer
            pages={contract.pages}
            load={load}
            readText={words.readText}
            find={words.find}
            version={contract.file.sha256}
            label={t.document(contract.name)}
            target={target}
            onRead={onRead}
            keepInView={wide ? undefined : kept}
            controls={wide}
            inset={wide ? 24 : 8}
            layer={(page) => (
              <ContractLayer
                contract={contract}
                page={page}
                fields={fields}
                session={session}
                pictureOf={pictures.pictureOf}
                glowing={glowing}
                onOpen={setOpen}
              />
            )}
          />
        </View>
        {wide && (
          <SidePanel contract={contract} fields={fields} progress={progress} bar={bar} onShow={glide} />
        )}
      </View>
      {open?.type === 'signature' && (
        <SignatureSheet
          name={contract.partyViews.find((view) => view.mine)?.handlerName ?? party?.name ?? ''}
          others={others}
          field={open}
          saved={pictures.signatures}
          onUse={put}
          onRemoved={(id) => change((before) => withoutSignature(before, id))}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open?.type === 'seal' && (
        <SealSheet
          field={open}
          others={others}
          seals={pictures.seals}
          onUse={put}
          onClose={() => setOpen(undefined)}
        />
      )}
      <MoreSheet open={more} contract={contract} onClose={() => setMore(false)} onChange={onChange} />
    </PageFrame>
  )
}

function Head({ name, note }: { name: string; note: string }) {
  const t = useTexts(signTexts)

  return (
    <View className="read-head">
      <Press className="read-head__back" label={t.home} onPress={goBack}>
        <Icon name="back" />
      </Press>
      <View className="read-head__words">
        <View className="read-head__name" aria-hidden>
          {name}
        </View>
        <View className="read-head__note">{note}</View>
      </View>
    </View>
  )
}
