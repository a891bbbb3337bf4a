import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FontSet } from '../../pdf/fonts/font-set'
import { run, testWith } from '../../pdf/testing/outside-tools'
import { verifyPdf } from '../../pdf/verify/verify-pdf'
import { signContract, type SignedContract } from '../../pdf/verify/testing/signed-contract'
import { LocalPki } from '../../pki/local-pki'
import { samplePackage, sampleReport } from '../testing/sample-evidence'
import { checkReport } from './check-report'
import { attachedEvidence } from './read-report'
import { reportPages } from './report-pages'

let dir: string
let pki: LocalPki
let contract: SignedContract
let json: Buffer
let report: Buffer
const fonts = FontSet.open()

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'qianli-report-'))
  pki = await LocalPki.create(join(dir, 'pki'), randomBytes(32))
  contract = await signContract()
  json = await samplePackage(contract, pki)
  report = await sampleReport(json, pki)
}, 60_000)
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

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
      const source = await samplePackage(contract, pki, party, device)
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
    const forged = await sampleReport(json, other)
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
