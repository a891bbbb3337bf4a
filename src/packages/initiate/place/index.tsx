import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { PageFrame } from '@/components/ui/page-frame'
import { Skeleton } from '@/components/ui/skeleton'
import { useSignedIn } from '@/data/require-sign-in'
import { activeOption } from '@/data/rights'
import { useTexts } from '@/locales/texts'
import { useWide } from '@/platform/wide'
import type { Draft, DraftFile } from '../draft'
import { useDraft } from '../draft-store'
import { backToSetup } from '../own-pages'
import { initiateTexts } from '../texts'
import { PhonePlacing } from './phone-placing'
import { usePlacing } from './use-placing'
import { WidePlacing } from './wide-placing'

/** Where each party signs (CON-36, CON-69). */
export default function PlacePage() {
  const t = useTexts(initiateTexts)
  const { me } = useSignedIn()
  const option = me && activeOption(me)
  if (option?.kind === 'organization') return <Drafted organizationId={option.organizationId} />

  return (
    <PageFrame title={t.title} back>
      {me ? <Empty title={t.needsCompany} text={t.needsCompanyText} /> : <Skeleton shape="page" count={1} />}
    </PageFrame>
  )
}

function Drafted({ organizationId }: { organizationId: string }) {
  const t = useTexts(initiateTexts)
  const draft = useDraft(organizationId)
  const { file } = draft
  if (file && draft.parties.length > 0) return <Placing key={file.uploadId} draft={draft} file={file} />

  return (
    <PageFrame title={t.title} back={backToSetup}>
      <Empty
        title={t.noFile}
        text={t.noFileText}
        action={<Button onPress={backToSetup}>{t.goSetup}</Button>}
      />
    </PageFrame>
  )
}

function Placing({ draft, file }: { draft: Draft; file: DraftFile }) {
  const wide = useWide()
  const placing = usePlacing(draft, file)

  return wide ? <WidePlacing placing={placing} /> : <PhonePlacing placing={placing} />
}
