import { PageFrame } from '@/components/ui/page-frame'
import { Button } from '@/components/ui/button'

export default function Page() {
  return (
    <PageFrame title="home" large tab="home">
      <Button icon="plus">home</Button>
    </PageFrame>
  )
}
