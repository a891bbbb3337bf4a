import type { ContractDetail } from '#types/contract'
import { Icon } from '@/components/ui/icon'
import { Press } from '@/components/ui/press'
import { toast } from '@/components/ui/toast'
import { View } from '@/components/ui/view'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { dayAndTime } from '@/locales/when'
import { copyText } from '@/platform/copy-text'
import { contractTexts } from '../contract-texts'
import { verificationTexts } from '../verification-texts'
import './facts.scss'

/** What is true of the whole contract and of its file. */
export function Facts({ contract }: { contract: ContractDetail }) {
  const t = useTexts(contractTexts)
  const v = useTexts(verificationTexts)
  const language = useLanguage()
  const { sha256, size, revision } = contract.file

  const copy = async () => {
    if (await copyText(sha256)) toast(t.copied, 'done')
  }

  return (
    <View as="section">
      <View as="h3" className="t4b facts__head">
        {t.proof}
      </View>
      <View as="dl" className="facts">
        <Fact name={t.number}>{contract.number}</Fact>
        <Fact name={t.startedBy}>{contract.initiatorName}</Fact>
        <Fact name={t.startedAt}>{dayAndTime(contract.createdAt, language)}</Fact>
        <Fact name={t.deadline}>{dayAndTime(contract.deadline, language)}</Fact>
        <Fact name={t.pages}>{t.pageCount(contract.pages.length)}</Fact>
        <Fact name={t.size}>{megabytes(size)}</Fact>
        <Fact name={t.revision}>{t.revisionOf(revision)}</Fact>
        <Fact name={t.digest}>{sha256}</Fact>
        {contract.completedAt !== null && (
          <Fact name={v.closed}>{contract.file.closed ? v.closedYes : v.closedNo}</Fact>
        )}
      </View>
      <Press className="facts__copy" onPress={() => void copy()}>
        <Icon name="copy" size={16} />
        <View as="span" className="facts__copy-word">
          {t.copyDigest}
        </View>
      </Press>
    </View>
  )
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <View className="facts__row">
      <View as="dt" className="facts__name">
        {name}
      </View>
      <View as="dd" className="facts__value">
        {children}
      </View>
    </View>
  )
}

function megabytes(bytes: number): string {
  return bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
