import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { samplePackage, sampleReport } from '../evidence/testing/sample-evidence'
import { signContract, type SignedContract } from '../pdf/verify/testing/signed-contract'
import { LocalPki } from '../pki/local-pki'
import { runCli } from './run-cli'

let dir: string
let contract: SignedContract
let json: Buffer
let report: Buffer
let root: string
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'qianli-cli-evidence-'))
  const pki = await LocalPki.create(join(dir, 'pki'), randomBytes(32))
  contract = await signContract()
  json = await samplePackage(contract, pki)
  report = await sampleReport(json, pki)
  root = file('root.der', pki.roots()[0] as Buffer)
}, 60_000)
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const file = (title: string, bytes: Buffer) => {
  const path = join(dir, title)
  writeFileSync(path, bytes)
  return path
}

async function evidence(...args: string[]) {
  const out: string[] = []
  const say = (line: string) => void out.push(line)
  const context = { env: {}, script: null, write: say, warn: say }
  const code = await runCli(['evidence', ...args], context)
  return { code, out: out.join('\n') }
}

/** A byte in the middle turned. */
const changed = (bytes: Buffer) => {
  const copy = Buffer.from(bytes)
  const at = Math.floor(copy.length / 2)
  copy[at] = (copy[at] ?? 0) ^ 0x15
  return copy
}

describe('qianli evidence (offline)', () => {
  test('the report and its data are intact alike, with the contract they speak of', async () => {
    const pdf = file('contract.pdf', contract.completed)
    for (const [title, bytes] of [
      ['report.pdf', report],
      ['evidence.json', json],
    ] as const) {
      const { code, out } = await evidence(file(title, bytes), '--pdf', pdf, '--roots', root, '--lang', 'zh')
      expect([title, code]).toEqual([title, 0])
      expect(out).toContain('证据完整')
      expect(out).toContain('劳动合同')
      expect(out).not.toContain('✗')
    }
  })

  test('a changed report is 1, an earlier revision of the contract 4, another file 1, no report 3', async () => {
    const path = file('report.pdf', report)
    expect((await evidence(file('changed.pdf', changed(report)))).code).not.toBe(0)
    expect((await evidence(path, '--pdf', file('early.pdf', contract.prepared))).code).toBe(4)
    const other = await evidence(path, '--pdf', file('other.pdf', Buffer.from('%PDF-1.7 x')), '--lang', 'en')
    expect(other.code).toBe(1)
    expect(other.out).toContain('not a file of this contract')
    expect((await evidence(file('signed.pdf', contract.completed))).code).toBe(3)
  })

  test('--json says what was read and who sealed it', async () => {
    const { out } = await evidence(file('report.pdf', report), '--json', '--roots', root)
    expect(JSON.parse(out)).toMatchObject({ verdict: 'intact', trust: 'trusted', events: 2, findings: [] })
  })

  test('a report that somebody else signed around a genuine package is not intact', async () => {
    const other = await LocalPki.create(join(dir, 'other'), randomBytes(32))
    const forged = file('forged.pdf', await sampleReport(json, other))
    const { code, out } = await evidence(forged, '--lang', 'en')
    expect(code).toBe(4)
    expect(out).toContain('signed by somebody else')
  })
})
