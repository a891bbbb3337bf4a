import { name, PdfDict, PdfRef, PdfStream, PdfString, type PdfValue } from '../objects'
import { PdfReader } from '../reader'
import { samplePdf } from '../testing/sample-files'
import { appendRaw, Attacker, lastSignature } from './testing/attacker'
import { signContract, type SignedContract } from './testing/signed-contract'
import { verifyPdf } from './verify-pdf'

const codes = (bytes: Buffer, expected?: { sha256?: string; signatures?: number }) => {
  const report = verifyPdf(bytes, { expected })
  return { verdict: report.verdict, codes: report.findings.map((finding) => finding.code), report }
}

const kinds = (bytes: Buffer) => verifyPdf(bytes).signatures.flatMap((s) => s.changesAfter.details)

let table: SignedContract
let stream: SignedContract
beforeAll(async () => {
  table = await signContract({ flavour: 'table', page: '/Thumb 900 0 R' })
  stream = await signContract({ flavour: 'stream' })
})

describe('what the engine makes is intact (issue 2 point 6)', () => {
  test.each(['table', 'stream', 'hybrid'] as const)('every state of a contract, xref %s', async (flavour) => {
    const contract = await signContract({ flavour })
    expect(verifyPdf(contract.prepared).verdict).toBe('unsigned')
    for (const state of ['sealed', 'signed', 'completed'] as const) {
      const report = verifyPdf(contract[state], { roots: contract.roots })
      expect({ state, verdict: report.verdict, findings: report.findings }).toEqual({
        state,
        verdict: 'intact',
        findings: [],
      })
      expect(report.signatures.every((signature) => signature.trust.status === 'trusted')).toBe(true)
    }
  })

  test('with a clock past the end of every certificate: still intact, level B-LTA, time from the stamps', () => {
    const report = verifyPdf(table.completed, { roots: table.roots, now: Date.now() + 50 * 365 * 86_400_000 })
    expect(report.verdict).toBe('intact')
    expect(report.signatures.map((s) => s.level)).toEqual(['B-LTA', 'B-LTA', 'time-stamp'])
    expect(report.signatures.map((s) => s.timeSource)).toEqual([
      'signature-timestamp',
      'signature-timestamp',
      'document-timestamp',
    ])
    expect(report.signatures.map((s) => s.trust.status)).toEqual(['trusted', 'trusted', 'trusted'])
  })

  test('an unknown root does not change the verdict', () => {
    const report = verifyPdf(table.completed, { roots: stream.roots })
    expect(report.verdict).toBe('intact')
    expect(report.signatures[0]?.trust.status).toBe('unknown-root')
  })

  test('says who signed, what each act changed and what came after', () => {
    const report = verifyPdf(table.completed)
    expect(report.pages).toBe(2)
    expect(report.signatures.map((s) => s.signer?.name)).toEqual([
      '上海云杉科技有限公司',
      '王小雨',
      expect.stringContaining('Time Stamping'),
    ])
    expect(report.signatures.map((s) => s.coverage)).toEqual(['revision', 'revision', 'whole-file'])
    expect(report.signatures.map((s) => s.changesAfter.level)).toEqual(['filled', 'signed', 'none'])
    const words = report.revisions.flatMap((revision) => revision.changes.map((change) => change.en))
    expect(words).toContain('field "person-date" was filled')
    expect(words).toContain('王小雨 signed (field "person-signature")')
  })
})

