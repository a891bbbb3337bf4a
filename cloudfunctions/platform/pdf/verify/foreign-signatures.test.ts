import { generateKeyPairSync, sign } from 'node:crypto'
import * as der from '../../pki/der'
import { OID } from '../../pki/oids'
import { generateSm2KeyPair, sm2PublicKeyInfo, sm2Sign } from '../../pki/sm2'
import { composeRevision0 } from '../compose'
import { name, PdfDict, PdfRef, type PdfValue } from '../objects'
import { PdfReader } from '../reader'
import { samplePdf } from '../testing/sample-files'
import { newHash } from './new-hash'
import { appendRaw, Attacker } from './testing/attacker'
import { ecdsaCms, signForeign, type ForeignCms } from './testing/foreign-signature'
import { verifyPdf } from './verify-pdf'

const place = (field: string, y: number) => ({
  name: field,
  page: 0,
  rect: { x: 60, y, width: 100, height: 40 },
})

/** Two empty signature fields (a, b) and a text slot (note). */
let prepared: Buffer
beforeAll(async () => {
  const composed = await composeRevision0({
    source: samplePdf({
      catalog: '/AcroForm<</Fields[8 0 R]/SigFlags 3>>',
      page: '/Annots[8 0 R]',
      pages: 1,
      extra: () => ['<</S/JavaScript/JS(app.beep)>>', '<</BG[1 1 1]>>', FIELD],
    }),
    parties: [
      { id: 'a', signatureFields: [place('a', 60)], slots: [] },
      { id: 'b', signatureFields: [place('b', 160)], slots: [] },
    ],
  })
  prepared = Buffer.concat([composed.base, composed.append])
})

const FIELD =
  '<</Type/Annot/Subtype/Widget/FT/Tx/T(note)/Rect[60 300 260 330]/F 4/DA(/F1 12 Tf)/AA<</K 6 0 R>>/MK 7 0 R/P 4 0 R>>'

const verdictOf = (file: Buffer) => {
  const report = verifyPdf(file)
  return { verdict: report.verdict, codes: report.findings.map((finding) => finding.code) }
}

const flipped = (file: Buffer) => {
  const copy = Buffer.from(file)
  copy[60]! ^= 1
  return copy
}

describe('signatures of other programs: digests and content types (issue 3)', () => {
  const ed448 = (digestAlgorithm: Buffer, digest: string): ForeignCms => {
    const { privateKey, publicKey } = generateKeyPairSync('ed448')
    return {
      publicKey: publicKey.export({ format: 'der', type: 'spki' }),
      digestAlgorithm,
      digest: (content) => newHash(digest).update(content).digest(),
      signatureAlgorithm: der.sequence(der.oid(OID.ed448)),
      sign: (attributes) => sign(null, attributes, privateKey),
    }
  }

  test.each([
    ['SHAKE256', der.sequence(der.oid(OID.shake256))],
    ['SHAKE256 with its length', der.sequence(der.oid(OID.shake256Len), der.integer(512))],
  ])('Ed448 over %s (RFC 8419)', async (_, algorithm) => {
    const file = await signForeign(prepared, { field: 'a', cms: ed448(algorithm, 'shake256') })
    expect(verdictOf(file)).toEqual({ verdict: 'intact', codes: [] })
    expect(verdictOf(flipped(file)).verdict).toBe('tampered')
    // A second signature goes on hashing where the first one stopped.
    const twice = await signForeign(file, { field: 'b', cms: ed448(algorithm, 'shake256') })
    expect(verdictOf(twice)).toEqual({ verdict: 'intact', codes: [] })
  })

  test('another output length of SHAKE is not guessed at', async () => {
    const algorithm = der.sequence(der.oid(OID.shake256Len), der.integer(256))
    const file = await signForeign(prepared, { field: 'a', cms: ed448(algorithm, 'shake256') })
    expect(verdictOf(file)).toEqual({ verdict: 'indeterminate', codes: ['algorithm-unknown'] })
  })

  test('Ed448 over SHA-512 holds, and is said to be unusual', async () => {
    const cms = ed448(der.sequence(der.oid(OID.sha512)), 'sha512')
    const file = await signForeign(prepared, { field: 'a', cms })
    expect(verdictOf(file)).toEqual({ verdict: 'intact', codes: ['digest-unusual'] })
    expect(verdictOf(flipped(file)).verdict).toBe('tampered')
  })

  test('SM2 under the content types of GM/T 0010', async () => {
    const pair = generateSm2KeyPair()
    const cms: ForeignCms = {
      publicKey: sm2PublicKeyInfo(pair.point),
      digestAlgorithm: der.sequence(der.oid(OID.sm3)),
      digest: (content) => newHash('sm3').update(content).digest(),
      signatureAlgorithm: der.sequence(der.oid(OID.sm2Sign)),
      sign: (attributes) => sm2Sign(pair.privateKey, pair.point, attributes),
      signedDataType: OID.gmSignedData,
      contentType: OID.gmData,
    }
    const file = await signForeign(prepared, { field: 'a', cms })
    expect(verdictOf(file)).toEqual({ verdict: 'intact', codes: [] })
    expect(verdictOf(flipped(file)).verdict).toBe('tampered')
  })
})

