import type { ContractRow } from '#types/contract'
import { Card } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import { View } from '@/components/ui/view'
import { useTexts } from '@/locales/texts'
import { urgency } from '@/locales/when'
import { TodoItem } from './todo-item'
import { todoTexts } from './todo-texts'

/** What runs out comes first, in its own card; the rest is quieter. */
export function TodoGroups({ items }: { items: readonly ContractRow[] }) {
  const t = useTexts(todoTexts)
  const soon = items.filter((item) => urgency(item.deadline) !== 'plain')
  const rest = items.filter((item) => urgency(item.deadline) === 'plain')

  return (
    <>
      {soon.length > 0 && (
        <>
          <View className="todo-group">
            <View as="h2" className="todo-group__name c-refused">
              <Icon name="clock" size={16} className="todo-group__icon" />
              {t.expiring}
            </View>
            <View as="span" className="t5 c-ink3">
              {t.expiringNote(soon.length)}
            </View>
          </View>
          <List items={soon} strong />
        </>
      )}
      {rest.length > 0 && (
        <>
          <View className="todo-group">
            <View as="h2" className="todo-group__name">
              {t.rest}
            </View>
            <View as="span" className="t5 c-ink3">
              {t.items(rest.length)}
            </View>
          </View>
          <List items={rest} />
        </>
      )}
    </>
  )
}

function List({ items, strong = false }: { items: readonly ContractRow[]; strong?: boolean }) {
  return (
    <Card flush as="ul">
      {items.map((contract) => (
        <TodoItem key={contract.id} contract={contract} strong={strong} />
      ))}
    </Card>
  )
}
