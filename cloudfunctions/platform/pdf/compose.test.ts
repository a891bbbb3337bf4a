import { composeRevision0 } from './compose'
import { readFormFields } from './form-fields'
import { inspectUpload, UploadError } from './inspect'
import { PdfReader } from './reader'
import { run, Scratch, testWith } from './testing/outside-tools'
import { samplePdf } from './testing/sample-files'

const place = (name: string, page = 0) => ({ name, page, rect: { x: 50, y: 60, width: 100, height: 40 } })
const party = { id: 'p', signatureFields: [place('sign')], slots: [place('date', 1)] }
const refusal = (bytes: Buffer) => {
  try {
    inspectUpload(bytes)
  } catch (error) {
    return error instanceof UploadError ? error.refusal : error
  }
  return undefined
}

describe('looking at an upload (bad input of issue 2)', () => {
  test('pages are given as displayed: cropped, rotated, in points', () => {
    const facts = inspectUpload(
      samplePdf({ rotate: 90, mediaBox: [-10, -20, 590, 980], cropBox: [0, 0, 500, 900], userUnit: 2 }),
    )
    expect(facts).toMatchObject({ encrypted: false, signatures: 0, damaged: false, version: '1.7' })
    expect(facts.pages).toEqual(Array(2).fill({ width: 1800, height: 1000, rotate: 90 }))
  })

  test('not a PDF, empty, locked, too big: a named refusal each', () => {
    const locked = Buffer.from(
      samplePdf().toString('latin1').replace('/Root 1 0 R', '/Root 1 0 R/Encrypt 3 0 R'),
      'latin1',
    )
    expect(refusal(Buffer.from('PK\x03\x04 some office file'))).toBe('FILE_TYPE')
    expect(refusal(Buffer.alloc(0))).toBe('FILE_TYPE')
    expect(refusal(locked)).toBe('FILE_LOCKED')
    expect(() => inspectUpload(samplePdf(), { maxBytes: 100 })).toThrow(UploadError)
    expect(refusal(Buffer.from('%PDF-1.7\nnothing follows'))).toBe('FILE_UNREADABLE')
  })

  test('a truncated file is read by scanning when its pages are still there, else refused; never a crash', () => {
    const whole = samplePdf()
    for (let end = whole.length - 1; end > 0; end -= 7) {
      const outcome = refusal(whole.subarray(0, end))
      expect([undefined, 'FILE_UNREADABLE', 'FILE_TYPE']).toContain(outcome)
    }
  })

  test('page tree and reference loops end in a refusal', () => {
    const loop = samplePdf().toString('latin1').replace('/Kids[4 0 R 6 0 R]', '/Kids[2 0 R 2 0 R]')
    expect(refusal(Buffer.from(loop, 'latin1'))).toBe('FILE_UNREADABLE')
  })
})

