import { useState } from 'react'
import type { ContractDetail } from '#types/contract'
import type { Verification } from '#types/verification'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Notice } from '@/components/ui/notice'
import { View } from '@/components/ui/view'
import { useAnswer } from '@/data/use-answer'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { fullStamp } from '@/locales/when'
import { verificationTexts } from '../verification-texts'
import { SignatureItem } from './signature-item'
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
        {answer.isError && <ErrorState title={t.failed} error={answer.error} onRetry={verify} />}
        {report && <Result report={report} />}
      </View>
      {!answer.isError && (
        <Button kind="quiet" size="middle" icon="shield" busy={answer.isFetching} onPress={verify}>
          {answer.isFetching ? t.busy : report ? t.again : t.start}
        </Button>
      )}
    </View>
  )
}

function Result({ report }: { report: Verification }) {
  const t = useTexts(verificationTexts)
  const language = useLanguage()
  const told = report.revisions.flatMap(({ changes }, i) =>
    changes.length > 0 ? [{ n: i + 1, changes }] : [],
  )

  return (
    <>
      <Notice tone={tones[report.verdict]} icon={report.verdict === 'intact' ? 'shield' : undefined}>
        <View className="t4b">{t.verdict[report.verdict]}</View>
        <View className="t5">{t.count(report.found, report.expected)}</View>
        <View className="t5">{t.checkedAt(fullStamp(report.checkedAt))}</View>
      </Notice>
      {report.findings.map(({ severity, text }) => (
        <View
          key={text.zh}
          as="p"
          className={
            severity === 'tampered' ? 't5 c-refused verification__gap' : 't5 c-ink2 verification__gap'
          }
        >
          {text[language]}
        </View>
      ))}
      <View as="ol" className="verification__list">
        {report.signatures.map((signature, i) => (
          <SignatureItem key={i} signature={signature} />
        ))}
      </View>
      {told.length > 0 && (
        <>
          <View as="p" className="t5b verification__sub">
            {t.changes}
          </View>
          <View as="ol" className="verification__gap">
            {told.map(({ n, changes }) => (
              <View as="li" key={n} className="verification__saving t5">
                <View as="span" className="c-ink3 verification__name">
                  {t.revision(n)}
                </View>
                <View as="span" className="verification__value">
                  {changes.map((change) => change[language]).join(language === 'zh' ? '；' : '; ')}
                </View>
              </View>
            ))}
          </View>
        </>
      )}
    </>
  )
}
