import { useState } from 'react'
import type { Me } from '#types/identity'
import { Icon } from '@/components/ui/icon'
import { IdentityMark } from '@/components/ui/identity-mark'
import { Press } from '@/components/ui/press'
import { View } from '@/components/ui/view'
import { activeOption } from '@/data/rights'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { IdentitySheet } from './identity-sheet'
import { identityName, identityWords, roleWords } from './identity-words'
import './identity-head.scss'

/** Under which identity one acts; opens the switcher where there is a choice. */
export function IdentityHead({ me }: { me: Me }) {
  const t = useTexts(identityWords)
  const language = useLanguage()
  const [open, setOpen] = useState(false)
  const option = activeOption(me)
  if (!option) return null

  const name = identityName(option, t.unnamed)
  const person = me.person?.name ?? me.phoneMasked
  const note =
    option.kind === 'organization'
      ? [person, ...roleWords(option.roles, language)].join(' · ')
      : `${t.person} · ${me.phoneMasked}`
  const choice = me.identities.length > 1
  const inner = (
    <>
      <IdentityMark name={name} kind={option.kind} size={40} />
      <View as="span" className="identity-head__words">
        <View as="span" className="identity-head__name">
          <View as="span" className="cut">
            {name}
          </View>
          {choice && <Icon name="down" size={16} className="identity-head__arrow" />}
        </View>
        <View as="span" className="identity-head__note cut">
          {note}
        </View>
      </View>
    </>
  )

  if (!choice) return <View className="identity-head">{inner}</View>

  return (
    <>
      <Press className="identity-head" label={`${t.switchTitle}, ${name}`} onPress={() => setOpen(true)}>
        {inner}
      </Press>
      <IdentitySheet me={me} open={open} onClose={() => setOpen(false)} />
    </>
  )
}
