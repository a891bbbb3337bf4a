import type { PageSize } from '../pdf/controls/control-places'
import type { Plan, PlanPlace } from './plan'
import { RefusedInput } from './refusal'

/** Half a point, as the engine: editors round. */
const TOLERANCE = 0.5

interface NamedPlace {
  id: string
  at: PlanPlace
}

/**
 * What a plan says about names, before anything is made of it: every party and control has an id of its own, without a
 * period, which would make a tree of the field's name (ISO 32000-2 §12.7.4.2).
 * @throws RefusedInput PLAN
 */
export function checkIds({ parties, controls }: Plan): void {
  const ids = [...parties, ...parties.flatMap((party) => party.controls), ...controls].map(({ id }) => id)
  const taken = new Set<string>()
  for (const id of ids) {
    if (id.includes('.')) throw wrong(`名称“${id}”不能含句点`, `the id "${id}" must not have a period`)
    if (taken.has(id)) throw wrong(`名称“${id}”出现了不止一次`, `the id "${id}" is used more than once`)
    taken.add(id)
  }
  for (const { id, control } of [...parties.flatMap((party) => party.controls), ...controls])
    if (control.kind === 'attachment' && control.placement === 'between-pages')
      throw wrong(
        `控件“${id}”：附件页请写在计划的 attachments 中`,
        `control "${id}": pages of their own are named under the plan's attachments`,
      )
}

/**
 * Every place lies on a page of the finished file, the initiator's too: what is drawn beside the page nobody would see.
 * @throws RefusedInput PLAN, with the page as the plan counts it
 */
export function checkPlaces({ parties, controls }: Plan, pages: readonly PageSize[]): void {
  const places = [
    ...parties.flatMap((party): NamedPlace[] => [
      party,
      ...party.seals.map((at, i) => ({ id: `${party.id} seals[${i}]`, at })),
      ...party.controls,
    ]),
    ...controls,
  ]
  for (const { id, at } of places) {
    const page = pages[at.page - 1]
    if (!page)
      throw wrong(
        `“${id}”在第 ${at.page} 页，文件只有 ${pages.length} 页`,
        `"${id}" is on page ${at.page}, the file has ${pages.length}`,
      )
    if (outside(at, page))
      throw wrong(
        `“${id}”超出第 ${at.page} 页（${size(page)} 磅）`,
        `"${id}" is not wholly on page ${at.page} (${size(page)} points)`,
      )
  }
  const sealed = parties.find(({ pageSeal }) => pageSeal)
  if (sealed && pages.length < 2)
    throw wrong(
      `“${sealed.id}”：只有一页的文件不能加盖骑缝章`,
      `"${sealed.id}": a page seal needs at least two pages`,
    )
}

const outside = ({ x, y, width, height }: PlanPlace, page: PageSize): boolean =>
  x < -TOLERANCE ||
  y < -TOLERANCE ||
  x + width > page.width + TOLERANCE ||
  y + height > page.height + TOLERANCE

const size = ({ width, height }: PageSize): string => `${Math.round(width)} × ${Math.round(height)}`

const wrong = (zh: string, en: string) =>
  new RefusedInput('PLAN', { zh: `计划有误：${zh}`, en: `plan: ${en}` })
