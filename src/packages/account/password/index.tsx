import { PageFrame } from '@/components/ui/page-frame'

export default function Page() {
  return <PageFrame title="account/password" back />
}
