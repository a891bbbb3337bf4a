import { deflateSync } from 'node:zlib'
import { composeRevision0 } from './compose'
import { inspectUpload, UploadError } from './inspect'
import { PdfReader } from './reader'
import { samplePdf } from './testing/sample-files'
import { appendRaw } from './verify/testing/attacker'
import { signContract, type SignedContract } from './verify/testing/signed-contract'

const refusalOf = async (source: Buffer): Promise<string> => {
  try {
    await composeRevision0({ source, parties: [] })
  } catch (error) {
    return error instanceof UploadError ? error.refusal : String(error)
  }
  return 'taken'
}

/** The same file without a usable cross-reference. */
const damaged = (file: Buffer): Buffer =>
  Buffer.from(file.toString('latin1').replace(/startxref\s+\d+/g, 'startxref\n7'), 'latin1')

let contract: SignedContract
beforeAll(async () => {
  contract = await signContract()
})

describe('a signed upload is never rewritten and gets no new fields (issue 3, bad input)', () => {
  test('signed; signed and damaged', async () => {
    expect(await refusalOf(contract.signed)).toBe('FILE_SIGNED')
    expect(inspectUpload(damaged(contract.signed)).damaged).toBe(true)
    expect(await refusalOf(damaged(contract.signed))).toBe('FILE_SIGNED')
  })

  test('its form removed by a later update: the signatures are still in the bytes', async () => {
    const root = PdfReader.open(contract.signed).catalogRef.num
    const orphaned = appendRaw(contract.signed, { [root]: '<</Type/Catalog/Pages 2 0 R>>' })
    expect(await refusalOf(orphaned)).toBe('FILE_SIGNED')
    expect(await refusalOf(damaged(orphaned))).toBe('FILE_SIGNED')
  })

  test('damaged, and the signature hidden in an object stream under an escaped name', async () => {
    const hidden = '20 0 <</Type/Sig/Byte#52ange[0 9 20 9]/Contents<3000>>>'
    const first = hidden.indexOf('<<')
    const data = deflateSync(Buffer.from(hidden))
    const stream = `<</Type/ObjStm/N 1/First ${first}/Filter/FlateDecode/Length ${data.length}>>\nstream\n${data.toString('latin1')}\nendstream`
    const file = damaged(appendRaw(samplePdf(), { 21: stream }))
    expect(file.includes('/ByteRange')).toBe(false)
    expect(inspectUpload(file)).toMatchObject({ damaged: true, signatures: 1 })
    expect(await refusalOf(file)).toBe('FILE_SIGNED')
  })

  test('damaged without a signature: normalised; an attached signed file is none', async () => {
    expect(await refusalOf(damaged(samplePdf()))).toBe('taken')
    const body = contract.signed.toString('latin1')
    const attached = samplePdf({
      extra: () => [`<</Type/EmbeddedFile/Length ${contract.signed.length}>>\nstream\n${body}\nendstream`],
    })
    expect(inspectUpload(attached)).toMatchObject({ damaged: false, signatures: 0 })
  })
})

describe('what everybody signs is what everybody sees', () => {
  test('a cross-reference that leads a page to another object is a damage: one viewer would repair, another not', () => {
    const file = samplePdf({ pages: 1 }).toString('latin1')
    const rows = [...file.matchAll(/\d{10} 00000 n/g)]
    // Object 5 is the content of page 1; its row now leads to object 3.
    const wrong = file.slice(0, rows[4]?.index) + rows[2]?.[0] + file.slice((rows[4]?.index ?? 0) + 18)
    expect(inspectUpload(Buffer.from(file, 'latin1')).damaged).toBe(false)
    expect(inspectUpload(Buffer.from(wrong, 'latin1')).damaged).toBe(true)
  })
})

test('a comment before startxref, as iText writes it, does not hide the end of a revision', () => {
  const file = Buffer.from(
    samplePdf().toString('latin1').replace('startxref', '%iText-7.1\nstartxref'),
    'latin1',
  )
  const [revision] = PdfReader.open(file).revisions
  expect(revision?.eof).toBe(file.length - 1)
  expect(revision?.end).toBe(file.length)
})

test('a cross-reference stream that claims four billion objects is rewritten in bounded time (found by fuzzing)', async () => {
  const text = samplePdf({ flavour: 'hybrid' })
    .toString('latin1')
    .replace(/\/Size \d+/, '/Size 4294967296')
  const file = Buffer.from(text.replace(/startxref\s+\d+/, 'startxref\n7'), 'latin1')
  const { base, normalised, pageCount } = await composeRevision0({ source: file, parties: [] })
  expect({ normalised, pageCount }).toEqual({ normalised: true, pageCount: 2 })
  expect(PdfReader.open(base).pageCount).toBe(2)
})
