import { useState } from 'react'
import type { ContractDetail } from '#types/contract'
import { ContractChip } from '@/components/contract/contract-chip'
import { DocumentViewer } from '@/components/document/viewer'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { PageFrame } from '@/components/ui/page-frame'
import { Tabs } from '@/components/ui/tabs'
import { View } from '@/components/ui/view'
import { useContractText } from '@/data/contract-text'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { openPage } from '@/platform/navigate'
import { contractTexts } from '../contract-texts'
import { useContractActs } from '../use-contract'
import { EvidenceFiles } from './evidence-files'
import { Facts } from './facts'
import { Parties } from './parties'
import { Timeline } from './timeline'
import { Verdict } from './verdict'
import { VerificationSection } from './verification'
import './phone.scss'

/** Where it stands, who signs, what happened; and the document itself. */
export function DetailOnPhone({ contract }: { contract: ContractDetail }) {
  const t = useTexts(contractTexts)
  const language = useLanguage()
  const [view, setView] = useState<'overview' | 'document'>('overview')
  const acts = useContractActs(contract)
  const words = useContractText(contract.id, contract.file.sha256)

  return (
    <PageFrame
      title={t.title}
      back
      fixed={view === 'document'}
      tone={view === 'document' ? 'desk' : 'paper'}
      pinned={
        <View className="detail__tabs">
          <Tabs
            label={t.views}
            items={[
              { key: 'overview', label: t.overview },
              { key: 'document', label: t.document },
            ]}
            value={view}
            onChange={setView}
          />
        </View>
      }
      bar={<DetailBar contract={contract} acts={acts} />}
    >
      {view === 'document' ? (
        <DocumentViewer
          pages={contract.pages}
          load={acts.load}
          readText={words.readText}
          find={words.find}
          version={contract.file.sha256}
          label={contract.name}
        />
      ) : (
        <>
          <View className="detail__head">
            <ContractChip contract={contract} />
            <View as="h2" className="t2 detail__name">
              {contract.name}
            </View>
          </View>
          <Verdict contract={contract} />
          {contract.simulated && (
            <View className="detail__gap">
              <Notice tone="wait">{t.simulated}</Notice>
            </View>
          )}
          {acts.revokeError && (
            <View className="detail__gap">
              <Notice tone="refused" alert>
                {acts.revokeError.words[language]}
              </Notice>
            </View>
          )}
          <Card as="div" className="detail__gap">
            <Parties contract={contract} />
          </Card>
          <Card as="div" className="detail__gap">
            <Timeline entries={contract.timeline} />
          </Card>
          <Card as="div" className="detail__gap">
            <VerificationSection contract={contract} />
          </Card>
          {contract.actions.includes('evidence') && (
            <Card as="div" className="detail__gap">
              <EvidenceFiles contract={contract} save={acts.save} />
            </Card>
          )}
          <Card as="div" className="detail__gap">
            <Facts contract={contract} />
          </Card>
        </>
      )}
    </PageFrame>
  )
}

interface DetailBarProps {
  contract: ContractDetail
  acts: ReturnType<typeof useContractActs>
}

/** The next step at the right, what else is allowed at its left. */
function DetailBar({ contract, acts }: DetailBarProps) {
  const t = useTexts(contractTexts)
  const allowed = new Set(contract.actions)

  return (
    <>
      {allowed.has('revoke') && (
        <Button
          kind="danger"
          busy={acts.revoking}
          fill={!allowed.has('sign')}
          onPress={() => void acts.revoke()}
        >
          {t.revoke}
        </Button>
      )}
      {allowed.has('evidence') && (
        <Button kind="quiet" icon="evidence" onPress={() => void acts.save('report')}>
          {t.evidence}
        </Button>
      )}
      {allowed.has('code') && !allowed.has('sign') && (
        <Button icon="code" fill onPress={() => openPage('contractCode', { id: contract.id })}>
          {t.code}
        </Button>
      )}
      {allowed.has('sign') && (
        <Button icon="pen" fill onPress={() => openPage('sign', { id: contract.id })}>
          {t.sign}
        </Button>
      )}
      {allowed.has('download') && !allowed.has('sign') && !allowed.has('code') && (
        <Button icon="download" fill onPress={() => void acts.save('pdf')}>
          {t.downloadPdf}
        </Button>
      )}
    </>
  )
}
