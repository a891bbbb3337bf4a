import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { IdentityMark } from '@/components/ui/identity-mark'
import { DateTimePicker } from '@/components/ui/date-time-picker'
import { Field } from '@/components/ui/field'
import { useAnswer } from '@/data/use-answer'
import { useMe } from '@/data/session'
import { may } from '@/data/rights'
import { useLanguage } from '@/locales/language'
import { useTexts } from '@/locales/texts'
import { dayAndTime } from '@/locales/when'
import { goBack } from '@/platform/navigate'
import { ConsoleFrame } from '../../console/console-frame'
import { isPlaced } from '../../check-draft'
import { nextPartyId, usualAuth } from '../../draft'
import { faultAt } from '../../fault-words'
import { initiateTexts } from '../../texts'
import { FilePart } from '../file-part'
import type { Setup } from '../use-setup'
import { PartyRows } from './party-rows'
import './console-setup.scss'

/** Parties at the left, what is true of the whole contract at the right, the process in one line below. */
export default function ConsoleSetup({ setup }: { setup: Setup }) {
  const t = useTexts(initiateTexts)
  const { draft } = setup

  return (
    <ConsoleFrame
      name={draft.name}
      current={draft.file ? 1 : 0}
      onBack={goBack}
      actions={
        draft.file && (
          <>
            <Button kind="quiet" size="small" onPress={() => void setup.startOver()}>
              {t.startOver}
            </Button>
            <Button size="small" onPress={setup.next}>
              {t.nextShort}
            </Button>
          </>
        )
      }
    >
      {draft.file ? (
        <div className="flow-setup">
          <main className="flow-setup__main">
            <Parties setup={setup} />
            <Line setup={setup} />
          </main>
          <Facts setup={setup} />
        </div>
      ) : (
        <main className="flow-setup__file">
          <FilePart setup={setup} />
        </main>
      )}
    </ConsoleFrame>
  )
}

function Parties({ setup }: { setup: Setup }) {
  const t = useTexts(initiateTexts)
  const language = useLanguage()
  const { draft, change, faults } = setup
  const fault = faultAt(faults, 'parties', language)
  const hasOwn = draft.parties.some((party) => party.kind === 'organization')

  const add = (kind: 'organization' | 'person') => {
    const id = nextPartyId(draft)
    if (kind === 'person') setup.putParty({ id, kind, name: '', phone: '', auth: usualAuth })
    else setup.putParty({ id, kind, name: setup.organizationName, handler: null, auth: usualAuth })
  }

  return (
    <>
      <div className="flow-setup__bar">
        <h2 id="control-parties" className="flow-setup__tab">
          {t.partiesCount(draft.parties.length)}
        </h2>
        {draft.parties.length > 1 && (
          <>
            {draft.order === 'sequential' && <span className="flow-setup__hint">{t.orderHint}</span>}
            <div className="segments" role="radiogroup" aria-label={t.parties}>
              {(['any', 'sequential'] as const).map((order) => (
                <button
                  key={order}
                  type="button"
                  role="radio"
                  aria-checked={draft.order === order}
                  className={draft.order === order ? 'segments__one segments__on' : 'segments__one'}
                  onClick={() => change((before) => ({ ...before, order }))}
                >
                  {order === 'any' ? t.anyOrder : t.sequential}
                </button>
              ))}
            </div>
          </>
        )}
      </div>
      {fault && (
        <p className="setup__error" role="alert">
          {fault}
        </p>
      )}
      {draft.parties.length === 0 && (
        <div className="flow-setup__none">
          <h3 className="t3">{t.noParties}</h3>
          <p className="c-ink2">{t.noPartiesText}</p>
        </div>
      )}
      <PartyRows setup={setup} />
      <div className="flow-setup__add">
        {!hasOwn && (
          <Button kind="quiet" size="small" icon="plus" onPress={() => add('organization')}>
            {t.addOwn}
          </Button>
        )}
        <Button kind="quiet" size="small" icon="plus" onPress={() => add('person')}>
          {t.addPerson}
        </Button>
      </div>
    </>
  )
}

function Facts({ setup }: { setup: Setup }) {
  const t = useTexts(initiateTexts)
  const language = useLanguage()
  const { me } = useMe()
  const { draft, change, faults } = setup
  const quota = useAnswer('billing', 'getQuota', {}, { enabled: may(me, 'billing.view') })
  const deadlineFault = faultAt(faults, 'deadline', language)
  const placed = draft.parties.filter((party) => isPlaced(draft, party)).length

  return (
    <aside className="flow-facts">
      <section className="flow-facts__part">
        <h2 className="flow-facts__title">{t.steps[0]}</h2>
        <FilePart setup={setup} />
      </section>
      <section className="flow-facts__part">
        <h2 className="flow-facts__title">{t.info}</h2>
        <Field
          id="control-name"
          label={t.name}
          value={draft.name}
          placeholder={t.namePlaceholder}
          maxLength={200}
          error={faultAt(faults, 'name', language)}
          onChange={(name) => change((before) => ({ ...before, name, nameTyped: true }))}
        />
        <div id="control-deadline" className="flow-facts__when">
          <span className="flow-facts__label">{t.deadline}</span>
          <DateTimePicker
            value={draft.deadline}
            min={Date.now()}
            label={t.deadline}
            onChange={(deadline) => change((before) => ({ ...before, deadline }))}
          >
            <div className={deadlineFault ? 'flow-facts__box flow-facts__box--bad' : 'flow-facts__box'}>
              <span className="grow">{dayAndTime(draft.deadline, language)}</span>
              <Icon name="date" size={16} />
            </div>
          </DateTimePicker>
          {deadlineFault && (
            <p className="setup__error" role="alert">
              {deadlineFault}
            </p>
          )}
        </div>
      </section>
      <section className="flow-facts__checks" aria-label={t.checksTitle}>
        {draft.parties.length > 0 && placed === draft.parties.length && (
          <p className="flow-facts__check c-done">
            <Icon name="checkCircle" size={16} />
            <span>{t.allPlaced(placed)}</span>
          </p>
        )}
        {quota.data && (
          <p className="flow-facts__check">
            <Icon name="info" size={16} />
            <span>{t.quota(quota.data.total - quota.data.used)}</span>
          </p>
        )}
      </section>
    </aside>
  )
}

/** The process in one line. */
function Line({ setup }: { setup: Setup }) {
  const t = useTexts(initiateTexts)
  const { draft } = setup
  if (draft.parties.length === 0) return null

  return (
    <div className="flow-line">
      <span className="flow-line__label">{t.flow}</span>
      {draft.parties.map((party, index) => (
        <span key={party.id} className="flow-line__step">
          {index > 0 && (
            <i
              className={
                draft.order === 'sequential' ? 'flow-line__link' : 'flow-line__link flow-line__link--any'
              }
            />
          )}
          <span className="flow-line__node">
            <IdentityMark name={party.name || '?'} kind={party.kind} size={24} />
            <span className="flow-line__name">{party.name || t.person}</span>
          </span>
        </span>
      ))}
      <span className="flow-line__step">
        <i className="flow-line__link" />
        <span className="flow-line__node c-done">
          <Icon name="checkCircle" size={16} />
          <span className="flow-line__name">{t.done}</span>
        </span>
      </span>
    </div>
  )
}
