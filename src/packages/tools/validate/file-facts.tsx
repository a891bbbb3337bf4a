import type { Validation } from '#types/verification'
import { View } from '@/components/ui/view'
import { ProofLine } from '@/components/verification/proof-line'
import { contractWords } from '@/locales/contract-words'
import { useTexts } from '@/locales/texts'
import { shownSize } from '@/locales/file-size'
import { validateTexts } from './validate-texts'

/** Which file was looked at, so that somebody else can tell whether his is the same. */
export function FileFacts({ file, checkedAt }: { file: Validation['file']; checkedAt: string }) {
  const t = useTexts(validateTexts)
  const words = useTexts(contractWords)
  const size =
    file.pages === null ? shownSize(file.size) : `${t.pages(file.pages)}${words.dot}${shownSize(file.size)}`

  return (
    <>
      <View as="h3" className="t4b validate__head">
        {t.file}
      </View>
      <View as="dl" className="t5">
        <ProofLine name={t.fileName}>{file.name}</ProofLine>
        <ProofLine name={t.size}>{size}</ProofLine>
        <ProofLine name={t.checkedAt}>{checkedAt}</ProofLine>
        <ProofLine name={t.digest}>{file.sha256}</ProofLine>
      </View>
    </>
  )
}
