import { Icon } from '@/components/ui/icon'
import { IdentityMark } from '@/components/ui/identity-mark'
import { StatusChip, type ChipTone } from '@/components/ui/status-chip'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { dayAndTime } from '@/locales/when'
import { signTexts } from '../../texts'
import { standingOf, type Standing } from '../party-progress'
import type { SidePanelProps } from './types'
import './panel.scss'

const tones: Record<Standing, ChipTone> = {
  done: 'done',
  mine: 'wait',
  next: 'wait',
  later: 'ended',
  refused: 'refused',
}

export default function Panel({ contract, fields, progress, bar, onShow }: SidePanelProps) {
  const t = useTexts(signTexts)
  const language = useLanguage()
  const parties = [...contract.partyViews].sort((a, b) => a.position - b.position)
  const open = new Set(progress.open.map((field) => field.id))

  return (
    <aside className="side" aria-label={t.progress}>
      <div className="side__scroll">
        <h2 className="side__title">{`${t.progress} ${contract.signed} / ${contract.total}`}</h2>
        <ol>
          {parties.map((party, index) => (
            <li key={party.id} className="side__party">
              <IdentityMark name={party.name} kind={party.kind} party={index + 1} />
              <div className="side__words">
                <div className="side__name">{party.mine ? `${party.name}${t.me}` : party.name}</div>
                <div className="side__note">
                  {[
                    party.handlerName,
                    party.signedAt ? dayAndTime(party.signedAt, language) : party.phoneMasked,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </div>
              <StatusChip tone={tones[standingOf(party)]}>{t.partyStates[standingOf(party)]}</StatusChip>
            </li>
          ))}
        </ol>
        {fields.length > 0 && (
          <>
            <h2 className="side__title">{t.placesDone(fields.length - open.size, fields.length)}</h2>
            <ol>
              {fields.map((field, index) => (
                <li key={field.id}>
                  <button type="button" className="side__place" onClick={() => onShow(field)}>
                    <span className={open.has(field.id) ? 'side__dot' : 'side__dot side__dot--done'}>
                      {open.has(field.id) ? index + 1 : <Icon name="check" size={12} weight={1.5} />}
                    </span>
                    <span className="grow">{field.type === 'seal' ? t.sealShort : t.signShort}</span>
                    <span className="c-ink3">{`${field.page + 1} / ${contract.pages.length}`}</span>
                  </button>
                </li>
              ))}
            </ol>
          </>
        )}
      </div>
      <div className="side__bar">{bar}</div>
    </aside>
  )
}
