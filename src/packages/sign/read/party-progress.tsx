import { Fragment } from 'react'
import type { ContractDetail, PartyView } from '#types/contract'
import { Icon } from '@/components/ui/icon'
import { IdentityMark } from '@/components/ui/identity-mark'
import { ScrollArea } from '@/components/ui/scroll-area'
import { View } from '@/components/ui/view'
import { useTexts } from '@/locales/texts'
import { signTexts } from '../texts'
import './party-progress.scss'

export type Standing = 'done' | 'mine' | 'next' | 'later' | 'refused'

export function standingOf(party: PartyView): Standing {
  if (party.state === 'SIGNED') return 'done'
  if (party.state === 'REFUSED') return 'refused'
  if (party.state === 'WAITING') return 'later'
  return party.mine ? 'mine' : 'next'
}

/** Who has signed, who is next: one row above the paper. */
export function PartyProgress({ contract }: { contract: ContractDetail }) {
  const t = useTexts(signTexts)
  const parties = [...contract.partyViews].sort((a, b) => a.position - b.position)
  const mine = parties.findIndex((party) => party.mine)

  return (
    <ScrollArea horizontal className="parties" showId={mine > 1 ? `party-${parties[mine]?.id}` : undefined}>
      <View as="ol" className="parties__row" aria-label={t.progress}>
        {parties.map((party, index) => {
          const standing = standingOf(party)
          return (
            <Fragment key={party.id}>
              {index > 0 && (
                <View
                  className={`parties__line ${standingOf(parties[index - 1] ?? party) === 'done' ? 'parties__line--done' : ''}`}
                  aria-hidden
                />
              )}
              <View as="li" id={`party-${party.id}`} className="parties__one">
                <View className="parties__mark">
                  <IdentityMark name={party.name} kind={party.kind} party={index + 1} />
                  {standing === 'done' && (
                    <View className="parties__tick" aria-hidden>
                      <Icon name="check" size={12} weight={1.5} />
                    </View>
                  )}
                </View>
                <View className="parties__words">
                  <View className="parties__name">{party.mine ? `${party.name}${t.me}` : party.name}</View>
                  <View className={`parties__state parties__state--${standing}`}>
                    {t.partyStates[standing]}
                  </View>
                </View>
              </View>
            </Fragment>
          )
        })}
        <View className="parties__line" aria-hidden />
        <View className="parties__end" aria-hidden>
          <Icon name="shield" size={20} />
          <View className="parties__finish">{t.finish}</View>
        </View>
      </View>
    </ScrollArea>
  )
}
