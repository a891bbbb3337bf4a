import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import type { ActionOutput } from '#types/api'
import { auditCollection } from '#platform/kernel/audit'
import { samplePdf } from '#platform/pdf/testing/sample-files'
import { uploadCollection } from '../contract/model/upload'
import { companyParty, openScene, sha256, type Scene } from '../contract/testing/scene.fixture'
import { actions } from './actions'
import { useConversionThread } from './commands/convert-uploads'
import { useRenderer } from './commands/rendering'
import type { PageRenderer } from './render/page-renderer'
import { openConverter } from './testing/converter.fixture'
import { openRenderer } from './testing/renderer.fixture'

jest.setTimeout(120_000)

let scene: Scene
let renderer: PageRenderer
beforeAll(async () => {
  renderer = await openRenderer()
  useRenderer(renderer)
  useConversionThread(await openConverter())
  scene = await openScene({ document: actions })
}, 60_000)
afterAll(async () => {
  await renderer?.close()
  await scene?.rooms.close()
})

async function send(who: string, filename: string, bytes: Buffer): Promise<string> {
  const { rooms } = scene
  const opened = await rooms.ok('contract', 'createUpload', who, { filename, size: bytes.length })
  if (opened.ticket.kind !== 'http') throw new Error('local files give http tickets')
  await rooms.files.receiveUpload(opened.ticket.url.split('/').at(-1) ?? '', Readable.from([bytes]))
  return opened.uploadId
}
const asked = (uploadIds: string[]) => ({ uploads: uploadIds.map((uploadId) => ({ uploadId })) })
const convert = (who: string, ...uploadIds: string[]) =>
  scene.rooms.call('document', 'convertUpload', who, asked(uploadIds))
const codeOf = (answer: Awaited<ReturnType<typeof convert>>) => (answer.ok ? 'ok' : answer.error.code)
const png = readFileSync('docs/picture.png')
const txt = Buffer.from('劳动合同\n甲方：上海云杉科技有限公司\n')
const gbk = Buffer.from('d7e2c1debacfcdac', 'hex')

describe('uploads that are no PDF (CON-21, DOCCONV)', () => {
  test('a text becomes the pages of a contract; the chain says what they were made from', async () => {
    const { rooms } = scene
    const uploadId = await send('admin', '劳动合同.txt', gbk)
    const answer = await rooms.ok('document', 'convertUpload', 'admin', asked([uploadId]))
    expect(answer).toMatchObject({ uploadId, converted: true })
    expect(answer.notices).toEqual([
      expect.objectContaining({
        code: 'ENCODING_GUESSED',
        count: 1,
        message: expect.objectContaining({ zh: '文本编码按 GB18030 识别' }),
      }),
    ])
    const checked = await rooms.ok('contract', 'completeUpload', 'admin', { uploadId })
    expect(checked.pages).toHaveLength(1)
    const text: ActionOutput<'document', 'getText'> = await rooms.ok('document', 'getText', 'admin', {
      source: { kind: 'upload', uploadId },
      page: 0,
    })
    expect(text.spans.map((span) => span.text).join('')).toBe('租赁合同')
    const { contractId } = await rooms.ok('contract', 'initiate', 'admin', {
      uploadId,
      name: '劳动合同',
      deadline: rooms.now() + 86_400_000,
      order: 'any',
      parties: [companyParty],
    })
    const chain = await rooms.deps.store.find(auditCollection, { where: [], limit: 500 })
    const started = JSON.stringify(chain.items.find((e) => JSON.stringify(e).includes(contractId)))
    expect(started).toContain(sha256(gbk))
    expect(started).toContain('劳动合同.txt')
    expect(started).toContain('embedded')
    expect(started).toContain('ENCODING_GUESSED')
  })

  test('images become one document in the order they were given', async () => {
    const { rooms } = scene
    const ids = [
      await send('clerk', '1.png', png),
      await send('clerk', '2.jpg', png),
      await send('clerk', '3.bmp', png),
    ]
    const answer = await rooms.ok('document', 'convertUpload', 'clerk', asked([ids[1]!, ids[0]!, ids[2]!]))
    expect(answer.uploadId).toBe(ids[1])
    const kept = await rooms.deps.store.get(uploadCollection, ids[1]!)
    expect(kept?.conversion?.sources.map(({ filename }) => filename)).toEqual(['2.jpg', '1.png', '3.bmp'])
    // The others have gone into it.
    expect(await rooms.deps.store.get(uploadCollection, ids[0]!)).toBeNull()
    const checked = await rooms.ok('contract', 'completeUpload', 'clerk', { uploadId: ids[1] })
    expect(checked.pages).toHaveLength(3)
  })

  test('asked again with another key, after a lost answer, it answers the same', async () => {
    const ids = [await send('admin', '1.png', png), await send('admin', '2.png', png)]
    const first = await convert('admin', ...ids)
    const again = await convert('admin', ...ids)
    expect(codeOf(first)).toBe('ok')
    expect(again.ok && again.data).toEqual(first.ok && first.data)
  })

  test('what is a PDF under another name stays as it is', async () => {
    const { rooms } = scene
    const pdf = samplePdf({ pages: 2 })
    const uploadId = await send('admin', '合同.docx', pdf)
    const answer = await rooms.ok('document', 'convertUpload', 'admin', asked([uploadId]))
    expect(answer).toEqual({ uploadId, converted: false, notices: [] })
    const checked = await rooms.ok('contract', 'completeUpload', 'admin', { uploadId })
    expect(checked.sha256).toBe(sha256(pdf))
  })

  test('a text that was not converted cannot become a contract', async () => {
    const uploadId = await send('admin', 'a.txt', txt)
    expect(await scene.rooms.code('contract', 'completeUpload', 'admin', { uploadId })).toBe('FILE_TYPE')
  })
})

