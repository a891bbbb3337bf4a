import { ErrorState } from '@/components/ui/error-state'
import { Icon } from '@/components/ui/icon'
import { Press } from '@/components/ui/press'
import { Skeleton } from '@/components/ui/skeleton'
import { View } from '@/components/ui/view'
import { useAnswer } from '@/data/use-answer'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { dayAndTime } from '@/locales/when'
import { openPage } from '@/platform/navigate'
import { homeTexts } from './home-texts'
import { useFirstTodo } from './use-first-todo'
import './hero.scss'

/** What must be done first, and how much there is. Its counts open the to-do categories. */
export function Hero() {
  const t = useTexts(homeTexts)
  const language = useLanguage()
  const counts = useAnswer('contract', 'countMine', {}).data
  const { first, calm, answer } = useFirstTodo()

  if (calm) return <Calm byOthers={counts?.byOthers ?? 0} />
  if (!first) {
    return answer.isError ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton count={1} />
    )
  }
  return (
    <View as="section" className="hero">
      <View className="hero__first">
        <View className="hero__words">
          <View as="p" className="hero__caption">
            <Icon name="clock" size={16} />
            <View as="span" className="hero__caption-word">
              {t.soonest}
            </View>
          </View>
          <View as="h2" className="hero__name cut">
            {first.name}
          </View>
          <View as="p" className="hero__note">
            {`${t.before(dayAndTime(first.deadline, language))} · ${t.toSignByYou}`}
          </View>
        </View>
        <Press className="hero__go" onPress={() => openPage('sign', { id: first.id })}>
          {t.sign}
        </Press>
      </View>
      <View className="hero__counts">
        <Count value={counts?.toSign} word={t.mine} />
        <Count value={counts?.byOthers} word={t.others} />
        <Count value={counts?.aboutToExpire} word={t.expiring} />
      </View>
    </View>
  )
}

/** Nothing to do: one quiet line, so that starting something comes first. */
function Calm({ byOthers }: { byOthers: number }) {
  const t = useTexts(homeTexts)

  return (
    <View as="section" className="card calm">
      <Icon name="checkCircle" className="calm__icon" />
      <View className="calm__words">
        <View as="h2" className="t3">
          {t.calm}
        </View>
        <View as="p" className="t5 c-ink3">
          {t.calmNote}
        </View>
      </View>
      {byOthers > 0 && (
        <Press className="calm__others" onPress={() => openPage('todo')}>
          <View as="span">{t.othersCount(byOthers)}</View>
          <Icon name="forward" size={16} />
        </Press>
      )}
    </View>
  )
}

function Count({ value, word }: { value: number | undefined; word: string }) {
  return (
    <Press className="hero__count" onPress={() => openPage('todo')}>
      <View as="span" className="hero__number">
        {value ?? '–'}
      </View>
      <View as="span" className="hero__word">
        {word}
      </View>
    </Press>
  )
}
