import { PageFrame } from '@/components/ui/page-frame'
import { Button } from '@/components/ui/button'

export default function Page() {
  return (
    <PageFrame title="todo" large tab="todo">
      <Button icon="plus">todo</Button>
    </PageFrame>
  )
}
