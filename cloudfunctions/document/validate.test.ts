import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { deflateSync } from 'node:zlib'
import type { ActionOutput } from '#types/api'
import { FileDamaged, FileMissing } from '#platform/kernel/file-store'
import { samplePdf } from '#platform/pdf/testing/sample-files'
import { appendRaw } from '#platform/pdf/verify/testing/attacker'
import { signContract, type SignedContract } from '#platform/pdf/verify/testing/signed-contract'
import { sweepUploads } from '../contract/commands/sweep-uploads'
import { uploadCollection } from '../contract/model/upload'
import { storedContract } from '../contract/testing/consistent.fixture'
import { openScene, sha256, sign, start, type Scene } from '../contract/testing/scene.fixture'
import { actions } from './actions'
import { useVerificationWorker } from './commands/verify-bytes'
import { bundled } from './testing/bundled.fixture'

jest.setTimeout(120_000)

type Validation = ActionOutput<'document', 'validate'>

let scene: Scene
let foreign: SignedContract
let worker: string
beforeAll(async () => {
  worker = await bundled('verification-worker')
  useVerificationWorker(worker)
  foreign = await signContract()
  scene = await openScene({ document: actions })
}, 60_000)
afterAll(() => scene?.rooms.close())

/** Sends a file to be validated; `size` is what the client says of it. */
async function send(who: string, bytes: Buffer, size = bytes.length): Promise<string> {
  const { rooms } = scene
  const opened = await rooms.ok('document', 'createValidation', who, { filename: '外来合同.PDF', size })
  if (opened.ticket.kind !== 'http') throw new Error('local files give http tickets')
  await rooms.files.receiveUpload(opened.ticket.url.split('/').at(-1) ?? '', Readable.from([bytes]))
  return opened.uploadId
}
const ask = (who: string | null, uploadId: string) =>
  scene.rooms.code('document', 'validate', who, { uploadId })
const validated = async (who: string, bytes: Buffer, size?: number): Promise<Validation> =>
  scene.rooms.ok('document', 'validate', who, { uploadId: await send(who, bytes, size) })

const changed = (file: Buffer, at: number) => {
  const copy = Buffer.from(file)
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}
const zh = ({ findings }: Validation) => findings.map(({ text }) => text.zh).join('；')

