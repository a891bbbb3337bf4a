import type { FieldType } from '#types/contract'
import type { PageSize } from '../geometry'
import { ontoPage, rectAround, resized, type Corner, type PlacedField, type Rect } from './placed-field'
import { snap, type Guide } from './snap'

/** What the editor shows. A gesture in progress lives in `live`; only its end becomes one step of the history. */
export interface Placement {
  fields: PlacedField[]
  selected: string | null
  live: { id: string; from: Rect; rect: Rect; guides: Guide[] } | null
  past: PlacedField[][]
  future: PlacedField[][]
  /** Field whose last step was a nudge by key: a run of nudges is undone at once. */
  nudged: string | null
}

export type PlacementStep =
  | { do: 'select'; id: string | null }
  | { do: 'add'; id: string; partyId: string; type: FieldType; page: number; at: { x: number; y: number } }
  | { do: 'grab'; id: string }
  | { do: 'drag'; dx: number; dy: number; tolerance: number }
  | { do: 'stretch'; corner: Corner; dx: number; dy: number }
  | { do: 'drop' }
  | { do: 'cancel' }
  | { do: 'nudge'; id: string; dx: number; dy: number }
  | { do: 'resize'; id: string; rect: Rect }
  | { do: 'carry'; id: string; page: number; rect: Rect }
  | { do: 'assign'; id: string; partyId: string }
  | { do: 'copy'; id: string; newId: string }
  | { do: 'every-page'; id: string; newIds: string[] }
  | { do: 'remove'; id: string }
  | { do: 'drop-party'; partyId: string }
  | { do: 'undo' }
  | { do: 'redo' }

/** Server limit of fields for one party. */
export const mostFieldsOfParty = 200
const mostSteps = 100

export function startPlacement(fields: PlacedField[]): Placement {
  return { fields, selected: null, live: null, past: [], future: [], nudged: null }
}

function changed(state: Placement, fields: PlacedField[], more: Partial<Placement> = {}): Placement {
  return {
    ...state,
    fields,
    live: null,
    nudged: null,
    past: [...state.past.slice(-(mostSteps - 1)), state.fields],
    future: [],
    ...more,
  }
}

function withRect(fields: PlacedField[], id: string, rect: Rect): PlacedField[] {
  return fields.map((field) => (field.id === id ? { ...field, ...rect } : field))
}

function roomFor(state: Placement, partyId: string, count: number): boolean {
  return state.fields.filter((field) => field.partyId === partyId).length + count <= mostFieldsOfParty
}