describe('dictionaries of other programs', () => {
  test('/Type twice: what kind of signature it is, the signature itself says', async () => {
    const file = await signForeign(prepared, { field: 'a', entries: '/Type/DocTimeStamp' })
    expect(verdictOf(file)).toEqual({ verdict: 'intact', codes: [] })
    const other = await signForeign(prepared, { field: 'a', entries: '/SubFilter/ETSI.RFC3161' })
    expect(verdictOf(other).verdict).toBe('tampered')
  })

  test('usage rights that a program wrote again, with their reference as an object of its own', async () => {
    const rights = '<</Type/Sig/ByteRange[0 10 20 30]/Contents<3003020100>/Reference[8001 0 R]>>'
    const base = appendRaw(prepared, { 8000: rights, 8001: '<</Type/SigRef/TransformMethod/UR3>>' })
    expect(verdictOf(base)).toEqual({ verdict: 'unsigned', codes: [] })
    const file = await signForeign(base, { field: 'a' })
    expect(verdictOf(file)).toEqual({ verdict: 'intact', codes: [] })
  })
})

test('a signature does not become usage rights by what an update makes of its reference', async () => {
  const base = appendRaw(prepared, { 8001: '<</TransformMethod/DocMDP/TransformParams<</P 2>>>>' })
  const file = await signForeign(base, { field: 'a', entries: '/Reference[8001 0 R]' })
  expect(verdictOf(file).verdict).toBe('intact')
  const { catalogRef } = PdfReader.open(file)
  const pages = '<</Type/Catalog/Pages 2 0 R>>'
  const forged = appendRaw(file, { [catalogRef.num]: pages, 8001: '<</TransformMethod/UR3>>' })
  expect(verdictOf(forged).verdict).toBe('tampered')
})

describe('what a signer forbids (ISO 32000-2 §12.7.5.5, §12.8.2.2)', () => {
  const certified = '/Reference[<</TransformMethod/DocMDP/TransformParams<</P 1>>>>]'

  test('the lock of a signature field with /P 1: nobody may sign after it', async () => {
    const first = await signForeign(prepared, { field: 'a', fieldEntries: '/Lock<</Action/All/P 1>>' })
    expect(verdictOf(first).verdict).toBe('intact')
    const second = await signForeign(first, { field: 'b' })
    expect(verdictOf(second)).toEqual({ verdict: 'tampered', codes: ['not-permitted'] })
    const open = await signForeign(prepared, { field: 'a', fieldEntries: '/Lock<</Action/All/P 2>>' })
    expect(verdictOf(await signForeign(open, { field: 'b' })).verdict).toBe('intact')
  })

  test('a signature that calls itself a time stamp is still a signature', async () => {
    const first = await signForeign(prepared, { field: 'a', entries: certified })
    expect(verdictOf(first).verdict).toBe('intact')
    const second = await signForeign(first, { field: 'b', entries: '/Type/DocTimeStamp' })
    expect(verdictOf(second)).toEqual({ verdict: 'tampered', codes: ['not-permitted'] })
  })
})

