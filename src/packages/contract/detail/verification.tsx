import { useState } from 'react'
import type { ContractDetail } from '#types/contract'
import type { Verification } from '#types/verification'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { View } from '@/components/ui/view'
import { Findings } from '@/components/verification/findings'
import { proofTexts } from '@/components/verification/proof-texts'
import { Revisions } from '@/components/verification/revisions'
import { SignatureItem } from '@/components/verification/signature-item'
import { useAnswer } from '@/data/use-answer'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { uiTexts } from '@/locales/ui-texts'
import { fullStamp } from '@/locales/when'
import { CallError } from '@/platform/call-error'
import { verificationTexts } from '../verification-texts'
import './verification.scss'

const tones = {
  intact: 'done',
  tampered: 'refused',
  unsigned: 'info',
  unreadable: 'refused',
  indeterminate: 'wait',
} as const

/** Verifies the stored file when asked, and tells it signature by signature. */
export function VerificationSection({ contract }: { contract: ContractDetail }) {
  const t = useTexts(verificationTexts)
  const [asked, setAsked] = useState(false)
  const { id, file } = contract
  const answer = useAnswer('contract', 'verify', { contractId: id }, { enabled: asked })
  // A result speaks of the revision it was made for, and of no later one.
  const report = answer.data?.file.sha256 === file.sha256 ? answer.data : undefined

  const verify = () => {
    if (asked) void answer.refetch()
    else setAsked(true)
  }

  return (
    <View as="section" className="verification">
      <View as="h3" className="t4b verification__head">
        {t.title}
      </View>
      {!report && !answer.isError && (
        <View as="p" className="c-ink2 verification__gap">
          {t.intro}
        </View>
      )}
      <View aria-live="polite">
        {answer.isError && <Failure error={answer.error} />}
        {report && <Result report={report} />}
      </View>
      <Button
        kind="quiet"
        size="middle"
        icon={answer.isError ? 'refresh' : 'shield'}
        busy={answer.isFetching}
        onPress={verify}
      >
        {answer.isFetching ? t.busy : report || answer.isError ? t.again : t.start}
      </Button>
    </View>
  )
}

/** What went wrong, at the size of a part of a page. */
function Failure({ error }: { error: unknown }) {
  const t = useTexts(verificationTexts)
  const ui = useTexts(uiTexts)
  const language = useLanguage()
  const refusal = error instanceof CallError ? error : undefined

  return (
    <View className="verification__gap">
      <Notice tone="refused" icon={refusal?.offline ? 'offline' : undefined} alert>
        <View className="t4b">{t.failed}</View>
        {refusal && <View>{refusal.words[language]}</View>}
        {refusal?.requestId && <View>{ui.requestId(refusal.requestId)}</View>}
      </Notice>
    </View>
  )
}

function Result({ report }: { report: Verification }) {
  const t = useTexts(verificationTexts)
  const proof = useTexts(proofTexts)

  return (
    <>
      <View className="verification__gap">
        <Notice tone={tones[report.verdict]} icon={report.verdict === 'intact' ? 'shield' : undefined}>
          <View className="t4b">{t.verdict[report.verdict]}</View>
          <View className="t5">{t.count(report.found, report.expected)}</View>
          <View className="t5">{t.checkedAt(fullStamp(report.checkedAt))}</View>
        </Notice>
      </View>
      <Findings findings={report.findings} />
      {report.signatures.length > 0 && (
        <View as="ol" className="verification__list">
          {report.signatures.map((signature, i) => (
            <SignatureItem key={i} signature={signature} stampName={proof.closingStamp} />
          ))}
        </View>
      )}
      {report.revisions.some(({ changes }) => changes.length > 0) && (
        <View className="verification__gap">
          <View as="p" className="t5b verification__sub">
            {proof.changes}
          </View>
          <Revisions revisions={report.revisions} />
        </View>
      )}
    </>
  )
}
