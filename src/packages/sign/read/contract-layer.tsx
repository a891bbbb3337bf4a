import type { ContractDetail } from '#types/contract'
import { DoneSpot, OpenSpot, QuietSpot } from '@/components/document/field-spot'
import { useTexts } from '@/locales/texts'
import { markOf, type Mark, type OwnField, type SignSession } from '../sign-session'
import { signTexts } from '../texts'

export interface ContractLayerProps {
  contract: ContractDetail
  page: number
  fields: readonly OwnField[]
  session: SignSession
  pictureOf: (mark: Mark) => string | undefined
  glowing: string | undefined
  onOpen: (field: OwnField) => void
}

/** Places on one page: own ones in cinnabar until done, those of others as quiet outlines in their colour. */
export function ContractLayer(props: ContractLayerProps) {
  const t = useTexts(signTexts)
  const { contract, page, fields, session, pictureOf, glowing, onOpen } = props
  const size = contract.pages[page]
  if (!size) return null
  const parties = [...contract.partyViews].sort((a, b) => a.position - b.position)

  return (
    <>
      {parties.map((party, index) =>
        // What a party has signed is part of the page itself.
        party.state === 'SIGNED' || (party.mine && fields.length > 0)
          ? null
          : party.fields
              .filter((field) => field.page === page)
              .map((field) => (
                <QuietSpot
                  key={field.id}
                  place={field}
                  page={size}
                  party={(index % 6) + 1}
                  words={party.name}
                />
              )),
      )}
      {fields.length > 0 &&
        parties
          .filter((party) => party.mine)
          .flatMap((party) => party.fields)
          .filter((field) => field.page === page && field.type === 'date')
          .map((field) => (
            <QuietSpot
              key={field.id}
              place={field}
              page={size}
              party={1}
              words={field.width / size.width > 0.26 ? t.dateHere : t.dateShort}
            />
          ))}
      {fields.map((field, index) => {
        if (field.page !== page) return null
        const mark = markOf(session, field.id)
        const svg = mark && pictureOf(mark)
        const seal = field.type === 'seal'
        return mark && svg ? (
          <DoneSpot
            key={field.id}
            id={`spot-${field.id}`}
            place={field}
            page={size}
            svg={svg}
            label={t.doneLabel(index + 1, fields.length)}
            onPress={() => onOpen(field)}
          />
        ) : (
          <OpenSpot
            key={field.id}
            id={`spot-${field.id}`}
            place={field}
            page={size}
            type={field.type}
            number={index + 1}
            words={
              // Four characters need a quarter of a phone's width.
              field.width / size.width > 0.26
                ? seal
                  ? t.sealHere
                  : t.signHere
                : seal
                  ? t.sealShort
                  : t.signShort
            }
            label={t.openLabel(index + 1, fields.length, seal ? t.sealHere : t.signHere)}
            glow={glowing === field.id}
            onPress={() => onOpen(field)}
          />
        )
      })}
    </>
  )
}
