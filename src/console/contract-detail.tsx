import { useState } from 'react'
import type { ContractDetail } from '#types/contract'
import { ContractChip } from '@/components/contract/contract-chip'
import { DocumentViewer } from '@/components/document/viewer'
import { Icon } from '@/components/ui/icon'
import { Notice } from '@/components/ui/notice'
import { Spinner } from '@/components/ui/spinner'
import { Tabs } from '@/components/ui/tabs'
import { useContractText } from '@/data/contract-text'
import { contractWords } from '@/locales/contract-words'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { dayAndTime } from '@/locales/when'
import { contractTexts } from '@/packages/contract/contract-texts'
import { EvidenceFiles } from '@/packages/contract/detail/evidence-files'
import { Facts } from '@/packages/contract/detail/facts'
import { Parties } from '@/packages/contract/detail/parties'
import { Timeline } from '@/packages/contract/detail/timeline'
import { Verdict } from '@/packages/contract/detail/verdict'
import { VerificationSection } from '@/packages/contract/detail/verification'
import { useContractActs } from '@/packages/contract/use-contract'
import { openPage } from '@/platform/navigate'
import { consoleTexts } from './console-texts'
import { ConsoleShell } from './shell'
import './contract-detail.scss'

/** The document first, then the proof. */
export default function ContractDetailOnDesk({ contract }: { contract: ContractDetail }) {
  const t = useTexts(consoleTexts)
  const language = useLanguage()
  const [tab, setTab] = useState<'overview' | 'proof' | 'facts'>('overview')
  const acts = useContractActs(contract)
  const words = useContractText(contract.id, contract.file.sha256)

  return (
    <ConsoleShell title={contract.name} current="contracts">
      <main className="desk-work">
        <DetailHead contract={contract} acts={acts} />
        <div className="desk-detail">
          <div className="desk-detail__paper">
            <DocumentViewer
              pages={contract.pages}
              load={acts.load}
              readText={words.readText}
              find={words.find}
              version={contract.file.sha256}
              label={contract.name}
              controls
              inset={24}
            />
          </div>
          <section className="desk-panel" aria-label={t.panel}>
            <div className="desk-panel__tabs">
              <Tabs
                label={t.panel}
                items={[
                  { key: 'overview', label: t.tabs.overview },
                  { key: 'proof', label: t.tabs.proof },
                  { key: 'facts', label: t.tabs.facts },
                ]}
                value={tab}
                onChange={setTab}
              />
            </div>
            <div className="desk-panel__body" tabIndex={0}>
              {acts.revokeError && (
                <Notice tone="refused" alert>
                  {acts.revokeError.words[language]}
                </Notice>
              )}
              {tab === 'overview' && <Overview contract={contract} />}
              {tab === 'proof' && (
                <>
                  <VerificationSection contract={contract} />
                  <EvidenceFiles contract={contract} save={acts.save} />
                </>
              )}
              {tab === 'facts' && <Facts contract={contract} />}
            </div>
          </section>
        </div>
      </main>
    </ConsoleShell>
  )
}

function Overview({ contract }: { contract: ContractDetail }) {
  const t = useTexts(contractTexts)

  return (
    <>
      <Verdict contract={contract} />
      {contract.simulated && <Notice tone="wait">{t.simulated}</Notice>}
      <Parties contract={contract} />
      <Timeline entries={contract.timeline} />
    </>
  )
}

interface DetailHeadProps {
  contract: ContractDetail
  acts: ReturnType<typeof useContractActs>
}

/** Name and facts at the left; one filled button, the next step, at the right. */
function DetailHead({ contract, acts }: DetailHeadProps) {
  const t = useTexts(contractTexts)
  const words = useTexts(contractWords)
  const desk = useTexts(consoleTexts)
  const language = useLanguage()
  const allowed = new Set(contract.actions)
  const next = allowed.has('sign') ? 'sign' : allowed.has('code') ? 'code' : 'download'
  const line = [
    contract.number,
    words.startedBy(contract.initiatorName),
    `${t.deadline} ${dayAndTime(contract.deadline, language)}`,
  ]
  const look = (act: typeof next) => (act === next ? 'desk-btn desk-btn--primary' : 'desk-btn')

  return (
    <div className="desk-head desk-head--detail">
      <button
        type="button"
        className="desk-head__back"
        aria-label={desk.backToList}
        onClick={() => openPage('contracts')}
      >
        <Icon name="back" size={20} />
      </button>
      <div className="grow">
        <div className="row">
          <h1 className="t3 cut">{contract.name}</h1>
          <span className="desk-detail__chip">
            <ContractChip contract={contract} />
          </span>
        </div>
        <p className="t5 c-ink3 cut">{line.join(words.dot)}</p>
      </div>
      {allowed.has('revoke') && (
        <button
          type="button"
          className="desk-btn desk-btn--danger"
          aria-disabled={acts.revoking}
          onClick={() => void acts.revoke()}
        >
          {acts.revoking && <Spinner size={16} />}
          {t.revoke}
        </button>
      )}
      {allowed.has('evidence') && (
        <button type="button" className="desk-btn" onClick={() => void acts.save('report')}>
          <Icon name="evidence" size={16} />
          {t.evidence}
        </button>
      )}
      {allowed.has('download') && (
        <button type="button" className={look('download')} onClick={() => void acts.save('pdf')}>
          <Icon name="download" size={16} />
          {t.downloadPdf}
        </button>
      )}
      {allowed.has('code') && (
        <button
          type="button"
          className={look('code')}
          onClick={() => openPage('contractCode', { id: contract.id })}
        >
          <Icon name="code" size={16} />
          {t.code}
        </button>
      )}
      {allowed.has('sign') && (
        <button type="button" className={look('sign')} onClick={() => openPage('sign', { id: contract.id })}>
          <Icon name="pen" size={16} />
          {t.sign}
        </button>
      )}
    </div>
  )
}
