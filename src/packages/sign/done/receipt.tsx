import type { ReactNode } from 'react'
import type { ContractDetail, PartyView } from '#types/contract'
import { Icon } from '@/components/ui/icon'
import { IdentityMark } from '@/components/ui/identity-mark'
import { Press } from '@/components/ui/press'
import { StatusChip } from '@/components/ui/status-chip'
import { toast } from '@/components/ui/toast'
import { View } from '@/components/ui/view'
import { contractWords } from '@/locales/contract-words'
import { useTexts } from '@/locales/texts'
import { fullStamp } from '@/locales/when'
import { copyText } from '@/platform/copy-text'
import { shortFingerprint } from '../fingerprint'
import { standingOf } from '../read/party-progress'
import { signTexts } from '../texts'

/** One receipt that can be read aloud. */
export function Receipt({ contract }: { contract: ContractDetail }) {
  const t = useTexts(signTexts)
  const parties = [...contract.partyViews].sort((a, b) => a.position - b.position)
  const all = contract.completedAt !== null
  const lastSigned = Math.max(0, ...parties.map((party) => party.signedAt ?? 0))
  const signatures = parties.filter((party) => party.state === 'SIGNED').length

  const copy = async () => {
    if (await copyText(contract.file.sha256)) toast(t.copied, 'done')
  }

  return (
    <View as="section" className="receipt" aria-label={t.receipt}>
      <View className="receipt__head">
        <View as="h3" className="t3">
          {contract.name}
        </View>
        <View className="receipt__note">{t.receiptLine(contract.pages.length, contract.number)}</View>
      </View>
      <View as="ol" className="receipt__parties">
        {parties.map((party, index) => (
          <Signed key={party.id} party={party} colour={(index % 6) + 1} />
        ))}
      </View>
      <View as="dl" className="receipt__proof">
        <Row label={t.proof}>
          <View as="span" className="c-done receipt__valid">
            <Icon name="check" size={16} />
            <View as="span">{t.proofValid(signatures)}</View>
          </View>
        </Row>
        {lastSigned > 0 && <Row label={t.trustedTime}>{fullStamp(lastSigned)}</Row>}
        <Row label={t.fingerprint}>
          <Press className="receipt__copy" label={t.copy} onPress={() => void copy()}>
            <View as="span">{shortFingerprint(contract.file.sha256)}</View>
            <Icon name="copy" size={16} />
          </Press>
        </Row>
        <Row label={t.evidenceShort}>{all ? t.evidenceNote : t.proofPending}</Row>
      </View>
      <View as="p" className="receipt__foot">
        {t.verify}
      </View>
    </View>
  )
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <View className="receipt__row">
      <View as="dt" className="c-ink3">
        {label}
      </View>
      <View as="dd" className="receipt__value">
        {children}
      </View>
    </View>
  )
}

function Signed({ party, colour }: { party: PartyView; colour: number }) {
  const t = useTexts(signTexts)
  const words = useTexts(contractWords)
  const standing = standingOf(party)
  const how = party.signedBy ? words.auth[party.signedBy] : undefined
  const who = party.kind === 'organization' ? party.handlerName && t.handler(party.handlerName) : t.person

  return (
    <View as="li" className="receipt__party">
      <IdentityMark name={party.name} kind={party.kind} party={colour} />
      <View className="receipt__words">
        <View className="receipt__name">{party.mine ? `${party.name}${t.me}` : party.name}</View>
        <View className="receipt__note">{[who, how].filter(Boolean).join(words.dot)}</View>
        {party.signedAt !== null && <View className="receipt__note">{fullStamp(party.signedAt)}</View>}
      </View>
      <StatusChip tone={standing === 'done' ? 'done' : standing === 'refused' ? 'refused' : 'wait'}>
        {t.partyStates[standing]}
      </StatusChip>
    </View>
  )
}
