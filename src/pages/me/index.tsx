import { PageFrame } from '@/components/ui/page-frame'
import { Button } from '@/components/ui/button'

export default function Page() {
  return (
    <PageFrame title="me" large tab="me">
      <Button icon="plus">me</Button>
    </PageFrame>
  )
}
