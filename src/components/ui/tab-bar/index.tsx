import { useTexts } from '@/locales/texts'
import { uiTexts } from '@/locales/ui-texts'
import { openPage } from '@/platform/navigate'
import type { TabRoute } from '@/platform/routes'
import { Icon } from '../icon'
import { Press } from '../press'
import { View } from '../view'
import './index.scss'

const tabs = [
  { route: 'home', icon: 'home' },
  { route: 'contracts', icon: 'file' },
  { route: 'todo', icon: 'todo' },
  { route: 'me', icon: 'person' },
] as const

export interface TabBarProps {
  current: TabRoute
  /** Number of to-dos. */
  badge?: number
}

export function TabBar({ current, badge }: TabBarProps) {
  const t = useTexts(uiTexts)

  return (
    <View as="nav" className="tab-bar" aria-label={t.mainNavigation}>
      {tabs.map(({ route, icon }) => {
        const count = route === 'todo' ? (badge ?? 0) : 0

        return (
          <Press
            key={route}
            className={route === current ? 'tab-bar__tab tab-bar__tab--on' : 'tab-bar__tab'}
            current={route === current}
            label={count > 0 ? `${t.tabs[route]}, ${t.todoCount(count)}` : t.tabs[route]}
            onPress={() => route !== current && openPage(route)}
          >
            <Icon name={icon} />
            <View as="span" className="tab-bar__word">
              {t.tabs[route]}
            </View>
            {count > 0 && (
              <View as="span" className="tab-bar__badge">
                {count > 99 ? '99+' : count}
              </View>
            )}
          </Press>
        )
      })}
    </View>
  )
}
