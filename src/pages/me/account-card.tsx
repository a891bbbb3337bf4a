import { useState } from 'react'
import type { Me } from '#types/identity'
import { IdentitySheet } from '@/components/identity/identity-sheet'
import { identityName, identityWords } from '@/components/identity/identity-words'
import { Card } from '@/components/ui/card'
import { IdentityMark } from '@/components/ui/identity-mark'
import { ListRow } from '@/components/ui/list-row'
import { StatusChip } from '@/components/ui/status-chip'
import { View } from '@/components/ui/view'
import { activeOption } from '@/data/rights'
import { useTexts } from '@/locales/texts'
import { meTexts } from './me-texts'
import './account-card.scss'

/** Who one is, and under which identity one acts. */
export function AccountCard({ me }: { me: Me }) {
  const t = useTexts(meTexts)
  const words = useTexts(identityWords)
  const [choosing, setChoosing] = useState(false)
  const option = activeOption(me)
  const name = me.person?.name ?? words.unnamed

  return (
    <Card flush>
      <View className="account">
        <IdentityMark name={name} kind="person" size={56} />
        <View className="account__words">
          <View as="h2" className="t2 cut">
            {name}
          </View>
          <View as="p" className="c-ink3">
            {me.phoneMasked}
          </View>
        </View>
        <StatusChip tone={me.person ? 'done' : 'ended'}>{me.person ? t.verified : t.unverified}</StatusChip>
      </View>
      {option && (
        <ListRow
          label={t.identities}
          value={
            <View as="span" className="cut">
              {identityName(option, words.unnamed)}
            </View>
          }
          onPress={me.identities.length > 1 ? () => setChoosing(true) : undefined}
        />
      )}
      <IdentitySheet me={me} open={choosing} onClose={() => setChoosing(false)} />
    </Card>
  )
}
