import { z } from 'zod'
import { collection } from '#platform/kernel/store'

/** A document with every kind of field, and indexes of every kind. */
export const paper = z.object({
  id: z.string(),
  version: z.number(),
  owner: z.string(),
  title: z.string(),
  status: z.string(),
  createdAt: z.number(),
  signedAt: z.number().nullable(),
  viewers: z.array(z.string()),
  grams: z.array(z.string()),
  parties: z.array(z.object({ name: z.string(), signed: z.boolean() })),
  extra: z.record(z.string(), z.unknown()).default({}),
})
export type Paper = z.infer<typeof paper>

export const papers = collection<Paper>({
  name: 'papers',
  schema: paper,
  fields: {
    owner: 'text',
    title: 'text',
    status: 'text',
    createdAt: 'int',
    signedAt: 'int',
    viewers: 'set',
    grams: 'set',
  },
  indexes: [
    ['owner', '-createdAt'],
    ['viewers', '-createdAt'],
    ['viewers', 'status', '-createdAt'],
    ['status', 'title'],
    ['signedAt'],
    ['grams'],
  ],
})

const box = z.object({ id: z.string(), version: z.number(), value: z.number() })
export const boxes = collection({ name: 'boxes', schema: box, fields: {}, indexes: [] })

const note = z.object({ id: z.string(), version: z.number(), dueAt: z.number() })
export const notes = collection({
  name: 'notes',
  schema: note,
  fields: { dueAt: 'int' },
  indexes: [['dueAt']],
})

// The same table in an earlier and a later version of the program.
export const oldCards = collection({
  name: 'cards',
  schema: z.object({ id: z.string(), version: z.number(), name: z.string(), rank: z.number() }),
  fields: { rank: 'int' },
  indexes: [['rank']],
})
export const newCards = collection({
  name: 'cards',
  schema: z.preprocess(
    (stored) => {
      const { name, ...rest } = stored as Record<string, unknown>
      return name === undefined ? stored : { ...rest, label: name, rank: Number(rest['rank']) * 10 }
    },
    z.object({ id: z.string(), version: z.number(), label: z.string(), rank: z.number() }),
  ),
  fields: { rank: 'int' },
  indexes: [['rank']],
})

export const allCollections = [papers, boxes, notes, oldCards]

const titles = ['采购合同', '劳动合同', "O'Brien; drop table papers --", '租赁 "协议" \\ $where', 'ünï😀cødé']

/** The i-th paper of a fixed series; two papers share each time. */
export function paperOf(i: number, change: Partial<Paper> = {}): Omit<Paper, 'version'> {
  const title = titles[i % titles.length] ?? ''
  const letters = [...title]
  return {
    id: `p${String(i).padStart(4, '0')}`,
    owner: `o${i % 3}`,
    title,
    status: i % 2 === 0 ? 'draft' : 'signing',
    createdAt: 1000 + Math.floor(i / 2),
    signedAt: i % 4 === 0 ? 5000 - i : null,
    viewers: ['all', `v${i % 5}`, `w${i % 7}`],
    grams: [0, 1, 2].map((at) => letters.slice(at, at + 2).join('')),
    parties: [
      { name: '张伟', signed: false },
      { name: '李娜', signed: false },
    ],
    extra: {},
    ...change,
  }
}