/** The whole editor as one pure function of state and step. Unknown ids and steps without effect change nothing. */
export function place(state: Placement, step: PlacementStep, pages: readonly PageSize[]): Placement {
  const find = (id: string) => state.fields.find((field) => field.id === id)

  switch (step.do) {
    case 'select':
      return { ...state, selected: step.id, live: null, nudged: null }
    case 'add': {
      const page = pages[step.page]
      if (!page || !roomFor(state, step.partyId, 1)) return state
      const { id, partyId, type } = step
      const field = { id, partyId, type, page: step.page, ...rectAround(type, step.at, page) }
      return changed(state, [...state.fields, field], { selected: id })
    }
    case 'grab': {
      const field = find(step.id)
      if (!field) return state
      const rect = { x: field.x, y: field.y, width: field.width, height: field.height }
      return {
        ...state,
        selected: step.id,
        nudged: null,
        live: { id: step.id, from: rect, rect, guides: [] },
      }
    }
    case 'drag': {
      const { live } = state
      const field = live && find(live.id)
      const page = field && pages[field.page]
      if (!live || !field || !page) return state
      const wanted = { ...live.from, x: live.from.x + step.dx, y: live.from.y + step.dy }
      const others = state.fields.filter((other) => other.page === field.page && other.id !== field.id)
      const { rect, guides } = snap(ontoPage(wanted, page), others, page, step.tolerance)
      return { ...state, live: { ...live, rect: ontoPage(rect, page), guides } }
    }
    case 'stretch': {
      const { live } = state
      const field = live && find(live.id)
      const page = field && pages[field.page]
      if (!live || !field || !page) return state
      const rect = resized(live.from, field.type, step.corner, step.dx, step.dy, page)
      return { ...state, live: { ...live, rect, guides: [] } }
    }
    case 'drop': {
      const { live } = state
      if (!live) return state
      const same = (['x', 'y', 'width', 'height'] as const).every((key) => live.from[key] === live.rect[key])
      if (same) return { ...state, live: null }
      return changed(state, withRect(state.fields, live.id, live.rect))
    }
    case 'cancel':
      return { ...state, live: null }
    case 'nudge': {
      const field = find(step.id)
      const page = field && pages[field.page]
      if (!field || !page) return state
      const rect = ontoPage({ ...field, x: field.x + step.dx, y: field.y + step.dy }, page)
      if (rect.x === field.x && rect.y === field.y) return state
      const fields = withRect(state.fields, step.id, rect)
      if (state.nudged === step.id) return { ...state, fields, future: [] }
      return changed(state, fields, { nudged: step.id, selected: step.id })
    }
    case 'resize': {
      const field = find(step.id)
      const page = field && pages[field.page]
      if (!field || !page) return state
      return changed(state, withRect(state.fields, step.id, ontoPage(step.rect, page)))
    }
    case 'carry': {
      const field = find(step.id)
      const page = pages[step.page]
      if (!field || !page) return state
      const moved = { ...field, page: step.page, ...ontoPage(step.rect, page) }
      return changed(
        state,
        state.fields.map((other) => (other.id === step.id ? moved : other)),
        { selected: step.id },
      )
    }
    case 'assign': {
      const field = find(step.id)
      if (!field || field.partyId === step.partyId || !roomFor(state, step.partyId, 1)) return state
      return changed(
        state,
        state.fields.map((other) => (other.id === step.id ? { ...other, partyId: step.partyId } : other)),
      )
    }
    case 'copy': {
      const field = find(step.id)
      const page = field && pages[field.page]
      if (!field || !page || !roomFor(state, field.partyId, 1)) return state
      const beside = ontoPage({ ...field, x: field.x + 16, y: field.y + 16 }, page)
      return changed(state, [...state.fields, { ...field, ...beside, id: step.newId }], {
        selected: step.newId,
      })
    }
    case 'every-page': {
      const field = find(step.id)
      if (!field) return state
      const taken = new Set(
        state.fields
          .filter((other) => other.partyId === field.partyId && other.type === field.type)
          .map((other) => other.page),
      )
      const copies = pages.flatMap((page, index) => {
        const id = step.newIds[index]
        return taken.has(index) || !id ? [] : [{ ...field, ...ontoPage(field, page), page: index, id }]
      })
      if (copies.length === 0 || !roomFor(state, field.partyId, copies.length)) return state
      return changed(state, [...state.fields, ...copies])
    }
    case 'remove':
      if (!find(step.id)) return state
      return changed(
        state,
        state.fields.filter((field) => field.id !== step.id),
        { selected: state.selected === step.id ? null : state.selected },
      )
    case 'drop-party':
      if (!state.fields.some((field) => field.partyId === step.partyId)) return state
      return changed(
        state,
        state.fields.filter((field) => field.partyId !== step.partyId),
        { selected: null },
      )
    case 'undo': {
      const before = state.past[state.past.length - 1]
      if (!before) return state
      const kept = before.some((field) => field.id === state.selected) ? state.selected : null
      return {
        ...startPlacement(before),
        selected: kept,
        past: state.past.slice(0, -1),
        future: [state.fields, ...state.future],
      }
    }
    case 'redo': {
      const [after, ...later] = state.future
      if (!after) return state
      const kept = after.some((field) => field.id === state.selected) ? state.selected : null
      return { ...startPlacement(after), selected: kept, past: [...state.past, state.fields], future: later }
    }
  }
}

/** Fields as they are drawn: the one under the finger at its passing place. */
export function shownFields(state: Placement): PlacedField[] {
  return state.live ? withRect(state.fields, state.live.id, state.live.rect) : state.fields
}
