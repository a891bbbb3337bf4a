import { DialogHost } from '@/components/ui/dialog/host'
import type { PageFrameProps } from '@/components/ui/page-frame/types'
import { ToastHost } from '@/components/ui/toast/host'

export default function WideFrame(props: PageFrameProps) {
  return (
    <div>
      <main>{props.children}</main>
      <DialogHost />
      <ToastHost />
    </div>
  )
}
