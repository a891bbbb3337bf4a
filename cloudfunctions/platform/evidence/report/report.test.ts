import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FontSet } from '../../pdf/fonts/font-set'
import { run, testWith } from '../../pdf/testing/outside-tools'
import { verifyPdf } from '../../pdf/verify/verify-pdf'
import { signContract, type SignedContract } from '../../pdf/verify/testing/signed-contract'
import { LocalPki } from '../../pki/local-pki'
import { appendEvent, type AuditEvent } from '../audit-chain'
import { canonicalBytes } from '../canonical-json'
import { buildEvidence } from '../evidence-package'
import { buildReport } from './build-report'
import { checkReport } from './check-report'
import { attachedEvidence } from './read-report'
import { reportPages } from './report-pages'

let dir: string
let pki: LocalPki
let contract: SignedContract
let json: Buffer
let report: Buffer
const fonts = FontSet.open()
const at = Date.UTC(2026, 10, 22, 5, 4, 5)

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'qianli-report-'))
  pki = await LocalPki.create(join(dir, 'pki'), randomBytes(32))
  contract = await signContract()
  json = await packageOf(pki)
  report = await reportOf(json, pki)
}, 60_000)
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** A package as the contract room makes it, for a small contract. `party`: a name as people have them. */
async function packageOf(authority: LocalPki, party = '王小雨', device = 'Mozilla/5.0'): Promise<Buffer> {
  const events: AuditEvent[] = []
  const add = (type: string, data: Record<string, unknown>) =>
    events.push(
      appendEvent(events.at(-1), {
        contractId: 'c1',
        type,
        at: at + events.length * 60_000,
        actor: { kind: 'person', id: 'a1', name: party },
        data,
      }),
    )
  const { prepared, completed } = contract
  add('contract.started', { document: { revision: 0, sha256: sha256(prepared), size: prepared.length } })
  add('party.signed', {
    partyId: 'p1',
    party,
    method: 'face',
    identity: {
      name: party,
      idNumberMasked: '3****************1',
      phoneMasked: '138****0001',
      verifiedAt: at,
      reference: 'REF-1',
      simulated: true,
    },
    challenge: { passedAt: at, reference: 'REF-2', simulated: true },
    document: { read: sha256(prepared), revision: 1, sha256: sha256(completed), size: completed.length },
    origin: { ip: '10.0.0.7', device, channel: 'browser' },
  })
  const evidence = await buildEvidence(
    {
      contract: {
        id: 'c1',
        number: 'QL2026112200017',
        name: '劳动合同',
        createdAt: at,
        completedAt: at,
        simulated: true,
        parties: [{ id: 'p1', kind: 'person', name: party, signedAt: at, signedBy: 'face' }],
      },
      chain: events,
      files: [
        { revision: 0, sha256: sha256(prepared), bytes: prepared.length },
        { revision: 1, sha256: sha256(completed), bytes: completed.length },
      ],
      verification: { verdict: 'intact', checkedAt: at, expected: 3, found: 3, signatures: [] },
      certificates: authority.roots(),
      createdAt: at,
    },
    await authority.evidenceSigner(),
    authority.timeStamper(),
  )
  return canonicalBytes(evidence)
}

async function reportOf(source: Buffer, authority: LocalPki): Promise<Buffer> {
  const signer = await authority.evidenceSigner()
  return buildReport(source, {
    authority: {
      signer,
      timeStamper: authority.timeStamper(),
      validationData: (certificates) => authority.validationData(certificates),
    },
    fonts,
    at,
  })
}

const check = (pdf: Buffer, options: { roots?: Buffer[]; pdf?: Buffer } = {}) =>
  checkReport(pdf, { ...options, verify: async (bytes, rest) => verifyPdf(bytes, rest) })

