import { randomBytes } from 'node:crypto'
import { LocalPki } from '../pki/local-pki'
import type { VectorPicture } from './appearance/vector-picture'
import { composeRevision0, type PartyPlaces } from './compose'
import { PdfError } from './errors'
import { completeLongTerm } from './long-term'
import { PdfDict } from './objects'
import { PdfReader } from './reader'
import { signPdf, type SignedRevision } from './sign'
import { opensslVerify, run, Scratch, testWith, trimDer } from './testing/outside-tools'
import { samplePdf, type SampleOptions } from './testing/sample-files'
import { verifyPdf } from './verify/verify-pdf'

const stamp: VectorPicture = {
  width: 100,
  height: 100,
  shapes: [
    { d: [['M', 5, 5], ['L', 95, 5], ['L', 95, 95], ['L', 5, 95], ['Z']], stroke: '#c5372c', strokeWidth: 6 },
  ],
}
const parties: PartyPlaces[] = [
  {
    id: 'company',
    signatureFields: [{ name: 'company-seal', page: 0, rect: { x: 60, y: 60, width: 119, height: 119 } }],
    slots: [0, 1].map((page) => ({
      name: `company-edge-${page}`,
      page,
      rect: { x: 300, y: 300, width: 40, height: 80 },
    })),
  },
  {
    id: 'person',
    signatureFields: [{ name: 'person-signature', page: 1, rect: { x: 200, y: 60, width: 120, height: 50 } }],
    slots: [{ name: 'person-date', page: 1, rect: { x: 200, y: 120, width: 120, height: 20 } }],
  },
]
const date = new Date('2026-11-22T02:00:00Z')

const sources: [string, SampleOptions][] = [
  ['an xref table', { flavour: 'table' }],
  ['an xref stream', { flavour: 'stream' }],
  ['a hybrid file', { flavour: 'hybrid' }],
  ['pages turned by 90°', { rotate: 90 }],
  [
    'pages turned by 270° with an offset, cropped MediaBox',
    { rotate: 270, mediaBox: [-100, 50, 700, 1000], cropBox: [-50, 100, 600, 900] },
  ],
  ['UserUnit 2 in an xref stream', { flavour: 'stream', userUnit: 2, mediaBox: [0, 0, 300, 421] }],
]

let pki: LocalPki
let scratch: Scratch
beforeAll(async () => {
  scratch = new Scratch()
  pki = await LocalPki.create(scratch.path('pki'), randomBytes(32))
})
afterAll(() => scratch.remove())

interface Signed {
  base: Buffer
  revisions: { bytes: Buffer; signed: SignedRevision }[]
}

/** A company seals with two page-seal slices, then a person signs and dates. */
async function signInTurn(source: Buffer): Promise<Signed> {
  const composed = await composeRevision0({ source, parties })
  const base = Buffer.concat([composed.base, composed.append])
  const timeStamper = pki.timeStamper()
  const company = await signPdf({
    base,
    fieldName: 'company-seal',
    appearance: stamp,
    slots: [0, 1].map((index) => ({
      name: `company-edge-${index}`,
      picture: stamp,
      slice: { index, count: 2 },
    })),
    name: '上海云杉科技有限公司',
    reason: '合同签署',
    date,
    signer: await pki.organizationSigner({ id: 'o1', name: '上海云杉科技有限公司' }),
    timeStamper,
  })
  const second = Buffer.concat([base, company.append])
  const person = await signPdf({
    base: second,
    fieldName: 'person-signature',
    appearance: stamp,
    slots: [{ name: 'person-date', picture: stamp }],
    name: '王小雨',
    date,
    signer: await pki.personSigner({ name: '王小雨', contractId: 'c1', digest: company.revisionSha256 }),
    timeStamper,
  })
  return {
    base,
    revisions: [
      { bytes: second, signed: company },
      { bytes: Buffer.concat([second, person.append]), signed: person },
    ],
  }
}

