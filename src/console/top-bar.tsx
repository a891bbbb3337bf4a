import { useState } from 'react'
import type { Me } from '#types/identity'
import { IdentitySheet } from '@/components/identity/identity-sheet'
import { identityName, identityWords } from '@/components/identity/identity-words'
import { Icon } from '@/components/ui/icon'
import { IdentityMark } from '@/components/ui/identity-mark'
import { activeOption } from '@/data/rights'
import { useTexts } from '@/locales/texts'
import { openPage } from '@/platform/navigate'
import { consoleTexts } from './console-texts'
import { LanguageSwitch } from './language-switch'

/** In whose name one acts, and who one is. */
export function TopBar({ me }: { me: Me | null | undefined }) {
  const t = useTexts(consoleTexts)

  return (
    <header className="desk-top">
      {me && <OrganizationSwitch me={me} />}
      <span className="desk-space" />
      <LanguageSwitch />
      {me && (
        <button type="button" className="desk-top__me" aria-label={t.account} onClick={() => openPage('me')}>
          {(me.person?.name ?? me.phoneMasked.slice(-4)).slice(-2)}
        </button>
      )}
      {me === null && (
        <button type="button" className="desk-btn" onClick={() => openPage('signIn')}>
          {t.signIn}
        </button>
      )}
    </header>
  )
}

function OrganizationSwitch({ me }: { me: Me }) {
  const t = useTexts(consoleTexts)
  const words = useTexts(identityWords)
  const [open, setOpen] = useState(false)
  const option = activeOption(me)
  if (!option) return null

  const name = identityName(option, words.unnamed)
  const verified = option.kind === 'organization' || me.person !== null
  const inner = (
    <>
      <IdentityMark name={name} kind={option.kind} size={24} />
      <span className="desk-top__name">{name}</span>
      {verified && <span className="desk-tag desk-tag--done">{t.verified}</span>}
    </>
  )
  if (me.identities.length < 2) return <span className="desk-top__org">{inner}</span>

  return (
    <>
      <button
        type="button"
        className="desk-top__org"
        aria-label={`${t.switchIdentity}, ${name}`}
        onClick={() => setOpen(true)}
      >
        {inner}
        <Icon name="swap" size={16} />
      </button>
      <IdentitySheet me={me} open={open} onClose={() => setOpen(false)} />
    </>
  )
}