describe('updates that no signature covers', () => {
  test('shadow attack: page content replaced', () => {
    const attacker = new Attacker(table.signed)
    const { ref, dict } = attacker.page(0)
    const content = attacker.update.add(
      new PdfDict(),
      Buffer.from('BT /F1 40 Tf 100 700 Td (PAY 9,999,999) Tj ET'),
    )
    const forged = attacker.change(ref, dict, { Contents: content }).save()
    const report = verifyPdf(forged)
    expect(report.verdict).toBe('tampered')
    expect(kinds(forged)).toContain('page-content-changed')
    // In plain words: which revision, which page.
    const last = report.revisions.at(-1)
    expect(last?.changes).toEqual([
      { zh: '页面内容被改动（第 1 页）', en: 'page content was changed (page 1)' },
    ])
  })

  test('the content stream object itself overwritten', () => {
    const reader = PdfReader.open(table.signed)
    const content = reader.page(0).dict.get('Contents')
    if (!(content instanceof PdfRef)) throw new Error('expected a reference')
    const body = '<</Length 21>>\nstream\n0 0 1 rg 0 0 9 9 re f\nendstream'
    const forged = appendRaw(table.signed, { [content.num]: body })
    expect(verifyPdf(forged).verdict).toBe('tampered')
    expect(kinds(forged)).toContain('page-content-changed')
  })

  test.each(['Stamp', 'FreeText', 'Widget'])('overlay: a %s annotation on a page', (subtype) => {
    const attacker = new Attacker(table.signed)
    const annotation = PdfDict.of({
      Type: name('Annot'),
      Subtype: name(subtype),
      Rect: [50, 700, 350, 760],
      F: 4,
      // A stray widget that calls itself a signature field, but that no form knows.
      FT: subtype === 'Widget' ? name('Sig') : undefined,
      AP: PdfDict.of({ N: attacker.overlay() }),
    })
    const forged = attacker.addAnnotation(0, annotation).save()
    expect(verifyPdf(forged).verdict).toBe('tampered')
    expect(kinds(forged)).toContain('annotation-added')
  })

  test('overlay: an unsigned signature field with a picture', () => {
    const attacker = new Attacker(table.signed)
    const widget = PdfDict.of({
      Type: name('Annot'),
      Subtype: name('Widget'),
      FT: name('Sig'),
      T: new PdfString(Buffer.from('new'), false),
      Rect: [50, 700, 350, 760],
      AP: PdfDict.of({ N: attacker.overlay() }),
    })
    const field = attacker.update.add(widget)
    const { ref, dict } = attacker.page(0)
    attacker.change(ref, dict, { Annots: [...(attacker.reader.getArray(dict, 'Annots') ?? []), field] })
    const form = attacker.reader.getDict(attacker.reader.catalog, 'AcroForm') as PdfDict
    const fields = [...(attacker.reader.getArray(form, 'Fields') ?? []), field]
    const held = attacker.reader.catalog.get('AcroForm')
    if (held instanceof PdfRef) attacker.change(held, form, { Fields: fields })
    else {
      const changed = form.copy().set('Fields', fields)
      attacker.change(attacker.reader.catalogRef, attacker.reader.catalog, { AcroForm: changed })
    }
    const forged = attacker.save()
    expect(verifyPdf(forged).verdict).toBe('tampered')
    expect(kinds(forged)).toContain('annotation-added')
  })

  test('the appearance of a signed field exchanged', () => {
    const attacker = new Attacker(table.signed)
    const { ref, dict } = attacker.field('company-seal')
    const forged = attacker.change(ref, dict, { AP: PdfDict.of({ N: attacker.overlay() }) }).save()
    expect(verifyPdf(forged).verdict).toBe('tampered')
    expect(kinds(forged)).toContain('signed-field-changed')
  })

  test('the appearance stream of a signed field overwritten', () => {
    const attacker = new Attacker(table.signed)
    const { dict } = attacker.field('company-seal')
    const normal = attacker.reader.getDict(dict, 'AP')?.get('N')
    if (!(normal instanceof PdfRef)) throw new Error('expected a reference')
    const body = '<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 3>>\nstream\nq Q\nendstream'
    const forged = appendRaw(table.signed, { [normal.num]: body })
    expect(verifyPdf(forged).verdict).toBe('tampered')
    expect(kinds(forged)).toContain('signed-field-changed')
  })

  test.each([
    ['reversed', (list: PdfValue[]) => [...list].reverse()],
    ['one of them repeated on top', (list: PdfValue[]) => [...list, ...list.slice(0, 1)]],
  ])('what lies over what on a page is exchanged: annotations %s', (_, exchanged) => {
    const attacker = new Attacker(table.signed)
    const { ref, dict } = attacker.page(1)
    const list = attacker.reader.getArray(dict, 'Annots') ?? []
    expect(list.length).toBeGreaterThan(1)
    const forged = attacker.change(ref, dict, { Annots: exchanged(list) }).save()
    expect(verifyPdf(forged).verdict).toBe('tampered')
    expect(kinds(forged)).toContain('annotation-changed')
  })

  test('a slot that somebody has filled gets another picture', () => {
    const attacker = new Attacker(table.signed)
    const { ref, dict } = attacker.field('company-edge')
    const forged = attacker.change(ref, dict, { AP: PdfDict.of({ N: attacker.overlay() }) }).save()
    expect(verifyPdf(forged).verdict).toBe('tampered')
    expect(kinds(forged)).toContain('field-changed')
  })

  test('an empty slot filled by nobody in particular', () => {
    const attacker = new Attacker(table.signed)
    const { ref, dict } = attacker.field('witness-date')
    const forged = attacker.change(ref, dict, { AP: PdfDict.of({ N: attacker.overlay() }) }).save()
    const result = codes(forged)
    expect(result.verdict).toBe('tampered')
    expect(result.codes).toContain('filled-without-signature')
  })

  test('a signature dictionary overridden with another reason', () => {
    const attacker = new Attacker(table.signed)
    const value = attacker.field('company-seal').dict.get('V')
    if (!(value instanceof PdfRef)) throw new Error('expected a reference')
    const dict = attacker.reader.resolve(value) as PdfDict
    attacker.change(value, dict, { Reason: new PdfString(Buffer.from('I give everything away'), false) })
    expect(verifyPdf(attacker.save()).verdict).toBe('tampered')
  })

  test('a signed field pointed at another signature', () => {
    const attacker = new Attacker(table.signed)
    const company = attacker.field('company-seal')
    const other = attacker.field('person-signature').dict.get('V') as PdfRef
    expect(verifyPdf(attacker.change(company.ref, company.dict, { V: other }).save()).verdict).toBe(
      'tampered',
    )
  })

  test('an empty field pointed at a signature that somebody else made', () => {
    const attacker = new Attacker(table.signed)
    const witness = attacker.field('witness-signature')
    const value = attacker.field('company-seal').dict.get('V') as PdfRef
    const forged = attacker.change(witness.ref, witness.dict, {
      V: value,
      AP: PdfDict.of({ N: attacker.overlay() }),
    })
    expect(verifyPdf(forged.save()).verdict).toBe('tampered')
  })

  test('all signatures taken out of the form: tampered, not unsigned', () => {
    const attacker = new Attacker(table.signed)
    const catalog = attacker.reader.catalog.copy().delete('AcroForm')
    attacker.update.set(attacker.reader.catalogRef, catalog)
    const result = codes(attacker.save())
    expect(result.verdict).toBe('tampered')
    expect(result.codes).toContain('signature-orphaned')
  })

  test('a page added', () => {
    const attacker = new Attacker(table.signed)
    const tree = attacker.reader.catalog.get('Pages') as PdfRef
    const dict = attacker.reader.resolve(tree) as PdfDict
    const page = attacker.update.add(PdfDict.of({ Type: name('Page'), Parent: tree }))
    const kids = [...(attacker.reader.getArray(dict, 'Kids') ?? []), page]
    const forged = attacker.change(tree, dict, { Kids: kids, Count: 3 }).save()
    expect(verifyPdf(forged).verdict).toBe('tampered')
    expect(kinds(forged)).toContain('pages-changed')
  })

  test.each<[string, PdfValue]>([
    ['OpenAction', PdfDict.of({ S: name('JavaScript') })],
    ['OCProperties', new PdfDict()],
    ['Names', new PdfDict()],
  ])('catalogue entry /%s added', (key, value) => {
    const attacker = new Attacker(table.signed)
    const forged = attacker
      .change(attacker.reader.catalogRef, attacker.reader.catalog, { [key]: value })
      .save()
    expect(verifyPdf(forged).verdict).toBe('tampered')
  })

  test('an object that the signed page asked for but that was missing is supplied', () => {
    const body = '<</Type/XObject/Subtype/Image/Length 0>>\nstream\n\nendstream'
    const forged = appendRaw(table.signed, { 900: body })
    expect(verifyPdf(forged).verdict).toBe('tampered')
    expect(kinds(forged)).toContain('missing-object-defined')
  })

  test('an object stream replaced: objects change although no cross-reference entry names them', () => {
    const reader = PdfReader.open(stream.signed)
    const container = [...Array(200).keys()].find((num) => {
      const value = reader.entry(num)?.type === 'offset' ? reader.object(num) : null
      return value instanceof PdfStream && value.dict.has('First')
    }) as number
    const attacker = new Attacker(stream.signed)
    const old = attacker.reader.object(container) as PdfStream
    const forgedContent = attacker.reader.decode(old).toString('latin1').replace('Helvetica', 'Courier  ')
    expect(forgedContent).toContain('Courier')
    const dict = old.dict.copy().delete('Filter').set('Length', forgedContent.length)
    const entries = [...dict.entries]
      .map(([k, v]) => `/${k} ${typeof v === 'number' ? v : '/ObjStm'}`)
      .join(' ')
    const forged = appendRaw(stream.signed, {
      [container]: `<<${entries}>>\nstream\n${forgedContent}\nendstream`,
    })
    expect(verifyPdf(forged).verdict).toBe('tampered')
    expect(kinds(forged)).toContain('object-stream-replaced')
  })

  test('a field with the same key twice: readers would disagree', () => {
    const reader = PdfReader.open(table.signed)
    const { ref } = new Attacker(table.signed).field('witness-date')
    const page = reader.page(1).ref.num
    const body = `<</Type/Annot/Subtype/Widget/FT/Btn/Ff 65536/T(witness-date)/Rect[0 0 1 1]/AP<<>>/AP<</N 7 0 R>>/P ${page} 0 R>>`
    expect(verifyPdf(appendRaw(table.signed, { [ref.num]: body })).verdict).toBe('tampered')
  })

  test('a later section that bypasses the signed revisions', () => {
    const first = PdfReader.open(table.signed).sections.at(-1)?.offset ?? 0
    const forged = appendRaw(table.signed, {}, `/Prev ${first}`)
    expect(verifyPdf(forged).verdict).toBe('tampered')
  })

  test.each([
    ['bytes', 'hello'],
    ['a whole other PDF', '%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n%%EOF\n'],
    ['a broken update', '\n4 0 obj\n<</Length 3>>\nendobj\nstartxref\n99999999\n%%EOF\n'],
    ['more than a reader looks back', 'x'.repeat(5000)],
  ])('%s appended behind the end', (_, tail) => {
    expect(verifyPdf(Buffer.concat([table.signed, Buffer.from(tail)])).verdict).toBe('tampered')
  })

  test('white space behind the end is not an attack', () => {
    expect(verifyPdf(Buffer.concat([table.signed, Buffer.from('\r\n\0')])).verdict).toBe('intact')
  })
})

