import type { IdentityOption, Me } from '#types/identity'
import { Card } from '@/components/ui/card'
import { IdentityMark } from '@/components/ui/identity-mark'
import { ListRow } from '@/components/ui/list-row'
import { Notice } from '@/components/ui/notice'
import { RadioMark } from '@/components/ui/radio'
import { Sheet } from '@/components/ui/sheet'
import { Spinner } from '@/components/ui/spinner'
import { toast } from '@/components/ui/toast'
import { View } from '@/components/ui/view'
import { sameIdentity } from '@/data/rights'
import { becomeMe } from '@/data/session'
import { useCommand } from '@/data/use-command'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { identityName, identityWords, roleWords } from './identity-words'

interface IdentitySheetProps {
  me: Me
  open: boolean
  onClose: () => void
}

/** Person or company: whose contracts one sees and in whose name one acts. */
export function IdentitySheet({ me, open, onClose }: IdentitySheetProps) {
  const t = useTexts(identityWords)
  const language = useLanguage()
  const change = useCommand('identity', 'switchIdentity')

  const choose = async (option: IdentityOption) => {
    if (sameIdentity(option, me.active)) return onClose()
    const identity =
      option.kind === 'person'
        ? { kind: option.kind }
        : { kind: option.kind, organizationId: option.organizationId }
    const next = await change.run({ identity })
    if (!next) return
    becomeMe(next)
    onClose()
    toast(t.switched(identityName(option, t.unnamed)), 'done')
  }

  return (
    <Sheet open={open} title={t.switchTitle} note={t.switchNote} onClose={onClose}>
      {change.error && (
        <Notice tone="refused" alert>
          {change.error.words[language]}
        </Notice>
      )}
      <Card flush as="div">
        <View role="radiogroup" aria-label={t.switchTitle}>
          {me.identities.map((option) => {
            const chosen = sameIdentity(option, me.active)
            const name = identityName(option, t.unnamed)

            return (
              <ListRow
                key={option.kind === 'person' ? 'person' : option.organizationId}
                lead={<IdentityMark name={name} kind={option.kind} size={40} />}
                label={name}
                note={
                  option.kind === 'person'
                    ? t.person
                    : roleWords(option.roles, language).join(' · ') || t.member
                }
                strong
                plain
                role="radio"
                checked={chosen}
                value={change.busy && !chosen ? <Spinner size={16} /> : <RadioMark checked={chosen} />}
                onPress={() => void choose(option)}
              />
            )
          })}
        </View>
      </Card>
    </Sheet>
  )
}
