import type { ContractDetail } from '#types/contract'
import { Icon } from '@/components/ui/icon'
import { Press } from '@/components/ui/press'
import { View } from '@/components/ui/view'
import { useTexts } from '@/locales/texts'
import type { useContractActs } from '../use-contract'
import { verificationTexts } from '../verification-texts'
import './verification.scss'

interface EvidenceFilesProps {
  contract: ContractDetail
  save: ReturnType<typeof useContractActs>['save']
}

/** What a court or a counterparty is given, beside the contract itself. */
export function EvidenceFiles({ contract, save }: EvidenceFilesProps) {
  const t = useTexts(verificationTexts)
  if (!contract.actions.includes('evidence')) return null

  return (
    <View as="section">
      <View as="h3" className="t4b verification__head">
        {t.evidence}
      </View>
      <EvidenceFile name={t.report} note={t.reportNote} onPress={() => void save('report')} />
      <EvidenceFile name={t.data} note={t.dataNote} onPress={() => void save('evidence')} />
    </View>
  )
}

function EvidenceFile({ name, note, onPress }: { name: string; note: string; onPress: () => void }) {
  return (
    <Press className="proof" onPress={onPress}>
      <Icon name="download" size={20} className="proof__icon" />
      <View className="grow">
        <View className="c-blue">{name}</View>
        <View className="t5 c-ink3">{note}</View>
      </View>
    </Press>
  )
}