describe('one of three answers about a PDF of any platform (TOOL-10, SEALCERT)', () => {
  test('not tampered: who signed, when and by whose word, what came after; for somebody without a verified name', async () => {
    const answer = await validated('guest', foreign.completed)
    expect(answer).toMatchObject({
      result: 'intact',
      verdict: 'intact',
      found: 3,
      file: {
        name: '外来合同.PDF',
        sha256: sha256(foreign.completed),
        size: foreign.completed.length,
        pages: 2,
      },
      contract: null,
      truncated: false,
    })
    // Signed by another authority: intact, and yet nobody here vouches for the names.
    expect(answer.signatures).toMatchObject([
      {
        kind: 'signature',
        certificate: { name: '上海云杉科技有限公司' },
        timeSource: 'signature-timestamp',
        integrity: 'ok',
        changesAfter: 'filled',
        trust: 'unknown-root',
      },
      { kind: 'signature', certificate: { name: '王小雨' }, party: null, trust: 'unknown-root' },
      { kind: 'document-time-stamp', changesAfter: 'none' },
    ])
    expect(answer.revisions.length).toBeGreaterThan(3)
  })

  test('tampered: one byte of what was signed', async () => {
    const at = foreign.completed.indexOf('/MediaBox')
    const answer = await validated('guest', changed(foreign.completed, at + 10))
    expect(answer).toMatchObject({ result: 'tampered', verdict: 'tampered' })
    expect(answer.findings.some(({ severity }) => severity === 'tampered')).toBe(true)
  })

  test('tampered: something added after the last signature', async () => {
    const page = '<</Type/Annot/Subtype/FreeText/Rect[0 0 200 200]/Contents(forged)>>'
    const answer = await validated('guest', appendRaw(foreign.completed, { 3: page }))
    expect(answer.result).toBe('tampered')
  })

  test('tampered: cut in the middle of the last signature', async () => {
    const cut = foreign.signed.subarray(0, foreign.signed.length - 4000)
    expect((await validated('guest', cut)).result).not.toBe('intact')
  })

  test('validation failed: no electronic signature, whole or damaged', async () => {
    expect(await validated('guest', samplePdf())).toMatchObject({
      result: 'failed',
      verdict: 'unsigned',
      found: 0,
      signatures: [],
    })
    expect((await validated('guest', samplePdf().subarray(0, 300))).result).toBe('failed')
  })

  test('validation failed: encrypted with a password nobody gave; never rewritten to be read', async () => {
    const hex = (bytes: number) => `<${randomBytes(bytes).toString('hex')}>`
    const lock = `/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O${hex(32)}/U${hex(32)}>>/ID[${hex(16)}${hex(16)}]`
    const answer = await validated('guest', appendRaw(samplePdf(), {}, lock))
    expect(answer).toMatchObject({ result: 'failed', verdict: 'unreadable' })
    expect(zh(answer)).toContain('密码')
  })

  test('an empty file that its sender said was not empty fails as empty', async () => {
    const answer = await validated('guest', Buffer.alloc(0), 10)
    expect(answer).toMatchObject({ result: 'failed', verdict: 'unreadable', file: { size: 0 } })
  })

  test('what is no PDF is refused, by its name before it is sent and by its content after', async () => {
    const { rooms } = scene
    const opened = (filename: string, size = 10) =>
      rooms.code('document', 'createValidation', 'guest', { filename, size })
    for (const name of ['a.docx', 'a', 'a.pdf.exe', 'a.png']) expect(await opened(name)).toBe('FILE_TYPE')
    expect(await opened('a.pdf', 0)).toBe('FILE_EMPTY')
    expect(await opened('a.pdf', 60 * 1024 * 1024 + 1)).toBe('FILE_TOO_BIG')
    expect(await opened('a.pdf', 60 * 1024 * 1024)).toBe('ok')
    expect(await ask('guest', await send('guest', Buffer.from('PK\x03\x04 not a PDF')))).toBe('FILE_TYPE')
  })
})

describe('hostile files (bounded worker)', () => {
  test('a bomb fails or is unsigned within the limits', async () => {
    const data = deflateSync(deflateSync(Buffer.alloc(64 << 20))).toString('latin1')
    const bomb = appendRaw(samplePdf(), {
      1: '<</Type/Catalog/Pages 2 0 R/DSS<</Certs[20 0 R 20 0 R]>>>>',
      20: `<</Filter[/FlateDecode/FlateDecode]/Length ${data.length}>>\nstream\n${data}\nendstream`,
    })
    expect((await validated('guest', bomb)).result).toBe('failed')
  })

  test('ten thousand made-up signatures are told in part, and that they are', async () => {
    const fields = Array.from(
      { length: 10_000 },
      (_, i) => `<</FT/Sig/T(${i})/V<</ByteRange[0 9 20 9]/Contents<3000>>>>>`,
    )
    const form = `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[${fields.join('')}]>>>>`
    const answer = await validated('guest', appendRaw(samplePdf(), { 1: form }))
    expect(answer).toMatchObject({ result: 'tampered', truncated: true })
    expect(answer.signatures).toHaveLength(100)
    expect(JSON.stringify(answer).length).toBeLessThan(100_000)
  })

  test('a check that takes too long has no conclusion: failed, never intact', async () => {
    useVerificationWorker(worker, { time: 1 })
    try {
      const answer = await validated('guest', foreign.completed)
      expect(answer).toMatchObject({ result: 'failed', verdict: 'indeterminate', signatures: [] })
    } finally {
      useVerificationWorker(worker)
    }
  })

  test('at most two files of strangers at once; the next one is told to come again before his is read', async () => {
    const { rooms } = scene
    const uploads = [foreign.signed, foreign.signed, foreign.signed].map((file) => send('guest', file))
    const ids = await Promise.all(uploads)
    let read = 0
    let goOn = () => {}
    const held = new Promise<void>((resolve) => (goOn = resolve))
    const uploaded = rooms.files.uploaded.bind(rooms.files)
    const spy = jest.spyOn(rooms.files, 'uploaded').mockImplementation(async (id) => {
      read += 1
      await held
      return uploaded(id)
    })
    try {
      const first = ids.slice(0, 2).map((id) => ask('guest', id))
      while (read < 2) await new Promise((resolve) => setTimeout(resolve, 5))
      expect(await ask('guest', ids[2]!)).toBe('BUSY')
      expect(read).toBe(2)
      goOn()
      expect(await Promise.all(first)).toEqual(['ok', 'ok'])
      expect(await ask('guest', ids[2]!)).toBe('ok')
    } finally {
      goOn()
      spy.mockRestore()
    }
  })

  test('a turn that ends badly is given back: refusals and broken storage block nobody', async () => {
    const { rooms } = scene
    for (let i = 0; i < 3; i += 1)
      expect(await ask('guest', await send('guest', Buffer.from('PK\x03\x04 not a PDF')))).toBe('FILE_TYPE')
    const uploadId = await send('guest', foreign.signed)
    const spy = jest.spyOn(rooms.files, 'uploaded').mockRejectedValue(new Error('the disk'))
    for (let i = 0; i < 3; i += 1) expect(await ask('guest', uploadId)).toBe('INTERNAL')
    spy.mockRestore()
    expect(await ask('guest', uploadId)).toBe('ok')
  })

  test('names as long as a file are told by their beginning', async () => {
    const form = `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[20 0 R]>>>>`
    const field = `<</FT/Sig/T(${'x'.repeat(300_000)})/V<</Type/Sig/ByteRange[0 9 20 9]/Contents<00000000>>>>>`
    const answer = await validated('guest', appendRaw(samplePdf(), { 1: form, 20: field }))
    expect(zh(answer)).toContain('xxx')
    expect(JSON.stringify(answer).length).toBeLessThan(20_000)
  })
})

