import { useEffect, useState } from 'react'
import type { ContractDetail } from '#types/contract'
import { Card } from '@/components/ui/card'
import { ask } from '@/components/ui/dialog'
import { ListRow } from '@/components/ui/list-row'
import { Sheet } from '@/components/ui/sheet'
import { toast } from '@/components/ui/toast'
import { useCommand } from '@/data/use-command'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { query } from '@/platform/call'
import { CallError } from '@/platform/call-error'
import { download } from '@/platform/download'
import { replacePage } from '@/platform/navigate'
import { dropSession } from '../session-store'
import { fullStamp } from '@/locales/when'
import { shortFingerprint } from '../fingerprint'
import { signTexts } from '../texts'

interface MoreSheetProps {
  open: boolean
  contract: ContractDetail
  onClose: () => void
  onChange: () => void
}

/** Refuse with a reason, download, facts. Only what the state allows is here. */
export function MoreSheet({ open, contract, onClose, onChange }: MoreSheetProps) {
  const t = useTexts(signTexts)
  const language = useLanguage()
  const { run, error, clear } = useCommand('contract', 'refuse')
  const [facts, setFacts] = useState(false)
  useEffect(() => {
    if (!error) return
    toast(error.words[language], 'failed')
    clear()
  }, [error, clear, language])

  const refuse = async () => {
    onClose()
    const reason = await ask({
      title: t.refuseTitle,
      text: t.refuseText,
      placeholder: t.refusePlaceholder,
      emptyError: t.refuseEmpty,
      confirm: t.refuse,
      kind: 'danger',
      maxLength: 200,
    })
    if (reason === null) return
    const answer = await run({ contractId: contract.id, reason })
    if (!answer) {
      onChange()
      return
    }
    dropSession(contract.id)
    toast(t.refused)
    replacePage('contract', { id: contract.id })
  }
  const fetchPdf = async () => {
    onClose()
    toast(t.downloading)
    try {
      const { url, filename } = await query('contract', 'download', { contractId: contract.id, what: 'pdf' })
      await download(url, filename)
    } catch (error) {
      if (error instanceof CallError) toast(error.words[language], 'failed')
      else throw error
    }
  }
  const rows: [string, string][] = [
    [t.number, contract.number],
    [t.initiator, contract.initiatorName],
    [t.deadline, fullStamp(contract.deadline)],
    [t.pages, t.pageCount(contract.pages.length)],
    [t.fingerprint, shortFingerprint(contract.file.sha256)],
  ]

  return (
    <>
      <Sheet open={open} title={t.more} onClose={onClose}>
        <Card flush as="div">
          {contract.actions.includes('download') && (
            <ListRow icon="download" strong label={t.download} onPress={() => void fetchPdf()} />
          )}
          <ListRow
            icon="info"
            strong
            label={t.info}
            onPress={() => {
              onClose()
              setFacts(true)
            }}
          />
          {contract.actions.includes('refuse') && (
            <ListRow
              icon="crossCircle"
              strong
              label={t.refuse}
              note={t.refuseNote}
              onPress={() => void refuse()}
            />
          )}
        </Card>
      </Sheet>
      <Sheet open={facts} title={t.info} onClose={() => setFacts(false)}>
        <Card flush as="div">
          {rows.map(([label, value]) => (
            <ListRow key={label} label={label} value={value} />
          ))}
        </Card>
      </Sheet>
    </>
  )
}
