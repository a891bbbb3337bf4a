import { PageFrame } from '@/components/ui/page-frame'
import { Button } from '@/components/ui/button'

export default function Page() {
  return (
    <PageFrame title="contracts" large tab="contracts">
      <Button icon="plus">contracts</Button>
    </PageFrame>
  )
}
