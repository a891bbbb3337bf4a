import type { ContractDetail, PartyView } from '#types/contract'
import { IdentityMark } from '@/components/ui/identity-mark'
import { StatusChip } from '@/components/ui/status-chip'
import { View } from '@/components/ui/view'
import { contractWords } from '@/locales/contract-words'
import { useTexts } from '@/locales/texts'
import { shortStamp } from '@/locales/when'
import { contractTexts, partyTone } from '../contract-texts'
import './parties.scss'

/** Who signs, how each is verified, and when each has signed. */
export function Parties({ contract }: { contract: ContractDetail }) {
  const t = useTexts(contractTexts)

  return (
    <View as="section">
      <View className="row between parties__head">
        <View as="h3" className="t4b">
          {t.parties(contract.signed, contract.total)}
        </View>
        <View as="span" className="t5 c-ink3">
          {t.orders[contract.order]}
        </View>
      </View>
      <View as="ul">
        {contract.partyViews.map((party, index) => (
          <PartyRow key={party.id} party={party} colour={index + 1} ended={contract.endedAt !== null} />
        ))}
      </View>
    </View>
  )
}

interface PartyRowProps {
  party: PartyView
  colour: number
  /** The contract was refused, revoked or has expired: who has not signed never will. */
  ended: boolean
}

function PartyRow({ party, colour, ended }: PartyRowProps) {
  const t = useTexts(contractTexts)
  const words = useTexts(contractWords)
  const who = party.kind === 'organization' ? party.handlerName : t.person
  const how = party.signedBy
    ? words.auth[party.signedBy]
    : party.auth.map((m) => words.auth[m]).join(words.and)

  return (
    <View as="li" className="party">
      <IdentityMark name={party.name} kind={party.kind} party={colour} size={32} />
      <View className="party__words">
        <View className="row">
          <View as="span" className="cut">
            {party.name}
          </View>
          {party.mine && (
            <View as="span" className="party__mine">
              {t.mine}
            </View>
          )}
        </View>
        <View className="t5 c-ink3">{[who, party.phoneMasked, how].filter(Boolean).join(words.dot)}</View>
      </View>
      <View className="party__state">
        {ended && party.state !== 'SIGNED' && party.state !== 'REFUSED' ? (
          <StatusChip tone="ended">{t.notSigned}</StatusChip>
        ) : (
          <StatusChip tone={partyTone[party.state]}>{t.partyState[party.state]}</StatusChip>
        )}
        {party.signedAt !== null && <View className="t5 c-ink3">{shortStamp(party.signedAt)}</View>}
      </View>
    </View>
  )
}