describe('refusals leave everything as it was', () => {
  test.each([
    ['empty.txt', Buffer.alloc(0), 'FILE_EMPTY'],
    ['blank.txt', Buffer.from(' \n'), 'FILE_EMPTY'],
    ['emoji.txt', Buffer.from('好😀'), 'FILE_CHARACTERS'],
    ['zeros.txt', Buffer.from([65, 0, 66]), 'TEXT_ENCODING'],
    ['broken.png', png.subarray(0, 200), 'FILE_UNREADABLE'],
    ['nonsense.docx', Buffer.from('nonsense'), 'FILE_UNREADABLE'],
    ['page.doc', Buffer.from('<html></html>'), 'FILE_UNREADABLE'],
    ['big.png', Buffer.concat([png, Buffer.alloc(5 * 1024 * 1024)]), 'FILE_TOO_BIG'],
  ])('%s', async (filename, bytes, code) => {
    const opened = filename === 'big.png' ? 'big.docx' : filename
    const uploadId = await send('admin', opened, bytes)
    const before = await scene.rooms.deps.store.get(uploadCollection, uploadId)
    expect(codeOf(await convert('admin', uploadId))).toBe(code)
    expect(await scene.rooms.deps.store.get(uploadCollection, uploadId)).toEqual(before)
  })

  test('other kinds and too large files get no ticket', async () => {
    const code = (filename: string, size = 10) =>
      scene.rooms.code('contract', 'createUpload', 'admin', { filename, size })
    for (const name of ['a.exe', 'a.pdf.js', 'a', 'a.gif', 'a.html'])
      expect(await code(name)).toBe('FILE_TYPE')
    expect(await code('a.PNG', 5 * 1024 * 1024)).toBe('ok')
    expect(await code('a.png', 5 * 1024 * 1024 + 1)).toBe('FILE_TOO_BIG')
    expect(await code('a.xlsx', 60 * 1024 * 1024)).toBe('ok')
    expect(await code('a.xlsx', 60 * 1024 * 1024 + 1)).toBe('FILE_TOO_BIG')
  })

  test('only images are joined, and none twice', async () => {
    const [image, words] = [await send('admin', '1.png', png), await send('admin', 'a.txt', txt)]
    expect(codeOf(await convert('admin', image, words))).toBe('IMAGES_ONLY')
    expect(codeOf(await convert('admin', image, image))).toBe('INPUT_INVALID')
    expect(codeOf(await convert('admin', image))).toBe('ok')
  })

  test('only the one who uploaded it may have it converted', async () => {
    const uploadId = await send('clerk', 'a.txt', txt)
    const mine = await send('admin', '1.png', png)
    for (const who of ['admin', 'rival']) expect(codeOf(await convert(who, uploadId))).toBe('NOT_FOUND')
    expect(codeOf(await convert('admin', mine, uploadId))).toBe('NOT_FOUND')
    expect(codeOf(await convert('worker', uploadId))).toBe('NO_PERMISSION')
  })
})

describe('a conversion that takes too much is given up, and the next one works', () => {
  test('time', async () => {
    const hasty = await openConverter({ time: 1 })
    const files = [{ filename: 'a.txt', bytes: Buffer.from('长'.repeat(300_000)) }]
    await expect(hasty.convert(files)).rejects.toThrow('FILE_TOO_COMPLEX')
  })

  test('memory', async () => {
    const small = await openConverter({ heap: 16 })
    const files = [{ filename: 'a.txt', bytes: Buffer.from('长短\n'.repeat(200_000)) }]
    await expect(small.convert(files)).rejects.toThrow('FILE_TOO_COMPLEX')
    const again = await openConverter()
    expect((await again.convert([{ filename: 'a.txt', bytes: txt }])).pages).toBe(1)
  })

  test('more than may wait are told to come again', async () => {
    const crowded = await openConverter({ waiting: 1 })
    const all = await Promise.allSettled(
      Array.from({ length: 5 }, () => crowded.convert([{ filename: 'a.txt', bytes: txt }])),
    )
    const refused = all.filter((done) => done.status === 'rejected')
    expect(refused.length).toBeGreaterThan(0)
    for (const done of refused) expect((done.reason as Error).name).toBe('ConverterBusy')
  })
})
