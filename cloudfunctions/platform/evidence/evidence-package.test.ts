import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LocalPki } from '../pki/local-pki'
import { appendEvent, type AuditEvent, hashEvent } from './audit-chain'
import { checkEvidence } from './check-evidence'
import { buildEvidence, type EvidencePackage } from './evidence-package'

const pdf = Buffer.from('%PDF-1.7 first')
const signedPdf = Buffer.from('%PDF-1.7 first and second')
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

let dir: string
let pki: LocalPki
let evidence: EvidencePackage
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'qianli-evidence-'))
  pki = await LocalPki.create(join(dir, 'pki'), randomBytes(32))
  const actor = { kind: 'person', id: 'p1', name: '王小雨' }
  const draft = { contractId: 'c1', actor }
  const created = appendEvent(undefined, {
    ...draft,
    type: 'contract.created',
    at: 1_000,
    data: { sha256: sha256(pdf) },
  })
  const signed = appendEvent(created, {
    ...draft,
    type: 'contract.signed',
    at: 2_000,
    data: { revision: 1, file: { sha256: sha256(signedPdf) } },
  })
  const signer = await pki.evidenceSigner()
  evidence = await buildEvidence(
    {
      contract: { id: 'c1', name: '劳动合同', parties: [{ name: '王小雨', proof: 'face' }] },
      chain: [created, signed],
      files: [
        { revision: 0, sha256: sha256(pdf), bytes: pdf.length },
        { revision: 1, sha256: sha256(signedPdf), bytes: signedPdf.length },
      ],
      certificates: signer.chain,
      createdAt: 3_000,
    },
    signer,
    pki.timeStamper(),
  )
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const copy = () => structuredClone(evidence)
const check = (value: unknown, options: Parameters<typeof checkEvidence>[1] = {}) => {
  const report = checkEvidence(JSON.stringify(value), options)
  return { verdict: report.verdict, faults: report.findings.map((finding) => finding.fault), report }
}

describe('an evidence package', () => {
  test('as built: intact, sealed and time-stamped, trusted with the root of its installation', () => {
    const { verdict, faults, report } = check(evidence, { roots: pki.roots(), pdf: signedPdf })
    expect({ verdict, faults }).toEqual({ verdict: 'intact', faults: [] })
    expect(report).toMatchObject({
      trust: 'trusted',
      events: 2,
      files: 2,
      contract: { id: 'c1', name: '劳动合同' },
    })
    expect(report.sealedAt).toBeGreaterThan(Date.now() - 600_000)
  })

  test('an unknown root does not change the verdict', () => {
    const { verdict, report } = check(evidence)
    expect({ verdict, trust: report.trust }).toEqual({ verdict: 'intact', trust: 'unknown-root' })
  })

  test('its bytes do not matter, its content does: other order and white space are still intact', () => {
    const reordered = Object.fromEntries(Object.entries(evidence).reverse())
    expect(checkEvidence(JSON.stringify(reordered, null, 3)).verdict).toBe('intact')
  })

  test.each<[string, (value: ReturnType<typeof copy>) => void, string]>([
    ['the contract summary changed', (e) => (e.contract.name = '借款合同'), 'seal-broken'],
    ['a field added', (e) => Object.assign(e, { note: 'x' }), 'seal-broken'],
    ['an event changed', (e) => (e.chain[0]!.at = 5), 'chain-broken'],
    ['an event removed', (e) => void e.chain.shift(), 'chain-broken'],
    ['a file replaced', (e) => (e.files[1]!.sha256 = 'a'.repeat(64)), 'file-not-in-chain'],
    ['the seal of nothing', (e) => (e.seal.cms = 'AAAA'), 'seal-unreadable'],
    ['the chain of another contract', (e) => (e.contract.id = 'c2'), 'contract-differs'],
  ])('%s: tampered', (_, change, fault) => {
    const value = copy()
    change(value)
    const { verdict, faults } = check(value)
    expect(verdict).toBe('tampered')
    expect(faults).toContain(fault)
  })

  test('any field changed, emptied or removed, wherever it stands, is noticed', () => {
    const paths: (string | number)[][] = []
    const walk = (value: unknown, path: (string | number)[]) => {
      if (path.length > 0) paths.push(path)
      if (Array.isArray(value)) value.forEach((item, i) => walk(item, [...path, i]))
      else if (typeof value === 'object' && value !== null)
        for (const [key, item] of Object.entries(value)) walk(item, [...path, key])
    }
    walk(evidence, [])
    expect(paths.length).toBeGreaterThan(50)
    const changes: [string, (holder: Record<string | number, unknown>, key: string | number) => void][] = [
      ['changed', (holder, key) => (holder[key] = other(holder[key]))],
      ['nulled', (holder, key) => (holder[key] = null)],
      [
        'removed',
        (holder, key) => (Array.isArray(holder) ? holder.splice(Number(key), 1) : delete holder[key]),
      ],
    ]
    const unnoticed: string[] = []
    for (const path of paths)
      for (const [how, change] of changes) {
        const value = copy()
        let holder = value as unknown as Record<string | number, unknown>
        for (const key of path.slice(0, -1)) holder = holder[key] as typeof holder
        change(holder, path.at(-1) ?? '')
        if (check(value).verdict === 'intact') unnoticed.push(`${path.join('.')} ${how}`)
      }
    expect(unnoticed).toEqual([])
  })

  const other = (value: unknown): unknown => {
    if (typeof value === 'number') return value + 1
    if (typeof value === 'string') return value.startsWith('b') ? `c${value.slice(1)}` : `b${value.slice(1)}`
    return typeof value === 'boolean' ? !value : { changed: value }
  }

  test('a chain written anew with right hashes is still caught by the seal', () => {
    const value = copy()
    let before: AuditEvent | undefined
    const rewritten = (value.chain as AuditEvent[]).map((event) => {
      const changed = { ...event, at: event.at + 1, prevHash: before ? before.hash : event.prevHash }
      before = { ...changed, hash: hashEvent(changed) }
      return before
    })
    expect(check({ ...value, chain: rewritten })).toMatchObject({
      verdict: 'tampered',
      faults: ['seal-broken'],
    })
  })

  test('a package sealed anew by somebody else is intact but not trusted', async () => {
    const other = await LocalPki.create(join(dir, 'other'), randomBytes(32))
    const { chain, files, contract } = copy()
    const forged = await buildEvidence(
      { contract, chain: chain, files, certificates: [], createdAt: 1 },
      await other.evidenceSigner(),
      other.timeStamper(),
    )
    expect(check(forged, { roots: pki.roots() }).report.trust).toBe('unknown-root')
  })

  test('the PDF: last revision fits, an earlier one is told, another one is tampered', () => {
    expect(check(evidence, { pdf: signedPdf }).verdict).toBe('intact')
    expect(check(evidence, { pdf })).toMatchObject({ verdict: 'indeterminate', faults: ['pdf-is-earlier'] })
    expect(check(evidence, { pdf: Buffer.from('%PDF-1.7 other') })).toMatchObject({
      verdict: 'tampered',
      faults: ['pdf-differs'],
    })
  })

  test.each(['', '{}', '[]', 'null', '{"format":"qianli-evidence/2"}', '{"format"', '['.repeat(100_000)])(
    'what is no package is unreadable, not an error: %.20s',
    (text) => {
      expect(checkEvidence(text).verdict).toBe('unreadable')
    },
  )
})
