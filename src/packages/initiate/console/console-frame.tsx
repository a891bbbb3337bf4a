import type { ReactNode } from 'react'
import { DialogHost } from '@/components/ui/dialog/host'
import { Icon } from '@/components/ui/icon'
import { ToastHost } from '@/components/ui/toast/host'
import { useTexts } from '@/locales/texts'
import { uiTexts } from '@/locales/ui-texts'
import { usePageTitle } from '@/platform/page-title'
import { usePageVisible } from '@/platform/page-visible'
import { initiateTexts } from '../texts'
import './console-frame.scss'

export interface ConsoleFrameProps {
  name: string
  /** Index of the step one is at. */
  current: number
  onBack: () => void
  /** Goes back to a step that is done. */
  onStep?: (index: number) => void
  actions: ReactNode
  children: ReactNode
}

/** One task, one way forward at the top right: no rail, no top bar of the console. */
export function ConsoleFrame({ name, current, onBack, onStep, actions, children }: ConsoleFrameProps) {
  const t = useTexts(initiateTexts)
  const ui = useTexts(uiTexts)
  const visible = usePageVisible()
  usePageTitle(`${t.title} · ${ui.appName}`)

  return (
    <div className="task">
      <header className="task__top">
        <div className="task__left">
          <button type="button" className="task__icon" aria-label={ui.back} onClick={onBack}>
            <Icon name="back" size={20} />
          </button>
          <h1 className="task__name">{name || t.title}</h1>
          <span className="task__saved">
            <Icon name="checkCircle" size={14} />
            {t.saved}
          </span>
        </div>
        <ol className="task__steps" aria-label={ui.steps}>
          {t.steps.map((step, index) => {
            const done = index < current
            const dot = (
              <span className="task__dot">{done ? <Icon name="check" size={14} /> : index + 1}</span>
            )
            const names = [
              'task__step',
              done ? 'task__step--done' : '',
              index === current ? 'task__step--on' : '',
            ]
            return (
              <li
                key={step}
                className={names.join(' ')}
                aria-current={index === current ? 'step' : undefined}
              >
                {done && onStep ? (
                  <button type="button" onClick={() => onStep(index)}>
                    {dot}
                    {step}
                  </button>
                ) : (
                  <span>
                    {dot}
                    {step}
                  </span>
                )}
              </li>
            )
          })}
        </ol>
        <div className="task__actions">{actions}</div>
      </header>
      <div className="task__work">{children}</div>
      {visible && (
        <>
          <DialogHost />
          <ToastHost />
        </>
      )}
    </div>
  )
}
