import { useRouter } from '@tarojs/taro'
import { Button } from '@/components/ui/button'
import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { PageFrame } from '@/components/ui/page-frame'
import { Press } from '@/components/ui/press'
import { Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast'
import { View } from '@/components/ui/view'
import type { ContractDetail } from '#types/contract'
import { useSignedIn } from '@/data/require-sign-in'
import { useAnswer } from '@/data/use-answer'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { query } from '@/platform/call'
import { CallError } from '@/platform/call-error'
import { download } from '@/platform/download'
import { openPage, replacePage } from '@/platform/navigate'
import { signTexts } from '../texts'
import { Receipt } from './receipt'
import './done.scss'

/** What was signed, by whom, when, and how to prove it (SIGN-17). */
export default function DonePage() {
  const t = useTexts(signTexts)
  const { id = '' } = useRouter().params
  const { me } = useSignedIn()
  const answer = useAnswer('contract', 'get', { contractId: id }, { enabled: id !== '' && Boolean(me) })
  const contract = answer.data

  return (
    <PageFrame
      title={t.doneTitle}
      back={() => openPage('home')}
      bar={contract && <DoneBar contract={contract} />}
    >
      {answer.isPending && <Skeleton count={2} />}
      {answer.isError && !contract && (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      )}
      {contract && (
        <>
          <Headline contract={contract} />
          <Receipt contract={contract} />
          {me && !me.hasPassword && <PasswordLine />}
          {contract.simulated && (
            <View as="p" className="done__simulated">
              {t.simulated}
            </View>
          )}
        </>
      )}
    </PageFrame>
  )
}

function Headline({ contract }: { contract: ContractDetail }) {
  const t = useTexts(signTexts)
  const all = contract.completedAt !== null

  return (
    <View className="done" role="status">
      <View className="done__ring" aria-hidden>
        <Icon name="check" size={32} />
      </View>
      <View as="h2" className="t1">
        {all ? t.completed : t.youSigned}
      </View>
      <View as="p" className="c-ink2">
        {all ? t.completedText : t.youSignedText(contract.signed, contract.total)}
      </View>
    </View>
  )
}

/** SIGN-18: only for those who have none. */
function PasswordLine() {
  const t = useTexts(signTexts)

  return (
    <Press className="done__password" onPress={() => openPage('password')}>
      <Icon name="lock" size={20} />
      <View as="span" className="grow done__words">
        {t.setPassword}
      </View>
      <View as="span" className="done__set">
        {t.goSet}
      </View>
    </Press>
  )
}

function DoneBar({ contract }: { contract: ContractDetail }) {
  const t = useTexts(signTexts)
  const language = useLanguage()

  const take = async (what: 'pdf' | 'report') => {
    toast(t.downloading)
    try {
      const { url, filename } = await query('contract', 'download', { contractId: contract.id, what })
      await download(url, filename)
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      toast(error.words[language], 'failed')
    }
  }

  return (
    <>
      {contract.actions.includes('download') && (
        <Press className="done__side" onPress={() => void take('pdf')}>
          <Icon name="download" />
          <View as="span">{t.downloadPdf}</View>
        </Press>
      )}
      {contract.actions.includes('evidence') && (
        <Press className="done__side" onPress={() => void take('report')}>
          <Icon name="evidence" />
          <View as="span">{t.evidenceShort}</View>
        </Press>
      )}
      <Button fill onPress={() => replacePage('contract', { id: contract.id })}>
        {t.viewContract}
      </Button>
    </>
  )
}