describe.each(sources)('two parties sign %s in turn', (title, options) => {
  const slug = title.replace(/\W+/g, '-')
  let result: Signed
  beforeAll(async () => {
    result = await signInTurn(samplePdf(options))
  })

  test('each earlier revision is a byte prefix, each ByteRange ends exactly at its revision (issue 2 point 6)', () => {
    let before = result.base
    for (const { bytes, signed } of result.revisions) {
      expect(bytes.subarray(0, before.length).equals(before)).toBe(true)
      const [, , start, length] = signed.byteRange
      expect(start + length).toBe(bytes.length)
      const reader = PdfReader.open(bytes)
      expect(reader.revisions.at(-1)?.end).toBe(bytes.length)
      expect(reader.revisions.at(-1)?.start).toBe(before.length)
      before = bytes
    }
  })

  test('an act touches only its own field and slots', () => {
    for (const { bytes } of result.revisions) {
      const reader = PdfReader.open(bytes)
      const last = reader.revisions.at(-1)
      const earlier = PdfReader.open(bytes.subarray(0, last?.start))
      const changed = [...(last?.sections[0]?.entries() ?? [])]
        .map(([num]) => num)
        .filter((num) => earlier.entry(num))
      for (const num of changed) {
        const dict = reader.object(num)
        expect(dict instanceof PdfDict && dict.has('FT')).toBe(true)
      }
      expect(changed.length).toBeGreaterThanOrEqual(2)
    }
  })

  testWith('pdfsig')('pdfsig: every signature is valid', async () => {
    const path = scratch.file(`${slug}.pdf`, result.revisions[1]?.bytes ?? Buffer.alloc(0))
    const { output } = run('pdfsig', ['-nocert', path])
    expect(output.match(/Signature is Valid/g)).toHaveLength(2)
    expect(output).toContain('上海云杉科技有限公司')
    expect(output).toContain('王小雨')
    expect(output).toContain('ETSI.CAdES.detached')
  })

  testWith('openssl')(
    'openssl cms -verify -cades: chain, signature and signing certificate agree',
    async () => {
      const file = result.revisions[1]?.bytes ?? Buffer.alloc(0)
      for (const { signed } of result.revisions) {
        const { status, output } = opensslVerify(scratch, file, signed.byteRange, pki.roots())
        expect(output).toContain('CAdES Verification successful')
        expect(status).toBe(0)
      }
    },
  )

  testWith('qpdf')('qpdf --check finds nothing in any revision', async () => {
    for (const { bytes } of [{ bytes: result.base }, ...result.revisions]) {
      const { status, output } = run('qpdf', ['--check', scratch.file('check.pdf', bytes)])
      expect(output).not.toContain('WARNING')
      expect(output).toContain('No syntax or stream encoding errors found')
      expect(status).toBe(0)
    }
  })
})

describe('refusals leave the file as it is', () => {
  const request = async () => ({
    base: await composed(),
    fieldName: 'company-seal',
    appearance: stamp,
    date,
    signer: await pki.organizationSigner({ id: 'o1', name: '上海云杉科技有限公司' }),
  })
  const composed = async () => {
    const { base, append } = await composeRevision0({ source: samplePdf(), parties })
    return Buffer.concat([base, append])
  }

  test('a field that is signed already', async () => {
    const first = await request()
    const { append } = await signPdf(first)
    const again = { ...first, base: Buffer.concat([first.base, append]) }
    await expect(signPdf(again)).rejects.toMatchObject({ code: 'refused' })
  })

  test('a slot that is filled already, and one that does not exist', async () => {
    const first = { ...(await request()), slots: [{ name: 'company-edge-0', picture: stamp }] }
    const { append } = await signPdf(first)
    const base = Buffer.concat([first.base, append])
    await expect(signPdf({ ...first, base, fieldName: 'person-signature' })).rejects.toMatchObject({
      code: 'refused',
    })
    await expect(signPdf({ ...first, slots: [{ name: 'nowhere', picture: stamp }] })).rejects.toMatchObject({
      code: 'refused',
    })
  })

  test('a slot named twice in one act', async () => {
    const slot = { name: 'company-edge-0', picture: stamp }
    await expect(signPdf({ ...(await request()), slots: [slot, slot] })).rejects.toMatchObject({
      code: 'refused',
    })
  })

  test('a signature field taken for a slot', async () => {
    const slots = [{ name: 'person-signature', picture: stamp }]
    await expect(signPdf({ ...(await request()), slots })).rejects.toMatchObject({ code: 'refused' })
  })

  test('an encrypted file', async () => {
    const base = Buffer.from(
      (await composed()).toString('latin1').replace(/\/Root 1 0 R/g, '/Root 1 0 R/Encrypt 9 0 R'),
      'latin1',
    )
    await expect(signPdf({ ...(await request()), base })).rejects.toBeInstanceOf(PdfError)
  })
})