describe('what only looks like an attack', () => {
  test('a signed PDF attached to a file: its signature is not one of this file', () => {
    const inner = table.signed
    const body = `<</Type/EmbeddedFile/Length ${inner.length}>>\nstream\n${inner.toString('latin1')}\nendstream`
    const catalog = '<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a)<</EF<</F 50 0 R>>>>]>>>>>>'
    const result = codes(appendRaw(samplePdf(), { 1: catalog, 50: body }))
    expect(result).toMatchObject({ verdict: 'unsigned', codes: ['embedded-signatures'] })
  })

  test('an encrypted file whose form cannot be seen: no verdict rather than a wrong one', () => {
    const file = stream.sealed.toString('latin1')
    // Same length, so that every offset stays: the trailer now names an /Encrypt dictionary.
    const encrypted = Buffer.from(
      file.replace(/\/Info \d+ 0 R|\/ID\[<[^\]]*\]/g, (m) => '/Encrypt 2 0 R'.padEnd(m.length)),
      'latin1',
    )
    expect(['indeterminate', 'tampered']).toContain(verifyPdf(encrypted).verdict)
  })
})

describe('cut files', () => {
  test('in the middle of a revision', () => {
    const middle = Math.floor((table.sealed.length + table.signed.length) / 2)
    expect(verifyPdf(table.signed.subarray(0, middle)).verdict).toBe('tampered')
  })

  test('exactly at the end of a revision: only the stored hash and count can tell', () => {
    const cut = table.completed.subarray(0, table.sealed.length)
    expect(verifyPdf(cut).verdict).toBe('intact')
    expect(codes(cut, { signatures: 3 })).toMatchObject({
      verdict: 'tampered',
      codes: ['earlier-revision'],
    })
    expect(codes(cut, { sha256: '0'.repeat(64) })).toMatchObject({
      verdict: 'tampered',
      codes: ['hash-differs'],
    })
  })

  test('more signatures than are expected: nothing is called intact that holds somebody else’s', () => {
    expect(verifyPdf(table.completed).verdict).toBe('intact')
    expect(codes(table.completed, { signatures: 2 })).toMatchObject({
      verdict: 'indeterminate',
      codes: ['signatures-extra'],
    })
  })

  test('cut before the first signature: unsigned, but tampered when signatures are expected', () => {
    const cut = table.completed.subarray(0, table.prepared.length)
    expect(verifyPdf(cut).verdict).toBe('unsigned')
    expect(verifyPdf(cut, { expected: { signatures: 2 } }).verdict).toBe('tampered')
  })
})