describe('whose upload it is, and what becomes of it', () => {
  test('nobody else can have it validated; nor can anybody before it has arrived', async () => {
    const { rooms } = scene
    const uploadId = await send('guest', foreign.completed)
    expect(await ask(null, uploadId)).toBe('SIGN_IN_REQUIRED')
    for (const who of ['worker', 'admin', 'rival']) expect(await ask(who, uploadId)).toBe('NOT_FOUND')
    expect(await ask('guest', 'no-such-upload')).toBe('NOT_FOUND')
    const empty = await rooms.ok('document', 'createValidation', 'guest', { filename: 'a.pdf', size: 10 })
    expect(await ask('guest', empty.uploadId)).toBe('UPLOAD_INCOMPLETE')
    expect(await ask('guest', uploadId)).toBe('ok')
  })

  test('it cannot become a contract, and what is to become one is not validated', async () => {
    const { rooms } = scene
    const uploadId = await send('admin', samplePdf())
    expect(await rooms.code('contract', 'completeUpload', 'admin', { uploadId })).toBe('NOT_FOUND')
    expect(await rooms.code('document', 'convertUpload', 'admin', { uploads: [{ uploadId }] })).toBe(
      'NOT_FOUND',
    )
    const other = await rooms.ok('contract', 'createUpload', 'admin', { filename: 'a.pdf', size: 10 })
    expect(await ask('admin', other.uploadId)).toBe('NOT_FOUND')
  })

  test('the bytes are gone with the answer; asked again with the same key it answers the same', async () => {
    const { rooms } = scene
    const uploadId = await send('guest', foreign.signed)
    const key = randomBytes(16).toString('hex')
    const first = await rooms.ok('document', 'validate', 'guest', { uploadId }, key)
    expect(await rooms.files.uploaded(uploadId)).toBeNull()
    expect(await rooms.ok('document', 'validate', 'guest', { uploadId }, key)).toEqual(first)
    expect(await ask('guest', uploadId)).toBe('NOT_FOUND')
    await sweepUploads(rooms.deps, rooms.now() + 1000, 100)
    expect(await rooms.deps.store.get(uploadCollection, uploadId)).toBeNull()
  })

  test('what nobody validated is swept half an hour later, and refused from then on', async () => {
    const { rooms } = scene
    const uploadId = await send('guest', foreign.signed)
    rooms.ahead = 30 * 60_000
    try {
      expect(await ask('guest', uploadId)).toBe('NOT_FOUND')
      await sweepUploads(rooms.deps, rooms.now() + 1, 100)
      expect(await rooms.files.uploaded(uploadId)).toBeNull()
    } finally {
      rooms.ahead = 0
    }
  })
})

