import { useDidShow, useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { ActionOutput } from '#types/api'
import { errorCatalogue } from '#types/errors'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { IdentityMark } from '@/components/ui/identity-mark'
import { ListRow } from '@/components/ui/list-row'
import { Notice } from '@/components/ui/notice'
import { PageFrame } from '@/components/ui/page-frame'
import { Skeleton } from '@/components/ui/skeleton'
import { StatusChip, type ChipTone } from '@/components/ui/status-chip'
import { View } from '@/components/ui/view'
import { becomeMe, useMe } from '@/data/session'
import { useAnswer } from '@/data/use-answer'
import { useCommand } from '@/data/use-command'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { currentPath, openPage, replacePage } from '@/platform/navigate'
import { entryCode } from '../entry-code'
import { dayAndTime } from '@/locales/when'
import { signTexts } from '../texts'
import './index.scss'

type Landing = ActionOutput<'contract', 'openCode'>

/** Where a signature code or link leads: what is this, who invites, until when, and what comes next (SIGN-02). */
export default function LandingPage() {
  const t = useTexts(signTexts)
  const { params } = useRouter()
  const code = entryCode(params)
  const answer = useAnswer('contract', 'openCode', { code: code ?? '' }, { enabled: code !== null })
  const { refetch } = answer

  // After signing in or being verified the person comes back here.
  useDidShow(() => {
    if (code) void refetch()
  })

  return (
    <PageFrame
      title={t.landingTitle}
      back
      bar={answer.data && <Act landing={answer.data} onChange={refetch} />}
    >
      {code === null && <ErrorState title={t.badCode} text={t.badCodeText} />}
      {code !== null && answer.isPending && <Skeleton count={1} />}
      {answer.isError && !answer.data && (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      )}
      {answer.data && <Invitation landing={answer.data} />}
    </PageFrame>
  )
}

const tones: Partial<Record<Landing['status'], ChipTone>> = {
  COMPLETED: 'done',
  SETTLED: 'done',
  REJECTED: 'refused',
  REVOKED: 'ended',
  EXPIRED: 'ended',
  RELEASED: 'ended',
}

function Invitation({ landing }: { landing: Landing }) {
  const t = useTexts(signTexts)
  const language = useLanguage()
  const { next } = landing
  const stopped = next === 'not-signer' || next === 'ended'

  return (
    <>
      <View className="invitation">
        <IdentityMark name={landing.inviterName} kind="organization" size={56} />
        <View as="p" className="invitation__who">
          {t.invites(landing.inviterName)}
        </View>
        <View as="h2" className="invitation__what">
          {landing.name}
        </View>
      </View>
      <Card flush>
        <ListRow label={t.signBefore} value={dayAndTime(landing.deadline, language)} />
        <ListRow
          label={t.status}
          value={<StatusChip tone={tones[landing.status] ?? 'wait'}>{t.statuses[landing.status]}</StatusChip>}
        />
      </Card>
      <View className="invitation__next">
        <Notice tone={stopped ? 'refused' : next === 'sign' ? 'done' : 'info'}>
          <View as="strong">{t.steps[next]}</View>
          {landing.refusal && <View>{errorCatalogue[landing.refusal][language]}</View>}
          {landing.refusal === 'PHONE_NOT_SIGNER' && landing.phoneMasked && (
            <View>{t.phoneNeeded(landing.phoneMasked)}</View>
          )}
          {next === 'sign-in' && landing.phoneMasked && <View>{t.signInAs(landing.phoneMasked)}</View>}
        </Notice>
      </View>
      {(next === 'sign-in' || next === 'real-name') && (
        <View as="p" className="invitation__why">
          {t.why}
        </View>
      )}
    </>
  )
}

/** The one button: the next step. Absent where there is none. */
function Act({ landing, onChange }: { landing: Landing; onChange: () => void }) {
  const t = useTexts(signTexts)
  const { me } = useMe()
  const switching = useCommand('identity', 'switchIdentity')
  const leaving = useCommand('identity', 'signOut')
  const [going, setGoing] = useState(false)
  const { next, contractId, switchTo } = landing
  const back = () => currentPath()

  const run = async () => {
    if (next === 'sign-in') openPage('signIn', { returnTo: back() })
    else if (next === 'real-name') openPage('realName', { returnTo: back() })
    else if (next === 'switch' && switchTo) {
      const changed = await switching.run({ identity: switchTo })
      if (!changed) return
      becomeMe(changed)
      onChange()
    } else if (contractId) {
      setGoing(true)
      replacePage(next === 'view' ? 'contract' : 'sign', { id: contractId })
    }
  }
  const changeAccount = async () => {
    if (!(await leaving.run({}))) return
    becomeMe(null)
    openPage('signIn', { returnTo: back() })
  }

  if (next === 'ended') return null
  if (next === 'not-signer') {
    return me ? (
      <Button kind="quiet" icon="swap" fill busy={leaving.busy} onPress={() => void changeAccount()}>
        {t.otherAccount}
      </Button>
    ) : null
  }
  if ((next === 'sign' || next === 'wait' || next === 'view') && !contractId) return null

  return (
    <Button fill busy={switching.busy || going} onPress={() => void run()}>
      {t.acts[next]}
    </Button>
  )
}