describe('universal signature forgery: the signature itself made unusable', () => {
  const withRange = (text: string) => {
    const file = Buffer.from(table.signed)
    const at = lastSignature(file).byteRange + '/ByteRange'.length
    const end = file.indexOf(']', at) + 1
    file.fill(0x20, at, end)
    file.write(` ${text}`, at, 'latin1')
    return file
  }

  test.each(['null', '[]', '[0 0 0 0]', '[0 1 2]', '[0 99999999 999999999 1]', '[-1 0 0 0]', '0', '(x)'])(
    '/ByteRange %s',
    (text) => {
      expect(verifyPdf(withRange(text)).verdict).toBe('tampered')
    },
  )

  test.each([
    ['zeros', '0'],
    ['spaces', ' '],
  ])('/Contents filled with %s next to another signature', (_, fill) => {
    const file = Buffer.from(table.signed)
    const [start, end] = lastSignature(file).contents
    file.fill(fill, start, end)
    expect(verifyPdf(file).verdict).toBe('tampered')
  })

  test('the only signature wiped out: never intact, and tampered when one is expected', () => {
    const file = Buffer.from(table.sealed)
    const [start, end] = lastSignature(file).contents
    file.fill('0', start, end)
    expect(verifyPdf(file).verdict).not.toBe('intact')
    expect(verifyPdf(file, { expected: { signatures: 1 } }).verdict).toBe('tampered')
  })

  test('bytes hidden behind the signature in /Contents', () => {
    const file = Buffer.from(table.signed)
    const [, end] = lastSignature(file).contents
    file.write('DEADBEEF', end - 8, 'latin1')
    const result = codes(file)
    expect(result.verdict).toBe('tampered')
    expect(result.codes).toContain('bytes-after-signature')
  })

  test('signature wrapping: bytes slipped in between the two signed parts', () => {
    const file = table.sealed
    const [, end] = lastSignature(file).contents
    const forged = Buffer.concat([
      file.subarray(0, end + 1),
      Buffer.from('/Extra(x)'.padEnd(40)),
      file.subarray(end + 1),
    ])
    expect(verifyPdf(forged).verdict).toBe('tampered')
    const moved = forged
      .toString('latin1')
      .replace(/(\/ByteRange ?\[0 \d+ )(\d+)/, (_, head: string, c: string) => {
        return head + String(Number(c) + 40).padEnd(c.length)
      })
    expect(verifyPdf(Buffer.from(moved, 'latin1')).verdict).toBe('tampered')
  })

  test('a flipped bit anywhere in the time stamp is seen', () => {
    const file = Buffer.from(table.sealed)
    const der = Buffer.from(file.toString('latin1', ...lastSignature(file).contents), 'hex')
    const token = der.indexOf(Buffer.from('2a864886f70d010910020e', 'hex')) // id-aa-signatureTimeStampToken
    const used = der.readUInt16BE(2) + 4
    for (let i = 0; i < 40; i++) {
      const at = token + 40 + Math.floor(((used - token - 41) * i) / 40)
      const forged = Buffer.from(file)
      const position = lastSignature(file).contents[0] + 2 * at
      forged[position] = forged[position] === 0x30 ? 0x31 : 0x30
      const before = file.toString('latin1', position, position + 1)
      if (before === String.fromCharCode(forged[position])) continue
      const report = verifyPdf(forged)
      // Certificates that nobody needs may change without anything proven by them; time and signer may not.
      const same = verifyPdf(file).signatures[0]
      const [first] = report.signatures
      const harmless = first?.time === same?.time && first?.signer?.name === same?.signer?.name
      // A key or algorithm that has become an unknown one: no proof of time any more, and that is said.
      const discounted =
        first?.level === 'B-B' && report.findings.some(({ code }) => code === 'time-stamp-unchecked')
      expect(report.verdict !== 'intact' || harmless || discounted).toBe(true)
    }
  })
})

describe('hostile and broken input gives an answer, not an error', () => {
  test.each([
    ['nothing', Buffer.alloc(0), 'unreadable'],
    ['text', Buffer.from('hello'), 'unreadable'],
    ['a header alone', Buffer.from('%PDF-1.7\n'), 'unreadable'],
    ['zeros', Buffer.alloc(10_000), 'unreadable'],
  ])('%s', (_, bytes, verdict) => {
    expect(verifyPdf(bytes).verdict).toBe(verdict)
  })

  test('a cross-reference chain that loops', () => {
    const reader = PdfReader.open(table.signed)
    const forged = appendRaw(table.signed, {}, `/Prev ${table.signed.length + 1}`)
    expect(reader.startxref).toBeLessThan(forged.length)
    expect(verifyPdf(forged).verdict).toBe('tampered')
  })
})
