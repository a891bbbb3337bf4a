import type { Me } from '#types/identity'
import { Icon } from '@/components/ui/icon'
import { Progress } from '@/components/ui/progress'
import { may } from '@/data/rights'
import { useAnswer } from '@/data/use-answer'
import { useTexts } from '@/locales/texts'
import type { ContractFilter } from '@/pages/contracts/contract-filter'
import { consoleTexts } from './console-texts'

type Scope = ContractFilter['scope']

const folders = [
  { scope: 'all', icon: 'layers' },
  { scope: 'mine', icon: 'pen' },
  { scope: 'participating', icon: 'people' },
] as const

interface ContractFoldersProps {
  me: Me | null | undefined
  scope: Scope
  onScope: (scope: Scope) => void
}

export function ContractFolders({ me, scope, onScope }: ContractFoldersProps) {
  const t = useTexts(consoleTexts)
  const counts = useAnswer('contract', 'countMine', {}, { enabled: Boolean(me) }).data
  const count: Partial<Record<Scope, number>> = { all: counts?.all, mine: counts?.toSign }

  return (
    <aside className="desk-side" aria-label={t.foldersLabel}>
      <h2 className="t3 desk-side__title">{t.centre}</h2>
      {folders.map((folder) => (
        <button
          key={folder.scope}
          type="button"
          className={folder.scope === scope ? 'desk-side__link desk-side__link--on' : 'desk-side__link'}
          aria-current={folder.scope === scope ? 'page' : undefined}
          onClick={() => onScope(folder.scope)}
        >
          <Icon name={folder.icon} size={16} />
          {t.folders[folder.scope]}
          {count[folder.scope] !== undefined && (
            <span className={folder.scope === 'mine' ? 'desk-side__count c-wait' : 'desk-side__count'}>
              {count[folder.scope]?.toLocaleString('en-US')}
            </span>
          )}
        </button>
      ))}
      <span className="desk-space" />
      {may(me, 'billing.view') && <QuotaCard />}
    </aside>
  )
}

function QuotaCard() {
  const t = useTexts(consoleTexts)
  const quota = useAnswer('billing', 'getQuota', {}).data
  if (!quota) return null

  return (
    <div className="desk-quota">
      <div className="desk-quota__line">
        <span className="c-ink2">{t.quota}</span>
        <span>{t.quotaLeft(quota.total - quota.used)}</span>
      </div>
      <Progress label={t.quota} value={quota.total > 0 ? quota.used / quota.total : 0} />
      <div className="c-ink3">{t.quotaUsed(quota.used)}</div>
    </div>
  )
}