describe('what a field is may not change, whoever signs afterwards', () => {
  /** Signed in `a`, then changed, then signed in `b`: only the judgement of the change can tell. */
  const changedBetween = async (
    base: Buffer,
    change: (attacker: Attacker, note: { ref: PdfRef; dict: PdfDict }) => void,
  ) => {
    const attacker = new Attacker(await signForeign(base, { field: 'a' }))
    change(attacker, attacker.field('note'))
    return verdictOf(await signForeign(attacker.save(), { field: 'b' }))
  }
  const set =
    (entries: Record<string, PdfValue>) =>
    (attacker: Attacker, { ref, dict }: { ref: PdfRef; dict: PdfDict }) =>
      void attacker.change(ref, dict, entries)
  const white = PdfDict.of({ BG: [1, 1, 1] })
  const text = (value: string) => PdfDict.of({ V: name(value) }).get('V') ?? null

  test('filled: fine', async () => {
    expect(await changedBetween(prepared, set({ V: text('x') }))).toMatchObject({ verdict: 'intact' })
  })

  test('the colours of an empty field (/MK), with which it covers what lies under it', async () => {
    expect(await changedBetween(prepared, set({ MK: white }))).toMatchObject({ verdict: 'tampered' })
    // As the look of what is filled in they are part of the filling.
    const filled = set({ MK: white, V: text('x') })
    expect(await changedBetween(prepared, filled)).toMatchObject({ verdict: 'intact' })
  })

  test.each([
    ['colours', 'MK', '<</BG[0 0 0]>>'],
    ['an action', 'K', '<</S/JavaScript/JS(app.alert)>>'],
  ])('%s that are an object of their own', async (_, key, body) => {
    const reader = PdfReader.open(prepared)
    const { dict } = new Attacker(prepared).field('note')
    const part = key === 'MK' ? dict.get('MK') : reader.getDict(dict, 'AA')?.get('K')
    if (!(part instanceof PdfRef)) throw new Error('expected a reference')
    const signed = await signForeign(prepared, { field: 'a' })
    const forged = appendRaw(signed, { [part.num]: body })
    expect(verdictOf(await signForeign(forged, { field: 'b' })).verdict).toBe('tampered')
  })

  test('a value that was its default too was there when it was signed', async () => {
    const attacker = new Attacker(prepared)
    const note = attacker.field('note')
    attacker.change(note.ref, note.dict, { V: text('100'), DV: text('100') })
    expect(await changedBetween(attacker.save(), set({ V: text('900') }))).toMatchObject({
      verdict: 'tampered',
    })
  })

  test('kids of a field listed in an array of their own: no other field may come', async () => {
    const attacker = new Attacker(prepared)
    const parent = '<</T(group)/Kids 8101 0 R>>'
    const form = attacker.reader.getDict(attacker.reader.catalog, 'AcroForm')
    const fields = attacker.reader.getArray(form ?? new PdfDict(), 'Fields') ?? []
    const list = [...fields, new PdfRef(8100)].map((item) => `${(item as PdfRef).num} 0 R`).join(' ')
    const held = attacker.reader.catalog.get('AcroForm')
    if (!(held instanceof PdfRef)) throw new Error('expected a reference')
    const grouped = appendRaw(prepared, {
      [held.num]: `<</Fields[${list}]/SigFlags 3>>`,
      8100: parent,
      8101: '[]',
    })
    const signed = await signForeign(grouped, { field: 'a' })
    expect(verdictOf(signed).verdict).toBe('intact')
    const kid = '<</Type/Annot/Subtype/Widget/FT/Tx/T(k)/V(x)/Rect[0 0 9 9]/Parent 8100 0 R>>'
    const forged = appendRaw(signed, { 8101: '[8102 0 R]', 8102: kid })
    expect(verdictOf(await signForeign(forged, { field: 'b' })).verdict).toBe('tampered')
  })
})

test('the helper signs what is accepted as it is', async () => {
  const file = await signForeign(prepared, { field: 'a', cms: ecdsaCms() })
  expect(verdictOf(file)).toEqual({ verdict: 'intact', codes: [] })
})

describe('scraps of signatures where no PDF is left (issue 2)', () => {
  test('are no proof that something was signed', () => {
    const scrap = Buffer.from('garbage /ByteRange[0 ( garbage')
    expect(verdictOf(scrap)).toEqual({ verdict: 'unreadable', codes: ['not-pdf', 'not-a-signature'] })
  })
})