describe('a file of this installation', () => {
  let contractId: string
  let newest: Buffer
  beforeAll(async () => {
    const { rooms } = scene
    ;({ contractId } = await start(rooms, 'admin'))
    await sign(rooms, 'admin', contractId)
    await sign(rooms, 'worker', contractId)
    newest = await rooms.files.read((await storedContract(rooms, contractId)).revision.file)
  })

  test('whoever may see the contract is led to it; its certificates are trusted here; no name of ours for a field', async () => {
    for (const who of ['admin', 'worker']) {
      const answer = await validated(who, newest)
      expect(answer).toMatchObject({
        result: 'intact',
        contract: { id: contractId, name: '劳动合同（2026）', match: 'newest' },
      })
      expect(answer.signatures.map(({ trust }) => trust)).toEqual(['trusted', 'trusted', 'trusted'])
      expect(JSON.stringify(answer)).not.toContain('qianli-')
    }
  })

  test('everybody else gets the same answer without a word of the contract (MGT-13)', async () => {
    const mine = await validated('admin', newest)
    for (const who of ['guest', 'rival', 'clerk']) {
      const answer = await validated(who, newest)
      expect(answer).toEqual({ ...mine, contract: null, checkedAt: answer.checkedAt })
      expect(JSON.stringify(answer)).not.toContain(contractId)
      expect(JSON.stringify(answer)).not.toContain('劳动合同')
    }
  })

  test('a copy cut where the first party had signed is intact in itself, and told to be an earlier state', async () => {
    const { revisions } = await validated('admin', newest)
    const cut = newest.subarray(0, revisions.at(-2)?.size)
    expect(await validated('admin', cut)).toMatchObject({
      result: 'intact',
      contract: { id: contractId, match: 'earlier' },
    })
  })

  test('a copy cut in the middle of a signature is no state the contract ever had', async () => {
    const { revisions } = await validated('admin', newest)
    for (const end of [newest.length, revisions.at(-2)?.size ?? 0]) {
      const answer = await validated('admin', newest.subarray(0, end - 2000))
      expect(answer.result).not.toBe('intact')
      expect(answer.contract?.match).not.toBe('earlier')
    }
    expect(revisions.length).toBeGreaterThan(2)
  })

  test('a stored file that is damaged or gone takes nobody the answer about his own file', async () => {
    const { rooms } = scene
    const { revisions } = await validated('admin', newest)
    const cut = newest.subarray(0, revisions.at(-2)?.size)
    for (const fault of [new FileDamaged('x'), new FileMissing('x')]) {
      const spy = jest.spyOn(rooms.files, 'read').mockRejectedValue(fault)
      const answer = await validated('admin', cut).finally(() => spy.mockRestore())
      expect(answer).toMatchObject({ result: 'intact', contract: null })
    }
  })

  test('a changed copy is tampered, and told to differ from the stored one', async () => {
    const at = newest.indexOf('/MediaBox')
    expect(await validated('admin', changed(newest, at + 10))).toMatchObject({
      result: 'tampered',
      contract: { id: contractId, match: 'different' },
    })
  })

  test('a file that only writes the name of a contract into its fields is no way to learn of it', async () => {
    const names = (id: string) =>
      appendRaw(samplePdf(), {
        1: `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[20 0 R]>>>>`,
        20: `<</FT/Sig/T(qianli-${id}-f1)/V<</Type/Sig/ByteRange[0 9 20 9]/Contents<3000>>>>>`,
      })
    const real = await validated('rival', names(contractId))
    const none = await validated('rival', names('x'.repeat(23)))
    const facts = (answer: Validation) => ({ ...answer, checkedAt: 0, file: null })
    expect(facts(real)).toEqual(facts(none))
    expect(await validated('admin', names(contractId))).toMatchObject({ contract: { match: 'different' } })
  })
})
