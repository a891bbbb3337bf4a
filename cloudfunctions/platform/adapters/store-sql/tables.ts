import { createHash } from 'node:crypto'
import type { Collection, FieldType } from '#platform/kernel/store'
import { checkCollection, fieldOf, fieldTypeOf } from '../store-contract/fields'

/** A list index over a set: one row for each element of each document, in list order. */
export interface ElementTable {
  name: string
  set: string
  /** Index entries in declared order, e.g. `viewers`, `-createdAt`. */
  entries: string[]
}

export const quote = (name: string): string => `"${name}"`

/** PostgreSQL cuts names at 63 bytes; longer ones end in a hash instead. */
function shortName(name: string): string {
  if (name.length <= 63) return name
  return `${name.slice(0, 52)}_${createHash('sha256').update(name).digest('hex').slice(0, 10)}`
}

/** The element tables of a collection: one for every index that names a set. */
export function elementTables(c: Collection): ElementTable[] {
  return c.indexes.flatMap((entries) => {
    const set = entries.map(fieldOf).find((field) => fieldTypeOf(c, field) === 'set')
    if (!set) return []
    return [{ name: shortName(`${c.name}__${entries.map(fieldOf).join('_')}`), set, entries }]
  })
}

const sqlType: Record<FieldType, string> = {
  text: 'text collate "C"',
  int: 'bigint',
  set: 'text[] collate "C"',
}

function generated(field: string, type: FieldType): string {
  if (type === 'int') return `((doc->>'${field}')::bigint)`
  if (type === 'set') return `(qianli_text_array(doc->'${field}'))`
  return `(doc->>'${field}')`
}

const direction = (entry: string) => (entry.startsWith('-') ? ' desc' : '')

/** Columns of an index, the id last as tie-breaker in the direction of the last entry, so that one scan serves a list. */
function indexColumns(entries: string[]): string {
  const columns = entries.map((entry) => quote(fieldOf(entry)) + direction(entry))
  return [...columns, `id${direction(entries.at(-1) ?? '')}`].join(', ')
}

/** Functions and tables shared by all collections. */
export const sharedStatements: string[] = [
  // Immutable, as generated columns demand; anything but an array of texts counts as the empty set.
  `create or replace function qianli_text_array(j jsonb) returns text[] language sql immutable parallel safe as
   $$ select case when jsonb_typeof(j) = 'array' then array(select jsonb_array_elements_text(j)) else '{}'::text[] end $$`,
  `create table if not exists store_counters (name text collate "C" primary key, taken bigint not null)`,
  `create table if not exists store_reservations (
     counter text collate "C" not null, key text collate "C" not null, amount bigint not null,
     expires_at bigint not null, settled boolean not null default false, primary key (counter, key))`,
  `create index if not exists store_reservations_due on store_reservations (expires_at, counter, key) where not settled`,
]

/**
 * Statements that bring a collection's tables to its declaration; every one may run again. Columns are generated from
 * the document, so new ones fill themselves and a changed type costs no data (see `retypeStatements`).
 */
export function tableStatements(c: Collection): string[] {
  checkCollection(c)
  const table = quote(c.name)
  const columns = Object.entries(c.fields)
  const statements = [
    `create table if not exists ${table} (id text collate "C" primary key, version int not null, doc jsonb not null)`,
    ...columns.map(
      ([field, type]) =>
        `alter table ${table} add column if not exists ${quote(field)} ${sqlType[type]} generated always as ${generated(field, type)} stored`,
    ),
    ...columns.flatMap(([field, type]) =>
      type === 'set'
        ? `create index if not exists ${quote(shortName(`${c.name}_${field}_gin`))} on ${table} using gin (${quote(field)}) with (fastupdate = off)`
        : [],
    ),
  ]
  for (const entries of c.indexes) {
    if (entries.some((entry) => fieldTypeOf(c, fieldOf(entry)) === 'set')) continue
    const name = shortName(`${c.name}_${entries.map((e) => e.replace('-', 'd_')).join('_')}_ix`)
    statements.push(`create index if not exists ${quote(name)} on ${table} (${indexColumns(entries)})`)
  }
  return [...statements, ...elementTables(c).flatMap((side) => elementTableStatements(c, side))]
}

/** The table, its triggers, and its rows for documents that were there before. */
function elementTableStatements(c: Collection, side: ElementTable): string[] {
  const table = quote(c.name)
  const name = quote(side.name)
  const fields = side.entries.map(fieldOf)
  const list = fields.map(quote).join(', ')
  const values = (row: string) =>
    fields.map((field) => (field === side.set ? 'e.element' : `${row}.${quote(field)}`)).join(', ')
  const elements = (row: string) =>
    `cross join lateral (select distinct unnest(${row}.${quote(side.set)}) as element) e`
  const changed = fields
    .map((field) => `old.${quote(field)} is distinct from new.${quote(field)}`)
    .join(' or ')
  const fn = (suffix: string) => quote(shortName(`${side.name}_${suffix}`))
  return [
    `create table if not exists ${name} (id text collate "C" not null, ${fields
      .map((field) => {
        const type = fieldTypeOf(c, field)
        return `${quote(field)} ${type === 'set' ? `${sqlType.text} not null` : sqlType[type]}`
      })
      .join(', ')})`,
    // On a new table this comes before its indexes, which are then built in one go; on an old one it adds nothing.
    `insert into ${name} (id, ${list}) select d.id, ${values('d')} from ${table} d ${elements('d')} on conflict do nothing`,
    `create unique index if not exists ${quote(shortName(`${side.name}_key`))} on ${name} (id, ${quote(side.set)})`,
    `create index if not exists ${quote(shortName(`${side.name}_ix`))} on ${name} (${indexColumns(side.entries)})`,
    `create or replace function ${fn('added')}() returns trigger language plpgsql as $$ begin
       insert into ${name} (id, ${list}) select a.id, ${values('a')} from added a ${elements('a')};
       return null; end $$`,
    `create or replace function ${fn('changed')}() returns trigger language plpgsql as $$ begin
       delete from ${name} where id = old.id;
       if tg_op = 'UPDATE' then
         insert into ${name} (id, ${list}) select new.id, ${values('new')} from (select 1) one ${elements('new')};
       end if;
       return null; end $$`,
    `create or replace trigger ${fn('added')} after insert on ${table} referencing new table as added
       for each statement execute function ${fn('added')}()`,
    `create or replace trigger ${fn('updated')} after update on ${table} for each row when (${changed})
       execute function ${fn('changed')}()`,
    `create or replace trigger ${fn('removed')} after delete on ${table} for each row execute function ${fn('changed')}()`,
  ]
}

/** Drops generated columns whose declared type changed, so that they are made anew from the documents. */
export function retypeStatements(c: Collection, stored: ReadonlyMap<string, string>): string[] {
  const shown: Record<FieldType, string> = { text: 'text', int: 'bigint', set: 'text[]' }
  return Object.entries(c.fields).flatMap(([field, type]) => {
    const have = stored.get(field)
    if (have === undefined || have === shown[type]) return []
    const sides = elementTables(c).filter((side) => side.entries.map(fieldOf).includes(field))
    return [
      ...sides.map((side) => `drop table if exists ${quote(side.name)}`),
      `alter table ${quote(c.name)} drop column ${quote(field)} cascade`,
    ]
  })
}