describe('revision 0', () => {
  test('keeps the upload as a prefix and adds one field per place', async () => {
    const source = samplePdf({ flavour: 'stream' })
    const { base, append, normalised } = await composeRevision0({ source, parties: [party] })
    expect(normalised).toBe(false)
    expect(base).toBe(source)
    const fields = readFormFields(PdfReader.open(Buffer.concat([base, append])))
    expect([...fields.values()].map(({ name, type, filled }) => [name, type, filled]).sort()).toEqual([
      ['date', 'Btn', false],
      ['sign', 'Sig', false],
    ])
  })

  test('an uploaded form keeps its own fields; XFA, which would be shown instead of the pages, goes', async () => {
    const source = samplePdf({
      catalog: '/AcroForm<</Fields[8 0 R]/XFA 9 0 R/NeedAppearances true>>',
      extra: () => ['<</FT/Tx/T(old)/Subtype/Widget/Rect[0 0 10 10]>>', '<</Length 0>>\nstream\n\nendstream'],
    })
    const { base, append } = await composeRevision0({ source, parties: [party] })
    const reader = PdfReader.open(Buffer.concat([base, append]))
    expect([...readFormFields(reader).keys()].sort()).toEqual(['date', 'old', 'sign'])
    const form = reader.getDict(reader.catalog, 'AcroForm')
    expect(form?.has('XFA')).toBe(false)
    expect(form?.get('SigFlags')).toBe(3)
  })

  test('a damaged upload is normalised first', async () => {
    const source = Buffer.from(
      samplePdf()
        .toString('latin1')
        .replace(/startxref\n\d+/, 'startxref\n7'),
      'latin1',
    )
    expect(inspectUpload(source).damaged).toBe(true)
    const { base, append, normalised } = await composeRevision0({ source, parties: [party] })
    expect(normalised).toBe(true)
    const reader = PdfReader.open(Buffer.concat([base, append]))
    expect(reader.pageCount).toBe(2)
    expect(readFormFields(reader).size).toBe(2)
  })

  test('damage that only the form shows: normalised too', async () => {
    const text = samplePdf({
      pages: 1,
      page: '/Annots[6 0 R]',
      catalog: '/AcroForm<</Fields[6 0 R]/NeedAppearances true>>',
      extra: () => [
        '<</Type/Annot/Subtype/Widget/FT/Tx/T(old)/V(x)/MK 7 0 R/P 4 0 R/Rect[9 9 99 30]>>',
        '<</BG[1]>>',
      ],
    }).toString('latin1')
    const source = Buffer.from(text.replace('7 0 obj', '7 0 xyz'), 'latin1')
    expect(inspectUpload(source).damaged).toBe(false)
    const { base, append, normalised } = await composeRevision0({
      source,
      parties: [{ ...party, slots: [] }],
    })
    expect(normalised).toBe(true)
    expect(readFormFields(PdfReader.open(Buffer.concat([base, append]))).has('sign')).toBe(true)
  })

  test('a signed upload is refused by name, damaged or not (issue 3)', async () => {
    const signed = samplePdf({
      catalog: '/AcroForm<</Fields[8 0 R]>>',
      extra: () => ['<</FT/Sig/T(s)/V 9 0 R>>', '<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>'],
    })
    await expect(composeRevision0({ source: signed, parties: [party] })).rejects.toMatchObject({
      refusal: 'FILE_SIGNED',
    })
    const damaged = Buffer.from(signed.toString('latin1').replace(/startxref\n\d+/, 'startxref\n7'), 'latin1')
    await expect(composeRevision0({ source: damaged, parties: [party] })).rejects.toMatchObject({
      refusal: 'FILE_SIGNED',
    })
  })

  test('a place outside the page, on a page that is not there, or a name used twice: refused', async () => {
    const source = samplePdf()
    const outside = { name: 'x', page: 0, rect: { x: 580, y: 0, width: 100, height: 40 } }
    for (const slots of [[outside], [place('x', 2)], [place('x'), place('x')]])
      await expect(
        composeRevision0({ source, parties: [{ id: 'p', signatureFields: [], slots }] }),
      ).rejects.toMatchObject({
        code: 'refused',
      })
    const picture = { width: 10, height: 10, shapes: [] }
    for (const x of [590, -20, Number.NaN]) {
      const texts = [{ page: 0, rect: { x, y: 10, width: 10, height: 10 }, picture }]
      await expect(composeRevision0({ source, parties: [], texts })).rejects.toMatchObject({
        code: 'refused',
      })
    }
  })

  testWith('qpdf')('watermark and drawn pictures leave a sound file on 1,000 pages', async () => {
    const scratch = new Scratch()
    const picture = {
      width: 40,
      height: 20,
      shapes: [
        {
          d: [['M', 0, 0] as ['M', number, number], ['L', 40, 20] as ['L', number, number]],
          stroke: '#1f2a37',
        },
      ],
    }
    const { base, append } = await composeRevision0({
      source: samplePdf({ pages: 1000 }),
      parties: [party],
      watermark: { picture, opacity: 0.15, gapX: 150, gapY: 120 },
      texts: [{ page: 999, rect: { x: 10, y: 10, width: 80, height: 40 }, picture }],
    })
    const { output, status } = run('qpdf', ['--check', scratch.file('w.pdf', Buffer.concat([base, append]))])
    scratch.remove()
    expect(output).toContain('No syntax or stream encoding errors found')
    expect(status).toBe(0)
  })
})
