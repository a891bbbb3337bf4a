import type { Shown } from '../pdf/appearance/drawing-writer'
import { controlFills } from '../pdf/controls/control-places'
import type { FontSet } from '../pdf/fonts/font-set'
import { viewerSize } from '../pdf/geometry'
import { PdfReader } from '../pdf/reader'
import type { SlotFill } from '../pdf/slots'
import type { ControlValueFile } from './control-values'
import { placedControlOf, type Plan, type PlanParty, sealPlaces } from './plan'
import { RefusedInput } from './refusal'

/** @throws RefusedInput PARTY */
export function partyOf(plan: Plan, id: string | undefined): PlanParty {
  const found = plan.parties.find((party) => party.id === id)
  if (found) return found
  const ids = plan.parties.map((party) => party.id).join(', ')
  throw new RefusedInput('PARTY', {
    zh: `请用 --party 指定签署方：${ids}`,
    en: `name one of the parties with --party: ${ids}`,
  })
}

/** What a party's act fills besides its signature field: its seal at every place, its controls, the date of signing. */
export async function partyFills(
  base: Buffer,
  party: PlanParty,
  act: { values: ControlValueFile; seal: Shown | null; fonts: () => FontSet; now: Date },
): Promise<SlotFill[]> {
  const pages = [...PdfReader.open(base).pages()].map(viewerSize)
  act.values.checkKnown(new Set(party.controls.map(({ id }) => id)))
  const { seal } = act
  const seals = seal
    ? sealPlaces(party, pages).map((place): SlotFill => ({
        name: place.name,
        picture: seal,
        ...('slice' in place ? { slice: place.slice } : {}),
      }))
    : []
  const fills = await Promise.all(
    party.controls.map(async (item) => {
      const placed = placedControlOf(item)
      // The date of signing is the clock's, never the signer's (TPL-26).
      const value =
        placed.control.kind === 'signing-date'
          ? shanghaiDay(act.now)
          : await act.values.drawn(item.id, placed.control)
      return value === null ? [] : controlFills(placed, value as never, act.fonts(), pages)
    }),
  )
  return [...seals, ...fills.flat()]
}

/** YYYY-MM-DD in Asia/Shanghai, which has no daylight saving time. */
const shanghaiDay = (now: Date): string => new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