describe('the report of a package', () => {
  test('is one file: signed at B-LTA, with the very package inside, and checks out with the contract', async () => {
    expect(attachedEvidence(report)?.equals(json)).toBe(true)
    const verified = verifyPdf(report, { roots: pki.roots() })
    expect(verified.verdict).toBe('intact')
    expect(verified.signatures.map((s) => [s.level, s.trust.status])).toEqual([
      ['B-LTA', 'trusted'],
      ['time-stamp', 'trusted'],
    ])
    expect(await check(report, { roots: pki.roots(), pdf: contract.completed })).toMatchObject({
      verdict: 'intact',
      trust: 'trusted',
      findings: [],
      sha256: sha256(json),
    })
    expect(await check(report, { pdf: contract.prepared })).toMatchObject({
      findings: [{ fault: 'pdf-is-earlier' }],
    })
  })

  test('its pages come from the package alone: made again they are the same bytes', () => {
    const pages = reportPages(json, fonts)
    expect(report.subarray(0, pages.length).equals(pages)).toBe(true)
  })

  testWith('pdftotext')('says who, how, when, with which hash, and that a simulator took part', async () => {
    const path = join(dir, 'report.pdf')
    writeFileSync(path, report)
    const { output } = run('pdftotext', ['-layout', path, '-'])
    const text = output.replace(/\s+/g, '')
    for (const said of [
      '签署证据报告',
      '演示记录',
      'QL2026112200017',
      '王小雨',
      '3****************1',
      '138****0001',
      'REF-1',
      '人脸识别',
      '模拟服务，仅供演示',
      '2026-11-2213:04:05+08:00',
      sha256(contract.completed),
      sha256(json),
      '10.0.0.7',
      'qianlievidence',
    ])
      expect(text).toContain(said)
  })

  testWith('qpdf')('is a sound PDF to qpdf', async () => {
    const path = join(dir, 'sound.pdf')
    writeFileSync(path, report)
    expect(run('qpdf', ['--check', path]).status).toBe(0)
  })

  test('rare names are printed, and what no font has is named by its code point', async () => {
    for (const [party, device] of [
      ['𠮷㐂', 'x'],
      ['王小雨', 'phone 😀\u0007'],
    ] as const) {
      const source = await packageOf(pki, party, device)
      expect(reportPages(source, fonts).length).toBeGreaterThan(1000)
    }
  })
})

describe('a changed report', () => {
  test('any changed byte is noticed', async () => {
    // Every byte would take minutes: a seeded walk over the whole file.
    const places = new Set<number>()
    for (let i = 0, x = 20_261_122; i < 400; i++) {
      x = (Math.imul(x, 1_103_515_245) + 12_345) >>> 0
      places.add(x % report.length)
    }
    const unnoticed: number[] = []
    for (const place of places) {
      const changed = Buffer.from(report)
      changed[place] = (changed[place] ?? 0) ^ 0x15
      const { verdict } = await check(changed)
      // The padding behind a signature value is the one place that says nothing: zeros in hex, and no digest covers it.
      if (verdict === 'intact' && !isPadding(place)) unnoticed.push(place)
    }
    expect(unnoticed).toEqual([])
  }, 240_000)

  const isPadding = (place: number) =>
    report.subarray(place - 8, place + 8).toString('latin1') === '0'.repeat(16)

  test('cut anywhere at a revision end it is no report any more', async () => {
    const pages = reportPages(json, fonts)
    expect(await check(report.subarray(0, pages.length))).toMatchObject({ verdict: 'tampered' })
    const ends = [...report.toString('latin1').matchAll(/%%EOF\n?/g)].map((m) => m.index + m[0].length)
    expect(ends).toHaveLength(3)
    expect(await check(report.subarray(0, ends[1]))).toMatchObject({
      verdict: 'tampered',
      findings: [{ fault: 'report-broken' }],
    })
  })

  test('a genuine package in a report that somebody else signed is not intact', async () => {
    const other = await LocalPki.create(join(dir, 'other'), randomBytes(32))
    const forged = await reportOf(json, other)
    const result = await check(forged, { roots: pki.roots() })
    expect(result).toMatchObject({ verdict: 'indeterminate', findings: [{ fault: 'report-of-other' }] })
  })

  test('another contract’s file is not this one’s', async () => {
    expect(await check(report, { pdf: Buffer.from('%PDF-1.7 other') })).toMatchObject({
      verdict: 'tampered',
      findings: [{ fault: 'pdf-differs' }],
    })
  })

  test.each([
    ['a contract', () => contract.completed],
    ['nothing', () => Buffer.alloc(0)],
    ['noise', () => randomBytes(2000)],
  ])('%s is no report', async (_, bytes) => {
    expect((await check(bytes())).verdict).toBe('unreadable')
  })
})
