import { useState, type KeyboardEvent } from 'react'
import type { ContractRow } from '#types/contract'
import { ContractChip } from '@/components/contract/contract-chip'
import { Icon } from '@/components/ui/icon'
import { contractWords } from '@/locales/contract-words'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { shortDay, shortStamp, timeLeft, urgency } from '@/locales/when'
import { openPage } from '@/platform/navigate'
import { pathOf } from '@/platform/routes'
import { consoleTexts } from './console-texts'

interface ContractTableProps {
  rows: readonly ContractRow[]
  /** Number of the first row among all. */
  first: number
  onPrevious?: () => void
  onNext?: () => void
  busy: boolean
}

/** Rows of 48 px with one action each; ↑↓ move between rows, Enter opens. */
export function ContractTable({ rows, first, onPrevious, onNext, busy }: ContractTableProps) {
  const t = useTexts(consoleTexts)

  const move = (event: KeyboardEvent<HTMLTableSectionElement>) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const links = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('.desk-table__name'))
    const at = links.findIndex((link) => link.closest('tr')?.contains(document.activeElement))
    const next = links[at + (event.key === 'ArrowDown' ? 1 : -1)]
    if (!next) return
    event.preventDefault()
    next.focus()
  }

  return (
    <div className="desk-table">
      <div className="desk-table__scroll">
        <table aria-label={t.table} aria-busy={busy}>
          <colgroup>
            <col style={{ width: '27%' }} />
            <col style={{ width: 148 }} />
            <col />
            <col style={{ width: 112 }} />
            <col style={{ width: 112 }} />
            <col style={{ width: 84 }} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">{t.columns.name}</th>
              <th scope="col">{t.columns.status}</th>
              <th scope="col">{t.columns.parties}</th>
              <th scope="col">{t.columns.started}</th>
              <th scope="col">{t.columns.deadline}</th>
              <th scope="col" className="desk-table__act">
                {t.columns.act}
              </th>
            </tr>
          </thead>
          <tbody onKeyDown={move}>
            {rows.map((contract) => (
              <Row key={contract.id} contract={contract} />
            ))}
          </tbody>
        </table>
      </div>
      <div className="desk-table__foot">
        <span>{t.range(first, first + rows.length - 1)}</span>
        <span className="desk-space" />
        <span>{t.perPage}</span>
        <button
          type="button"
          className="desk-btn desk-btn--small"
          disabled={!onPrevious}
          onClick={onPrevious}
        >
          <Icon name="back" size={12} />
          {t.previous}
        </button>
        <button
          type="button"
          className="desk-btn desk-btn--small"
          disabled={!onNext || busy}
          onClick={onNext}
        >
          {t.next}
          <Icon name="forward" size={12} />
        </button>
      </div>
    </div>
  )
}

function Row({ contract }: { contract: ContractRow }) {
  const t = useTexts(consoleTexts)
  const words = useTexts(contractWords)
  const language = useLanguage()
  const [hovered, setHovered] = useState(false)
  const names = contract.parties.map((party) => party.name)
  const parties =
    names.length > 3 ? words.andMore(names.slice(0, 2).join(words.and), names.length) : names.join(words.and)
  const running = contract.label === 'MINE_TO_SIGN' || contract.label === 'OTHERS_TO_SIGN'
  const left = running ? timeLeft(contract.deadline, language) : undefined
  const loud = urgency(contract.deadline)
  const mine = contract.actions.includes('sign')
  const open = () => openPage(mine ? 'sign' : 'contract', { id: contract.id })

  return (
    <tr onMouseEnter={() => setHovered(true)} onMouseLeave={() => setHovered(false)}>
      <td>
        <a
          className="desk-table__name"
          href={`#${pathOf('contract', { id: contract.id })}`}
          title={contract.name}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return
            event.preventDefault()
            openPage('contract', { id: contract.id })
          }}
        >
          {contract.name}
        </a>
        <span className="desk-table__second">{contract.number}</span>
      </td>
      <td>
        <ContractChip contract={contract} />
      </td>
      <td title={names.join(words.and)}>
        <span className="desk-table__first">{parties}</span>
        <span className="desk-table__second">{words.startedBy(contract.initiatorName)}</span>
      </td>
      <td className="c-ink2">{shortStamp(contract.createdAt)}</td>
      <td>
        <span className="desk-table__first">{shortDay(contract.deadline)}</span>
        {left && (
          <span
            className={`desk-table__second ${loud === 'today' ? 'c-refused' : loud === 'soon' ? 'c-wait' : ''}`}
          >
            {t.left(left)}
          </span>
        )}
      </td>
      <td className="desk-table__act">
        <button
          type="button"
          className={
            mine && hovered ? 'desk-btn desk-btn--small desk-btn--primary' : 'desk-link desk-link--row'
          }
          aria-label={`${actWord(contract, t)} ${contract.name}`}
          onClick={open}
        >
          {actWord(contract, t)}
        </button>
      </td>
    </tr>
  )
}

function actWord(contract: ContractRow, t: Record<'sign' | 'view' | 'reason', string>): string {
  if (contract.actions.includes('sign')) return t.sign
  return contract.actions.includes('viewReason') ? t.reason : t.view
}
