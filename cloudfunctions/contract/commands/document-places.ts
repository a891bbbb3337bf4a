import type { PagePlace, PartyPlaces } from '#platform/pdf/compose'
import type { Contract, Field, Party } from '../model/contract'
import { fieldName } from '../queries/field-names'
import { mainField } from '../rules/marks'

/** What revision 0 must prepare: a signature field at each party's main place, an empty slot at every other one. */
export function placesOf(contract: Pick<Contract, 'id' | 'parties'>): PartyPlaces[] {
  return contract.parties.map((party) => {
    const main = mainField(party)
    const place = (field: Field): PagePlace => ({
      name: fieldName(contract.id, field),
      page: field.page,
      rect: { x: field.x, y: field.y, width: field.width, height: field.height },
    })
    return { id: party.id, signatureFields: [place(main)], slots: otherFields(party, main).map(place) }
  })
}

const otherFields = (party: Party, main: Field) => party.fields.filter((f) => f.id !== main.id)
