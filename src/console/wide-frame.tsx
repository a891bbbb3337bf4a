import type { ReactNode } from 'react'
import { DialogHost } from '@/components/ui/dialog/host'
import { Icon } from '@/components/ui/icon'
import type { PageFrameProps } from '@/components/ui/page-frame/types'
import { ScrollArea } from '@/components/ui/scroll-area'
import { ToastHost } from '@/components/ui/toast/host'
import { useTexts } from '@/locales/texts'
import { uiTexts } from '@/locales/ui-texts'
import { goBack } from '@/platform/navigate'
import { usePageTitle } from '@/platform/page-title'
import { usePageVisible } from '@/platform/page-visible'
import { ConsoleShell } from './shell'
import './shell.scss'

/** A page that has no console view of its own, at console width: a column in the frame, or the bare window. */
export default function WideFrame(props: PageFrameProps) {
  if (props.wide === 'bare') return <BareWindow {...props} />

  return (
    <ConsoleShell title={props.title} current={props.tab ?? props.module}>
      <Work {...props} />
    </ConsoleShell>
  )
}

function BareWindow(props: PageFrameProps) {
  const ui = useTexts(uiTexts)
  const visible = usePageVisible()
  usePageTitle(`${props.title} · ${ui.appName}`)

  return (
    <div className="desk-bare">
      <Work {...props} />
      {visible && (
        <>
          <DialogHost />
          <ToastHost />
        </>
      )}
    </div>
  )
}

function Work(props: PageFrameProps) {
  const t = useTexts(uiTexts)
  const { back, wide = 'column' } = props
  const onBack = back === true ? goBack : back || undefined
  const full = wide !== 'column'

  return (
    <main className="desk-work">
      <div className={full || props.fixed ? 'desk-head' : 'desk-head desk-head--column'}>
        {onBack && (
          <button type="button" className="desk-head__back" aria-label={t.back} onClick={onBack}>
            <Icon name="back" size={20} />
          </button>
        )}
        <h1 className="t2">{props.title}</h1>
      </div>
      {props.pinned && <div className="desk-pinned">{props.pinned}</div>}
      {props.fixed ? (
        <div className="desk-fixed">{props.children}</div>
      ) : (
        <Column onEnd={props.onEnd} full={full}>
          {props.children}
        </Column>
      )}
      {(props.bar || props.barTop) && (
        <div className="desk-bar">
          {props.barTop}
          {props.bar && <div className="desk-bar__buttons">{props.bar}</div>}
        </div>
      )}
    </main>
  )
}

function Column({ onEnd, full, children }: { onEnd?: () => void; full: boolean; children: ReactNode }) {
  return (
    <ScrollArea className="desk-column" onEnd={onEnd}>
      <div className={full ? 'desk-column__inner desk-column__inner--full' : 'desk-column__inner'}>
        {children}
      </div>
    </ScrollArea>
  )
}
