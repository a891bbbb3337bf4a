import { readFileSync } from 'node:fs'
import type { Drawing } from './appearance/drawing'
import { type DocumentOptions, writeDocument } from './document-writer'
import { signatureFieldDict } from './sign'
import { isDict } from './objects'
import { PdfReader } from './reader'
import { addFormFields } from './form-fields'
import { testWithFonts } from './testing/fonts'
import { run, Scratch, testWith } from './testing/outside-tools'
import { IncrementalUpdate } from './writer'

const scratch = new Scratch()
afterAll(() => scratch.remove())

const blank = (count: number, width = 595, height = 842): Drawing[] =>
  Array.from({ length: count }, () => ({ width, height, items: [] }))

const contract: DocumentOptions = {
  info: {
    title: '房屋租赁合同 <一> & 附件',
    author: '上海云杉科技有限公司',
    subject: '租赁',
    creationDate: new Date(Date.UTC(2026, 10, 22, 8, 30)),
  },
  outline: [
    {
      title: '第一条 租赁标的',
      page: 0,
      children: [
        { title: '1.1 房屋', page: 0, y: 200 },
        { title: '1.2', page: 1 },
      ],
    },
    { title: '第二条', page: 2 },
  ],
  links: [
    { page: 0, x: 10, y: 20, width: 100, height: 20, to: { url: 'https://example.com/合同?a=1' } },
    { page: 0, x: 10, y: 50, width: 100, height: 20, to: { page: 2, y: 100 } },
    { page: 0, x: 10, y: 80, width: 100, height: 20, to: { url: 'javascript:app.alert(1)' } },
    { page: 1, x: 10, y: 80, width: 100, height: 20, to: { url: 'file:///etc/passwd' } },
    { page: 0, x: 10, y: 80, width: 100, height: 20, to: { page: 99 } },
  ],
  attachments: [
    {
      name: '证据.json',
      mimeType: 'application/json',
      bytes: Buffer.from('{"甲":1}'.repeat(50)),
      relationship: 'Data',
    },
    {
      name: 'a.bin',
      mimeType: 'application/octet-stream',
      bytes: Buffer.from(Array.from({ length: 500 }, (_, i) => (i * 7919) & 255)),
      description: '原始文件',
      relationship: 'Source',
    },
  ],
}

testWith('qpdf')('a document is sound, and its page tree leads any reader to each page', async () => {
  for (const count of [1, 31, 32, 33, 1025]) {
    const pages = blank(count).map((page, i) => ({ ...page, width: 100 + i }))
    const pdf = writeDocument(pages, contract)
    const { status, output } = run('qpdf', ['--check', scratch.file(`${count}.pdf`, pdf)])
    expect([status, output]).toEqual([0, expect.stringContaining('No syntax or stream encoding errors')])
    expect(run('qpdf', ['--show-npages', scratch.path(`${count}.pdf`)]).output.trim()).toBe(String(count))
    const reader = PdfReader.open(pdf)
    expect(reader.pageCount).toBe(count)
    expect(reader.page(count - 1).cropBox).toEqual([0, 0, 99 + count, 842])
  }
})

testWithFonts('the same pages give the same bytes, whatever is drawn elsewhere', (fonts) => {
  const pages = (text: string): Drawing[] => [
    { width: 300, height: 100, items: [{ kind: 'text', text, x: 10, y: 50, size: 12, face: 'song' }] },
  ]
  const first = writeDocument(pages('甲方与乙方'), { ...contract, fonts })
  writeDocument(pages('丙'), { fonts })
  expect(writeDocument(pages('甲方与乙方'), { ...contract, fonts }).equals(first)).toBe(true)
  expect(writeDocument(pages('甲方与丙方'), { ...contract, fonts }).equals(first)).toBe(false)
})

testWith('pdfinfo')('title, author, language and dates are where readers look', async () => {
  const pdf = scratch.file('info.pdf', writeDocument(blank(3), { ...contract, language: 'en' }))
  const info = run('pdfinfo', ['-isodates', pdf]).output
  expect(info).toContain('房屋租赁合同 <一> & 附件')
  expect(info).toContain('上海云杉科技有限公司')
  expect(info).toContain('2026-11-22T08:30:00Z')
  const meta = run('pdfinfo', ['-meta', pdf]).output
  expect(meta).toContain('房屋租赁合同 &lt;一&gt; &amp; 附件')
  expect(meta).toContain('2026-11-22T08:30:00Z')
  const reader = PdfReader.open(readFileSync(pdf))
  expect(reader.catalog.get('Lang')).toMatchObject({ bytes: Buffer.from('en') })
})

testWith('qpdf')('attachments come out as they went in, by name', async () => {
  const pdf = scratch.file('att.pdf', writeDocument(blank(1), contract))
  for (const { name, bytes } of contract.attachments ?? []) {
    run('sh', ['-c', `qpdf --show-attachment='${name}' '${pdf}' > '${scratch.path('out.bin')}'`])
    expect(readFileSync(scratch.path('out.bin')).equals(bytes)).toBe(true)
  }
  const list = run('qpdf', ['--list-attachments', '--verbose', pdf]).output
  expect(list).toContain('原始文件')
  const reader = PdfReader.open(readFileSync(pdf))
  expect(reader.getArray(reader.catalog, 'AF')).toHaveLength(2)
  const twice = [...(contract.attachments ?? []), ...(contract.attachments ?? [])]
  expect(() => writeDocument(blank(1), { attachments: twice })).toThrow('one name')
})

test('links lead to the web or into the document, never to scripts or files', () => {
  const reader = PdfReader.open(writeDocument(blank(3), contract))
  const links = (page: number) =>
    (reader.getArray(reader.page(page).dict, 'Annots') ?? []).map((ref) => {
      const link = reader.resolve(ref)
      if (!isDict(link)) throw new Error('no link')
      const action = reader.getDict(link, 'A')
      return action ? reader.get(action, 'URI') : reader.getArray(link, 'Dest')?.slice(2)
    })
  expect(links(0)).toEqual([
    expect.objectContaining({ bytes: Buffer.from('https://example.com/%E5%90%88%E5%90%8C?a=1') }),
    [null, 742, null],
  ])
  expect(links(1)).toEqual([])
})

test('a layout may fill links and bookmarks while it gives pages', () => {
  const links: NonNullable<DocumentOptions['links']>[number][] = []
  function* layout() {
    for (let page = 0; page < 3; page++) {
      links.push({ page, x: 0, y: 0, width: 9, height: 9, to: { page: 0 } })
      yield* blank(1)
    }
  }
  const reader = PdfReader.open(writeDocument(layout(), { links }))
  expect([0, 1, 2].map((page) => reader.getArray(reader.page(page).dict, 'Annots')?.length)).toEqual([
    1, 1, 1,
  ])
})

testWith('qpdf')('a document can be continued by an update, like any upload', async () => {
  const base = writeDocument(blank(40), contract)
  const update = new IncrementalUpdate(PdfReader.open(base))
  const page = update.reader.page(39)
  addFormFields(update, [update.add(signatureFieldDict(page, 's', [10, 10, 60, 60]))])
  const path = scratch.file('next.pdf', Buffer.concat([base, update.build().append]))
  expect(run('qpdf', ['--check', path]).status).toBe(0)
})