describe('two parties act on one base at the same time', () => {
  test('the second is prepared again on the new base; put behind the first as it was, it would not hold', async () => {
    const composed = await composeRevision0({ source: samplePdf(), parties })
    const base = Buffer.concat([composed.base, composed.append])
    const company = {
      base,
      fieldName: 'company-seal',
      appearance: stamp,
      slots: [{ name: 'company-edge-0', picture: stamp }],
      date,
      signer: await pki.organizationSigner({ id: 'o1', name: '上海云杉科技有限公司' }),
      timeStamper: pki.timeStamper(),
    }
    const person = async (on: Buffer) => ({
      base: on,
      fieldName: 'person-signature',
      appearance: stamp,
      slots: [{ name: 'person-date', picture: stamp }],
      date,
      signer: await pki.personSigner({ name: '王小雨', contractId: 'c1', digest: '00' }),
      timeStamper: pki.timeStamper(),
    })
    const [first, second] = await Promise.all([signPdf(company), person(base).then(signPdf)])
    // What tells the caller: both were made for the same base.
    expect(first.baseSha256).toBe(second.baseSha256)
    expect(first.revisionSha256).not.toBe(second.revisionSha256)
    const stale = verifyPdf(Buffer.concat([base, first.append, second.append]), { roots: pki.roots() })
    expect(stale.verdict).not.toBe('intact')

    const won = Buffer.concat([base, first.append])
    const again = await signPdf(await person(won))
    expect(again.baseSha256).toBe(first.revisionSha256)
    const report = verifyPdf(Buffer.concat([won, again.append]), { roots: pki.roots() })
    expect(report.verdict).toBe('intact')
    expect(report.signatures.map(({ signer }) => signer?.name)).toEqual(['上海云杉科技有限公司', '王小雨'])
  })
})

describe('long-term level', () => {
  testWith('openssl')(
    'a document time stamp over the security store satisfies openssl ts -verify (B-LTA)',
    async () => {
      const { revisions } = await signInTurn(samplePdf({ flavour: 'stream' }))
      const signed = revisions[1]?.bytes ?? Buffer.alloc(0)
      const signer = await pki.organizationSigner({ id: 'o1', name: '上海云杉科技有限公司' })
      const stamped = await completeLongTerm(signed, {
        timeStamper: pki.timeStamper(),
        validation: await pki.validationData([signer.certificate]),
      })
      const file = Buffer.concat([signed, stamped.append])
      const [, b, c, d] = stamped.byteRange
      const token = scratch.file(
        'token.der',
        trimDer(Buffer.from(file.toString('latin1', b + 1, c - 1), 'hex')),
      )
      const data = scratch.file('data.bin', Buffer.concat([file.subarray(0, b), file.subarray(c, c + d)]))
      const roots = scratch.file('ts-roots.pem', Buffer.from(pemOf(pki.roots())))
      const { output } = run('openssl', [
        'ts',
        '-verify',
        '-in',
        token,
        '-token_in',
        '-data',
        data,
        '-CAfile',
        roots,
      ])
      expect(output).toContain('Verification: OK')
      expect(c + d).toBe(file.length)
    },
  )
})

const pemOf = (certificates: Buffer[]) =>
  certificates
    .map((der) => `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`)
    .join('')
