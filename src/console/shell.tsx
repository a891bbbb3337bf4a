import type { ReactNode } from 'react'
import { DialogHost } from '@/components/ui/dialog/host'
import { Icon } from '@/components/ui/icon'
import { ProductMark } from '@/components/ui/product-mark'
import { ToastHost } from '@/components/ui/toast/host'
import { useMe } from '@/data/session'
import { useTodoCount } from '@/data/todo-count'
import { useTexts } from '@/locales/texts'
import { uiTexts } from '@/locales/ui-texts'
import { openPage } from '@/platform/navigate'
import { usePageTitle } from '@/platform/page-title'
import { usePageVisible } from '@/platform/page-visible'
import { pathOf, type TabRoute } from '@/platform/routes'
import { consoleTexts } from './console-texts'
import { TopBar } from './top-bar'
import './shell.scss'

const modules = [
  { route: 'home', icon: 'home' },
  { route: 'contracts', icon: 'file' },
  { route: 'todo', icon: 'todo' },
  { route: 'validate', icon: 'shield' },
  { route: 'me', icon: 'person' },
] as const

/** What the rail can mark as the present place. */
export type Module = TabRoute | 'validate'

interface ConsoleShellProps {
  title: string
  current?: Module
  children: ReactNode
}

/** The frame of the console: ink rail for the modules, top bar with the identity, and the work. */
export function ConsoleShell({ title, current, children }: ConsoleShellProps) {
  const ui = useTexts(uiTexts)
  const { me } = useMe()
  const visible = usePageVisible()
  usePageTitle(`${title} · ${ui.appName}`)

  return (
    <div className="desk">
      <Rail current={current} count={useTodoCount(me) ?? 0} />
      <TopBar me={me} />
      {children}
      {visible && (
        <>
          <DialogHost />
          <ToastHost />
        </>
      )}
    </div>
  )
}

function Rail({ current, count }: { current?: Module; count: number }) {
  const t = useTexts(consoleTexts)
  const ui = useTexts(uiTexts)

  return (
    <nav className="desk-rail" aria-label={ui.mainNavigation}>
      <div className="desk-rail__mark">
        <ProductMark size={40} />
      </div>
      {modules.map(({ route, icon }) => (
        <a
          key={route}
          className={route === current ? 'desk-rail__link desk-rail__link--on' : 'desk-rail__link'}
          href={`#${pathOf(route)}`}
          aria-current={route === current ? 'page' : undefined}
          onClick={(event) => {
            event.preventDefault()
            if (route !== current) openPage(route)
          }}
        >
          <Icon name={icon} size={20} />
          {t.modules[route]}
          {route === 'todo' && count > 0 && (
            <span className="desk-rail__count" aria-label={ui.todoCount(count)} role="img">
              {count > 99 ? '99+' : count}
            </span>
          )}
        </a>
      ))}
    </nav>
  )
}
