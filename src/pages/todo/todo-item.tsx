import type { ContractRow } from '#types/contract'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { View } from '@/components/ui/view'
import { contractWords } from '@/locales/contract-words'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { timeLeft, urgency } from '@/locales/when'
import { openPage } from '@/platform/navigate'
import { todoTexts } from './todo-texts'
import './todo-item.scss'

const colours = { today: 'c-refused', soon: 'c-wait', plain: 'c-ink3' } as const

/** One to-do: kind and time left, name, who started it, and the act. */
export function TodoItem({ contract, strong }: { contract: ContractRow; strong: boolean }) {
  const t = useTexts(todoTexts)
  const words = useTexts(contractWords)
  const language = useLanguage()
  const mine = contract.actions.includes('sign')
  const left = timeLeft(contract.deadline, language)

  return (
    <View as="li" className="todo-item">
      <View as="span" className={strong ? 'todo-item__icon todo-item__icon--wait' : 'todo-item__icon'}>
        <Icon name={mine ? 'pen' : 'file'} size={20} weight={1.5} />
      </View>
      <View className="todo-item__body">
        <View className="row between">
          <View as="span" className="t5 c-ink3">
            {mine ? t.kind : words.label[contract.label]}
          </View>
          <View as="span" className={`t5 ${colours[urgency(contract.deadline)]}`}>
            {left ? t.left(left) : '–'}
          </View>
        </View>
        <View as="h3" className="t3 cut">
          {contract.name}
        </View>
        <View className="row between todo-item__foot">
          <View as="p" className="t5 c-ink3 cut grow">
            {words.startedBy(contract.initiatorName)}
          </View>
          <Button
            size="small"
            kind={mine && strong ? 'primary' : 'quiet'}
            label={`${mine ? t.sign : t.view} ${contract.name}`}
            onPress={() => openPage(mine ? 'sign' : 'contract', { id: contract.id })}
          >
            {mine ? t.sign : t.view}
          </Button>
        </View>
      </View>
    </View>
  )
}
