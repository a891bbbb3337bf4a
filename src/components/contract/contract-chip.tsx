import type { ContractRow } from '#types/contract'
import { StatusChip } from '@/components/ui/status-chip'
import { contractWords, labelTone } from '@/locales/contract-words'
import { useTexts } from '@/locales/texts'

/** What the contract is to the reader, with how many have signed while it runs. */
export function ContractChip({ contract }: { contract: Pick<ContractRow, 'label' | 'signed' | 'total'> }) {
  const t = useTexts(contractWords)
  const { label, signed, total } = contract
  const counted = label === 'MINE_TO_SIGN' || label === 'OTHERS_TO_SIGN'

  return (
    <StatusChip tone={labelTone[label]} mine={label === 'MINE_TO_SIGN'}>
      {counted ? `${t.label[label]} ${signed}/${total}` : t.label[label]}
    </StatusChip>
  )
}
