import { createHash } from 'node:crypto'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { FileDamaged, FileMissing } from '#platform/kernel/file-store'
import { byteRange } from './byte-range'
import { LocalFiles } from './local-files'

const key = Buffer.alloc(32, 7)
let now = 1_000_000
let folder: string
let files: LocalFiles

beforeEach(() => {
  now = 1_000_000
  folder = mkdtempSync(path.join(tmpdir(), 'qianli-files-'))
  files = new LocalFiles({ folder, publicUrl: 'http://127.0.0.1:1', key, clock: { now: () => now } })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const blobPath = (sha256: string) => path.join(folder, 'blobs', 'contract-pdf', sha256.slice(0, 2), sha256)
const tokenOf = (url: string) => url.split('/').at(-1) ?? ''
const body = (...chunks: (string | Error)[]) =>
  Readable.from(
    (async function* () {
      for (const chunk of chunks) {
        if (chunk instanceof Error) throw chunk
        yield Buffer.from(chunk)
      }
    })(),
  )

describe('stored files', () => {
  test('parts are stored as one file, and the same bytes give the same file', async () => {
    const a = await files.put([Buffer.from('ab'), Buffer.from('c')], 'contract-pdf')
    const b = await files.put(Buffer.from('abc'), 'contract-pdf')
    expect(a).toEqual(b)
    expect(a.sha256).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(a.size).toBe(3)
    expect(a.fileId).toMatch(/^cloud:\/\//)
    expect((await files.read(a)).toString()).toBe('abc')
    expect(readdirSync(path.join(folder, 'drafts'))).toEqual([])
  })

  test('another kind is another file', async () => {
    const a = await files.put(Buffer.from('abc'), 'contract-pdf')
    const b = await files.put(Buffer.from('abc'), 'page-image')
    expect(b.fileId).not.toBe(a.fileId)
  })

  test('a changed byte is noticed on every read, also through a link that worked before', async () => {
    const file = await files.put(Buffer.from('abc'), 'contract-pdf')
    const token = tokenOf(await files.temporaryUrl(file, { ttl: 1000, filename: 'a.pdf' }))
    expect((await files.openTemporary(token))?.size).toBe(3)
    writeFileSync(blobPath(file.sha256), 'abd')
    await expect(files.read(file)).rejects.toBeInstanceOf(FileDamaged)
    await expect(files.openTemporary(token)).rejects.toBeInstanceOf(FileDamaged)
    await files.put(Buffer.from('abc'), 'contract-pdf')
    expect((await files.read(file)).toString()).toBe('abc')
  })

  test('a truncated or absent file is not given out', async () => {
    const file = await files.put(Buffer.from('abc'), 'contract-pdf')
    truncateSync(blobPath(file.sha256), 1)
    await expect(files.read(file)).rejects.toBeInstanceOf(FileDamaged)
    await files.remove([file.fileId, 'cloud://elsewhere/x', 'cloud://local/contract-pdf/../../../etc/passwd'])
    await expect(files.read(file)).rejects.toBeInstanceOf(FileMissing)
  })

  test.each(['cloud://local/contract-pdf/../../secrets', 'cloud://local/other/00', '/etc/passwd', ''])(
    'the id %j leads nowhere',
    async (fileId) => {
      await expect(files.read({ fileId, sha256: '0'.repeat(64) })).rejects.toBeInstanceOf(FileMissing)
    },
  )

  test('the sweep sees every old file once, page by page, and no young one', async () => {
    // Written without the syncing of put, which is slow for this many.
    const old = Array.from({ length: 450 }, (_, i) => {
      const sha256 = createHash('sha256').update(`n${i}`).digest('hex')
      mkdirSync(path.dirname(blobPath(sha256)), { recursive: true })
      writeFileSync(blobPath(sha256), `n${i}`)
      utimesSync(blobPath(sha256), 1, 1)
      return `cloud://local/contract-pdf/${sha256}`
    })
    await files.put(Buffer.from('n7'), 'contract-pdf')
    const seen: string[] = []
    let after: string | undefined
    let pages = 0
    do {
      const page = await files.list(2_000, after)
      seen.push(...page.items.map((f) => f.fileId))
      after = page.next
      pages += 1
    } while (after)
    expect(pages).toBe(3)
    expect(seen).toHaveLength(449)
    expect(new Set(seen)).toEqual(new Set(old.filter((_, i) => i !== 7)))
  })
})

describe('temporary links', () => {
  test('lead to the file until they expire', async () => {
    const file = await files.put(Buffer.from('abcdef'), 'contract-pdf')
    const url = await files.temporaryUrl(file, { ttl: 5000, filename: '合同.pdf', inline: true })
    const opened = await files.openTemporary(tokenOf(url))
    expect(opened).toMatchObject({ filename: '合同.pdf', inline: true, mime: 'application/pdf', size: 6 })
    const chunks: Buffer[] = []
    for await (const chunk of opened!.stream({ start: 2, end: 3 })) chunks.push(chunk as Buffer)
    expect(Buffer.concat(chunks).toString()).toBe('cd')
    now += 5000
    expect(await files.openTemporary(tokenOf(url))).toBeNull()
  })

  test('any changed character makes a link worthless', async () => {
    const file = await files.put(Buffer.from('abc'), 'contract-pdf')
    const token = tokenOf(await files.temporaryUrl(file, { ttl: 5000, filename: 'a.pdf' }))
    for (let i = 0; i < token.length; i += 1) {
      const other = token.slice(0, i) + (token[i] === 'A' ? 'B' : 'A') + token.slice(i + 1)
      expect(await files.openTemporary(other)).toBeNull()
    }
    for (const other of ['', '.', `${token}.`, `${token}A`, `${token}=`])
      expect(await files.openTemporary(other)).toBeNull()
  })

  test('an upload ticket does not open a file, nor a link an upload', async () => {
    const file = await files.put(Buffer.from('abc'), 'contract-pdf')
    const link = tokenOf(await files.temporaryUrl(file, { ttl: 5000, filename: 'a.pdf' }))
    const ticket = await files.uploadTicket('u1', 10, now + 1000)
    if (ticket.kind !== 'http') throw new Error('local tickets are HTTP')
    expect(await files.openTemporary(tokenOf(ticket.url))).toBeNull()
    expect(await files.receiveUpload(link, body('x'))).toBe('invalid')
  })
})

describe('uploads', () => {
  const ticketFor = async (id: string, max = 10) => {
    const ticket = await files.uploadTicket(id, max, now + 1000)
    return ticket.kind === 'http' ? tokenOf(ticket.url) : ''
  }
  const leftovers = () => readdirSync(path.join(folder, 'uploads')).filter((name) => name.endsWith('.part'))

  test('arrive whole and can be removed', async () => {
    const token = await ticketFor('../u1')
    expect(await files.uploaded('../u1')).toBeNull()
    expect(await files.receiveUpload(token, body('abc', 'def'))).toBe('stored')
    expect((await files.uploaded('../u1'))?.toString()).toBe('abcdef')
    await files.removeUpload('../u1')
    expect(await files.uploaded('../u1')).toBeNull()
  })

  test('one that breaks off or is too big leaves nothing', async () => {
    await expect(files.receiveUpload(await ticketFor('u2'), body('abc', new Error('gone')))).rejects.toThrow(
      'gone',
    )
    expect(await files.receiveUpload(await ticketFor('u2', 5), body('abc', 'def'))).toBe('too-big')
    expect(await files.uploaded('u2')).toBeNull()
    expect(leftovers()).toEqual([])
  })

  test('a ticket is good for one upload: the first whole one stays', async () => {
    const token = await ticketFor('u3')
    const outcomes = await Promise.all([
      files.receiveUpload(token, body('first')),
      files.receiveUpload(token, body('other')),
    ])
    expect([...outcomes].sort()).toEqual(['already-stored', 'stored'])
    const kept = (await files.uploaded('u3'))?.toString()
    expect(await files.receiveUpload(token, body('third'))).toBe('already-stored')
    expect((await files.uploaded('u3'))?.toString()).toBe(kept)
  })

  test('an expired or foreign ticket is refused', async () => {
    const token = await ticketFor('u4')
    const foreign = new LocalFiles({
      folder,
      publicUrl: '',
      key: Buffer.alloc(32, 8),
      clock: { now: () => now },
    })
    expect(await foreign.receiveUpload(token, body('x'))).toBe('invalid')
    now += 1000
    expect(await files.receiveUpload(token, body('x'))).toBe('invalid')
  })

  test('parts that a crash left are swept', async () => {
    await files.receiveUpload(await ticketFor('u5'), body('x'))
    const part = path.join(folder, 'uploads', 'x.part')
    writeFileSync(part, 'half')
    utimesSync(part, 1, 1)
    await files.list(2_000)
    expect(leftovers()).toEqual([])
    expect(
      readFileSync(path.join(folder, 'uploads', readdirSync(path.join(folder, 'uploads'))[0]!)).toString(),
    ).toBe('x')
  })
})

test.each([
  [undefined, null],
  ['bytes=0-3', { start: 0, end: 3 }],
  ['bytes=4-', { start: 4, end: 9 }],
  ['bytes=4-400', { start: 4, end: 9 }],
  ['bytes=-3', { start: 7, end: 9 }],
  ['bytes=-30', { start: 0, end: 9 }],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=3-1', null],
  ['bytes=0-1,3-4', null],
  ['items=0-1', null],
])('the range %j of ten bytes is %j', (header, expected) => {
  expect(byteRange(header, 10)).toEqual(expected)
})
