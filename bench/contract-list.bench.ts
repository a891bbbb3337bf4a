// First page of the contract list of one tenant, with many contracts against few, on the embedded store and, with
// DATABASE_URL, on PostgreSQL (there also 1,000,000). `npm run bench -- contract-list`
// The lists run in turn, small and large, so that a slower machine slows both; each figure is the median.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bulkInsert } from '../cloudfunctions/platform/adapters/store-sql/bulk-insert'
import { openPglite, openPostgres } from '../cloudfunctions/platform/adapters/store-sql/open'
import type { SqlStore } from '../cloudfunctions/platform/adapters/store-sql/sql-store'
import { emptyChain } from '../cloudfunctions/platform/kernel/audit'
import { contractCollection, type Contract, type Party } from '../cloudfunctions/contract/model/contract'
import { listContracts, type ListRequest } from '../cloudfunctions/contract/queries/list-contracts'
import { searchTexts } from '../cloudfunctions/contract/queries/contract-row'
import { audienceOf } from '../cloudfunctions/contract/rules/audience'
import { gramsOf } from '../cloudfunctions/contract/rules/search-grams'

const organizationId = 'bench-organization'
const rounds = 40
const start = Date.UTC(2025, 0, 1)
const titles = [
  '软件技术服务合同',
  '劳动合同',
  '保密协议',
  '房屋租赁合同',
  '采购框架协议',
  '设计顾问服务协议',
  '数据处理补充协议',
]
const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗']
const givens = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂']

/** A contract of the tenant: nine of ten are completed, as lists of grown tenants are. */
function contractAt(i: number): Omit<Contract, 'version'> {
  const open = i % 10 === 0
  const name = `${surnames[i % surnames.length]}${givens[(i * 7) % givens.length]}${givens[(i * 13) % givens.length]}`
  const createdAt = start + i * 60_000
  const initiatorId = `employee-${i % 50}`
  const file = { fileId: `cloud://local/f/${i}`, sha256: i.toString(16).padStart(64, '0'), size: 90_000 }
  const party = (kind: Party['kind'], position: number): Party => ({
    id: `p${position}`,
    kind,
    position,
    state: open && position === 1 ? 'PENDING_SIGN' : 'SIGNED',
    name: kind === 'person' ? name : '上海云杉科技有限公司',
    organizationId: kind === 'person' ? null : organizationId,
    accountId: kind === 'person' ? `person-${i % 90_000}` : initiatorId,
    handlerName: kind === 'person' ? null : '陈思远',
    phoneCipher: 'c'.repeat(80),
    phoneLookup: 'l'.repeat(64),
    personLookup: 'l'.repeat(64),
    phoneMasked: '139****0000',
    auth: ['face', 'captcha'],
    fields: [
      {
        id: `p${position}f0`,
        type: kind === 'person' ? 'signature' : 'seal',
        page: 1,
        x: 90,
        y: 300,
        width: 119,
        height: 119,
      },
    ],
    signedAt: createdAt,
    signedBy: 'face',
  })
  const contract: Contract = {
    id: `c${String(i).padStart(9, '0')}`,
    version: 1,
    number: `QL20250101${String(i).padStart(7, '0')}`,
    code: `code-${i}`,
    name: `${titles[i % titles.length]} ${i}`,
    status: open ? 'PENDING_SIGN' : 'COMPLETED',
    order: 'any',
    deadline: createdAt + 86_400_000 * 900,
    createdAt,
    completedAt: open ? null : createdAt,
    endedAt: null,
    initiator: {
      organizationId,
      organizationName: '上海云杉科技有限公司',
      accountId: initiatorId,
      name: '陈思远',
    },
    parties: [party('organization', 0), party('person', 1)],
    pageRuns: [{ count: 2, width: 595, height: 842 }],
    suite: null,
    base: file,
    revision: { seq: 1, file },
    closing: null,
    evidence: null,
    report: null,
    end: null,
    simulated: true,
    chain: emptyChain,
    grams: [],
    viewers: [],
    pending: [],
    files: [file.fileId],
  }
  return { ...contract, ...audienceOf(contract), grams: gramsOf(searchTexts(contract)) }
}

function* contracts(n: number) {
  for (let i = 0; i < n; i++) yield contractAt(i)
}

const page = (request: Partial<ListRequest> = {}): ListRequest => ({
  scope: 'all',
  role: 'any',
  limit: 20,
  ...request,
})
const administrator = {
  kind: 'employee',
  accountId: 'employee-0',
  organizationId,
  viewAll: true,
  revokeAll: true,
} as const
const employee = { ...administrator, viewAll: false, revokeAll: false } as const
const lists = {
  'first page, all of the tenant': (s: SqlStore, now: number) => listContracts(s, administrator, page(), now),
  'first page, own only': (s: SqlStore, now: number) => listContracts(s, employee, page(), now),
  'first page, completed': (s: SqlStore, now: number) =>
    listContracts(s, administrator, page({ label: 'COMPLETED' }), now),
  'first page, search 保密协议': (s: SqlStore, now: number) =>
    listContracts(s, administrator, page({ search: '保密协议' }), now),
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

async function compare(what: string, sizes: number[], open: (size: number) => Promise<SqlStore>) {
  const stores: SqlStore[] = []
  for (const size of sizes) {
    const store = await open(size)
    await store.ensure([contractCollection])
    await bulkInsert(store, contractCollection, contracts(size))
    stores.push(store)
  }
  const now = start + 1
  for (const [name, list] of Object.entries(lists)) {
    const times = sizes.map((): number[] => [])
    for (let round = 0; round < rounds + 5; round++)
      for (const [i, store] of stores.entries()) {
        const begun = performance.now()
        const { items } = await list(store, now)
        if (items.length !== 20) throw new Error(`${name}: ${items.length} rows`)
        // The first rounds warm caches and plans of both.
        if (round >= 5) times[i]?.push(performance.now() - begun)
      }
    const base = median(times[0] ?? [])
    const ratios = sizes
      .slice(1)
      .map((size, i) => `${size.toLocaleString('en')}: ${(median(times[i + 1] ?? []) / base).toFixed(2)}×`)
    console.log(
      `${what}  ${name.padEnd(34)} ${sizes[0]?.toLocaleString('en')} contracts: 1 (${base.toFixed(1)} ms)   ${ratios.join('   ')}`,
    )
  }
  for (const store of stores) await store.close()
}

const folder = mkdtempSync(join(tmpdir(), 'qianli-bench-'))
try {
  await compare('PGlite    ', [2_000, 200_000], (size) => openPglite(join(folder, String(size))))
  const url = process.env.DATABASE_URL
  if (url) {
    const admin = await openPostgres(url)
    await compare('PostgreSQL', [2_000, 200_000, 1_000_000], async (size) => {
      const schema = `qianli_bench_${size}`
      await admin.connection.query(`drop schema if exists ${schema} cascade`)
      await admin.connection.query(`create schema ${schema}`)
      const target = new URL(url)
      target.searchParams.set('options', `-c search_path=${schema}`)
      return openPostgres(target.toString())
    })
    for (const size of [2_000, 200_000, 1_000_000])
      await admin.connection.query(`drop schema qianli_bench_${size} cascade`)
    await admin.close()
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
