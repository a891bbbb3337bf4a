import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { ErrorState } from '@/components/ui/error-state'
import { PageFrame } from '@/components/ui/page-frame'
import { Skeleton } from '@/components/ui/skeleton'
import { useSignedIn } from '@/data/require-sign-in'
import { activeOption, may } from '@/data/rights'
import { useTexts } from '@/locales/texts'
import { openPage } from '@/platform/navigate'
import { useWide } from '@/platform/wide'
import { initiateTexts } from '../texts'
import { PhoneSetup } from './phone-setup'
import { useSetup } from './use-setup'
import { WideSetup } from './wide-setup'

/** File, parties and facts of a contract that is being prepared (CON-20…47, CON-65…71). */
export default function SetupPage() {
  const t = useTexts(initiateTexts)
  const { me, answer } = useSignedIn()
  const option = me && activeOption(me)

  if (option?.kind === 'organization' && may(me, 'contract.initiate')) {
    return <Preparing key={option.organizationId} organizationId={option.organizationId} name={option.name} />
  }
  return (
    <PageFrame title={t.title} back>
      {answer.isPending && <Skeleton />}
      {answer.isError && !me && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {me && (
        <Empty
          title={option?.kind === 'organization' ? t.noRight : t.needsCompany}
          text={option?.kind === 'organization' ? t.noRightText : t.needsCompanyText}
          action={<Button onPress={() => openPage('home')}>{t.toHome}</Button>}
        />
      )}
    </PageFrame>
  )
}

function Preparing({ organizationId, name }: { organizationId: string; name: string }) {
  const wide = useWide()
  const setup = useSetup(organizationId, name)

  return wide ? <WideSetup setup={setup} /> : <PhoneSetup setup={setup} />
}
