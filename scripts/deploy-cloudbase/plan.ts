import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { cloudCollections } from '#platform/adapters/cloudbase/cloud-collections'
import type { CloudVariable } from '#platform/adapters/cloudbase/cloud-settings'
import { reservationCollections } from '#platform/adapters/store-cloudbase/cloud-reservations'
import { schemaCollection } from '#platform/kernel/migrations'
import type { Collection } from '#platform/kernel/store'

const functionConfig = z.object({
  /** Seconds; CloudBase's own default is 5. */
  timeout: z.number().int().min(1).max(60),
  /** Megabytes. */
  memorySize: z.number().int().min(128).max(3072),
  permissions: z.object({ openapi: z.array(z.string()) }),
  /** CloudBase takes one timer a function. */
  triggers: z
    .array(
      z.object({ name: z.string(), type: z.literal('timer'), config: z.string().regex(/^(\S+ ){6}\S+$/) }),
    )
    .max(1),
})
export type FunctionPlan = z.infer<typeof functionConfig> & { name: string; runtime: string }

export interface IndexPlan {
  name: string
  keys: { field: string; direction: 1 | -1 }[]
}

export interface CollectionPlan {
  name: string
  /** Clients never reach the database: every rule is enforced in the functions. */
  access: 'ADMINONLY'
  indexes: IndexPlan[]
}

export interface DeployPlan {
  functions: FunctionPlan[]
  collections: CollectionPlan[]
  /** Who may read and write files without a function: only who made them, which for contracts is nobody. */
  storage: { access: 'PRIVATE' }
  /** Environment variables that functions need. Their values are set at the console and never read or written here. */
  environment: CloudVariable[]
}

const runtime = 'Nodejs20.19'

/** Functions as declared by `<folder>/<room>/config.json`. @throws when one is missing, malformed or has no entry */
export function functionPlans(folder: string): FunctionPlan[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'index.ts')))
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const path = join(folder, name, 'config.json')
      const parsed = functionConfig.safeParse(JSON.parse(readFileSync(path, 'utf8')))
      if (!parsed.success) throw new Error(`${name}/config.json: ${z.prettifyError(parsed.error)}`)
      return { name, runtime, ...parsed.data }
    })
}

function indexPlan(entries: string[]): IndexPlan {
  const keys = entries.map((entry) =>
    entry.startsWith('-')
      ? { field: entry.slice(1), direction: -1 as const }
      : { field: entry, direction: 1 as const },
  )
  // The id is the tie-breaker of every list; in the direction of the order, so that one scan serves both ways.
  keys.push({ field: '_id', direction: keys.at(-1)?.direction ?? 1 })
  const name = keys.map(({ field, direction }) => `${field}_${direction}`).join('_')
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8)
  return { name: name.length <= 60 ? name : `${name.slice(0, 51)}_${hash}`, keys }
}

function collectionPlan(
  c: Pick<Collection, 'name' | 'indexes'> & { fields?: Collection['fields'] },
): CollectionPlan {
  const indexes = c.indexes.map(indexPlan)
  // A search within a set needs an index that begins with it.
  for (const [field, type] of Object.entries(c.fields ?? {}))
    if (type === 'set' && !indexes.some((index) => index.keys[0]?.field === field))
      indexes.push(indexPlan([field]))
  return { name: c.name, access: 'ADMINONLY', indexes }
}

/** What CloudBase must have for this version, made from the declarations alone. */
export function deployPlan(declared: {
  functionFolder: string
  collections: readonly Collection[]
  environment: readonly CloudVariable[]
}): DeployPlan {
  const all = [...declared.collections, ...cloudCollections, schemaCollection, ...reservationCollections]
  const unique = new Map(all.map((c) => [c.name, collectionPlan(c)]))
  return {
    functions: functionPlans(declared.functionFolder),
    collections: [...unique.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    storage: { access: 'PRIVATE' },
    environment: [...declared.environment].sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

/** The plan as text for people. */
export function describePlan(plan: DeployPlan): string {
  const lines: string[] = ['Functions']
  for (const f of plan.functions) {
    const openapi = f.permissions.openapi.length > 0 ? `, openapi: ${f.permissions.openapi.join(', ')}` : ''
    lines.push(`  ${f.name}: ${f.runtime}, ${f.memorySize} MB, ${f.timeout} s${openapi}`)
  }
  lines.push('', 'Triggers')
  for (const f of plan.functions)
    for (const t of f.triggers) lines.push(`  ${f.name}/${t.name}: ${t.type} ${t.config} (UTC+8)`)
  lines.push('', 'Collections and indexes')
  for (const c of plan.collections) {
    lines.push(`  ${c.name} (${c.access})`)
    for (const index of c.indexes)
      lines.push(`    ${index.keys.map((k) => (k.direction === -1 ? '-' : '') + k.field).join(', ')}`)
  }
  lines.push('', 'Storage rules', `  all files: ${plan.storage.access} (only the creator and the functions)`)
  lines.push('', 'Environment variables (set their values for every function at the console)')
  for (const v of plan.environment) {
    const kind = [v.required ? 'required' : 'optional', ...(v.secret ? ['secret'] : [])].join(', ')
    lines.push(`  ${v.name} (${kind}): ${v.purpose}`)
  }
  return lines.join('\n')
}
