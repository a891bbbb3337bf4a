// Everything a person, a browser or a disk can get wrong on the main path, over one real host (issue: Bad input).
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { PDFDocument, degrees } from 'pdf-lib'
import type { Answer } from '#types/action'
import type { ActionInput } from '#types/api'
import {
  Client,
  actForOrganization,
  download,
  freshKey,
  newestCode,
  ownMarks,
  passPassword,
  setClockAhead,
  setPassword,
  signIn,
  upload,
  verify,
} from '../host/client'
import { verifyPdf } from '#platform/pdf/verify/verify-pdf'
import { startHost, type TestHost } from './test-host'

type Initiation = ActionInput<'contract', 'initiate'>

const sample = readFileSync('samples/service-agreement.pdf')
const megabyte = 1_048_576
const pngSignature = Buffer.from('89504e470d0a1a0a', 'hex')
const employeePhone = '13800000001'
const personPhone = '13912345678'
const strangerPhone = '13712340009'
const password = '719503'
const day = 86_400_000

let host: TestHost
let employee: Client
let person: Client

beforeAll(async () => {
  host = await startHost()
  ;({ client: employee } = await signIn(host, employeePhone))
  await actForOrganization(employee)
  await setPassword(employee, employeePhone, password)
  ;({ client: person } = await signIn(host, personPhone))
  await verify(person, 'wang-xiaoyu')
  await setPassword(person, personPhone, password)
}, 120_000)
afterAll(() => host?.stop())

const codeOf = (answer: Answer) => (answer.ok ? 'ok' : answer.error.code)

/** What must stay as it is when a request is refused. */
async function holdings() {
  const { used } = await employee.call('billing', 'getQuota', {})
  const { all } = await employee.call('contract', 'countMine', {})
  return { used, all }
}

async function pdfOf(pages: number, change?: (doc: PDFDocument) => void): Promise<Buffer> {
  const doc = await PDFDocument.create()
  for (let i = 0; i < pages; i++) doc.addPage([595, 842]).drawText(`Page ${i + 1}`, { x: 60, y: 760 })
  change?.(doc)
  return Buffer.from(await doc.save())
}

const parties = (page: number): Initiation['parties'] => [
  {
    kind: 'organization',
    auth: ['password'],
    fields: [{ type: 'seal', page, x: 90, y: 310, width: 119, height: 119 }],
  },
  {
    kind: 'person',
    name: '王小雨',
    phone: personPhone,
    auth: ['password'],
    fields: [
      { type: 'signature', page, x: 330, y: 330, width: 130, height: 44 },
      { type: 'date', page, x: 363, y: 378, width: 110, height: 18 },
    ],
  },
]

const initiation = (uploadId: string, change: Partial<Initiation> = {}): Initiation => ({
  uploadId,
  name: '服务协议',
  deadline: Date.now() + 15 * day,
  order: 'any',
  parties: parties(0),
  ...change,
})

const send = async (bytes: Uint8Array = sample, change: Partial<Initiation> = {}) =>
  employee.call('contract', 'initiate', initiation(await upload(employee, bytes), change))

/** Everything a signature of this client needs. */
async function act(client: Client, contractId: string): Promise<ActionInput<'contract', 'sign'>> {
  return {
    contractId,
    challengeId: await passPassword(client, contractId, password),
    marks: await ownMarks(client, contractId),
  }
}

/** Signatures of a contract by its file, by its chain and by its parties; they must agree. */
async function signatures(contractId: string): Promise<number> {
  const { timeline, signed, file } = await employee.call('contract', 'get', { contractId })
  const { verdict, signatures } = verifyPdf(await download(employee, contractId, 'pdf'))
  const inChain = timeline.filter((e) => e.type === 'party.signed').length
  // The last one closes a completed file: a document time stamp, not a party's.
  const stamps = signatures.filter(({ level }) => level === 'time-stamp').length
  expect(stamps).toBe(file.closed ? 1 : 0)
  expect({ inChain, signed, revision: file.revision }).toEqual({
    inChain: signatures.length - stamps,
    signed: signatures.length - stamps,
    revision: signatures.length,
  })
  expect(verdict).toBe(signatures.length ? 'intact' : 'unsigned')
  return signatures.length - stamps
}

async function pageImage(client: Client, contractId: string, page: number) {
  const image = await client.call('document', 'getPage', {
    source: { kind: 'contract', contractId },
    page,
    width: 200,
  })
  const response = await client.fetch(image.url)
  expect(response.status).toBe(200)
  expect(Buffer.from(await response.arrayBuffer()).subarray(0, 8)).toEqual(pngSignature)
  return image
}

describe('files', () => {
  const bad: [what: string, code: string, bytes: () => Buffer | Promise<Buffer>][] = [
    ['is not a PDF', 'FILE_TYPE', () => Buffer.from('PK\u0003\u0004 a spreadsheet that was renamed')],
    [
      'is encrypted',
      'FILE_LOCKED',
      () => pdfOf(1, (doc) => doc.encrypt({ userPassword: 'secret', ownerPassword: 'secret' })),
    ],
    ['is empty', 'FILE_UNREADABLE', () => Buffer.alloc(0)],
    ['is truncated to its first bytes', 'FILE_UNREADABLE', () => sample.subarray(0, 400)],
  ]

  test.each(bad)('a file that %s is refused with %s; nothing is used up', async (_, code, make) => {
    const before = await holdings()
    const bytes = await make()
    const made = await employee.call('contract', 'createUpload', { filename: 'a.pdf', size: bytes.length })
    if (made.ticket.kind !== 'http') throw new Error('not a local upload')
    await employee.fetch(made.ticket.url, { method: 'POST', body: new Uint8Array(bytes) })
    const { uploadId } = made
    const answer = await employee.raw('contract', 'completeUpload', { uploadId }, freshKey())
    expect(codeOf(answer)).toBe(code)
    // What was refused cannot be sent either.
    expect(codeOf(await employee.raw('contract', 'initiate', initiation(uploadId), freshKey()))).toBe(
      'UPLOAD_INCOMPLETE',
    )
    expect(await holdings()).toEqual(before)
  })

  test('a file that lost its end is read whole or refused, never sent with fewer pages', async () => {
    const whole = await pdfOf(3)
    const { uploadId, ticket } = await employee.call('contract', 'createUpload', {
      filename: 'a.pdf',
      size: whole.length,
    })
    if (ticket.kind !== 'http') throw new Error('not a local upload')
    await employee.fetch(ticket.url, {
      method: 'POST',
      body: new Uint8Array(whole.subarray(0, whole.length >> 1)),
    })
    const answer = await employee.raw('contract', 'completeUpload', { uploadId }, freshKey())
    if (answer.ok) expect((answer.data as { pages: unknown[] }).pages).toHaveLength(3)
    else expect(answer.error.code).toBe('FILE_UNREADABLE')
  })

  test('a name of no known kind and an announced size above 60 MB are refused before a byte is sent', async () => {
    const ask = (data: unknown) => employee.raw('contract', 'createUpload', data, freshKey())
    expect(codeOf(await ask({ filename: 'contract.exe', size: 10 }))).toBe('FILE_TYPE')
    expect(codeOf(await ask({ filename: 'a.pdf', size: 60 * megabyte + 1 }))).toBe('FILE_TOO_BIG')
    expect(codeOf(await ask({ filename: 'a.pdf', size: 60 * megabyte }))).toBe('ok')
  })

  test('more than 60 MB under a small announcement is refused while it comes; nothing of it is kept', async () => {
    const { uploadId, ticket } = await employee.call('contract', 'createUpload', {
      filename: 'a.pdf',
      size: 1000,
    })
    if (ticket.kind !== 'http') throw new Error('not a local upload')
    const response = await employee.fetch(ticket.url, {
      method: 'POST',
      body: new Uint8Array(60 * megabyte + 1),
    })
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ error: { code: 'PAYLOAD_TOO_BIG' } })
    const answer = await employee.raw('contract', 'completeUpload', { uploadId }, freshKey())
    expect(codeOf(answer)).toBe('UPLOAD_INCOMPLETE')
  })

  test('1,000 pages work: sent, looked at anywhere, signed on the last', async () => {
    const { contractId } = await send(await pdfOf(1000), { parties: parties(999) })
    for (const page of [0, 499, 999]) {
      const { text } = await pageImage(person, contractId, page)
      expect(text).toContain(`Page ${page + 1}`)
    }
    const beyond = await person.raw('document', 'getPage', {
      source: { kind: 'contract', contractId },
      page: 1000,
      width: 200,
    })
    expect(codeOf(beyond)).toBe('PAGE_OUT_OF_RANGE')
    await person.call('contract', 'sign', await act(person, contractId))
    expect(await signatures(contractId)).toBe(1)
  })

  test('a page with /Rotate 90 is placed on, shown and signed as displayed', async () => {
    const turned = await pdfOf(1, (doc) => doc.getPage(0).setRotation(degrees(90)))
    const { contractId } = await send(turned)
    const { pages } = await person.call('contract', 'get', { contractId })
    expect(pages).toEqual([{ width: 842, height: 595 }])
    const image = await pageImage(person, contractId, 0)
    expect(image.width).toBeGreaterThan(image.height)
    await person.call('contract', 'sign', await act(person, contractId))
    expect(await signatures(contractId)).toBe(1)
    // 842 points are wide, 595 high: what fits upright does not fit here.
    const uploadId = await upload(employee, turned)
    const [organization, individual] = parties(0)
    const low = { type: 'signature' as const, page: 0, x: 60, y: 700, width: 130, height: 44 }
    const answer = await employee.raw(
      'contract',
      'initiate',
      initiation(uploadId, { parties: [organization!, { ...individual!, fields: [low] }] }),
      freshKey(),
    )
    expect(codeOf(answer)).toBe('FIELD_OUTSIDE')
  })
})

describe('initiating', () => {
  const [organization, individual] = parties(0)
  const wrong: [what: string, code: string, field: string, change: () => Partial<Initiation>][] = [
    [
      'a party without a sign area',
      'NO_SIGN_AREA',
      'parties.1.fields',
      () => ({ parties: [organization!, { ...individual!, fields: [] }] }),
    ],
    ['a deadline in the past', 'DEADLINE', 'deadline', () => ({ deadline: Date.now() - 1 })],
    ['a deadline that no calendar has', 'DEADLINE', 'deadline', () => ({ deadline: 9e15 })],
    ['a name that no store takes', 'INPUT_INVALID', 'name', () => ({ name: 'a\u0000b' })],
    ['half a character', 'INPUT_INVALID', 'name', () => ({ name: 'a\ud800b' })],
    [
      'the same person twice',
      'DUP_SIGNATORY',
      'parties.2',
      () => ({ parties: [organization!, individual!, individual!] }),
    ],
  ]

  test.each(wrong)(
    '%s is refused with %s at %s; the upload and the quota stay',
    async (_, code, field, change) => {
      const before = await holdings()
      const uploadId = await upload(employee, sample)
      const answer = await employee.raw('contract', 'initiate', initiation(uploadId, change()), freshKey())
      expect(answer).toMatchObject({ ok: false, error: { code, field } })
      expect(await holdings()).toEqual(before)
      await employee.call('contract', 'initiate', initiation(uploadId))
      expect(await holdings()).toEqual({ used: before.used + 1, all: before.all + 1 })
    },
  )

  test('a double click on send, with one key and with two, makes one contract and costs one', async () => {
    const before = await holdings()
    const input = initiation(await upload(employee, sample))
    const key = freshKey()
    const answers = await Promise.all(
      [key, key, freshKey()].map((k) => employee.raw('contract', 'initiate', input, k)),
    )
    expect(answers.filter((a) => a.ok).length).toBeGreaterThan(0)
    const made = answers.flatMap((a) => (a.ok ? [(a.data as { contractId: string }).contractId] : []))
    expect(new Set(made).size).toBe(1)
    expect(codeOf(answers[0]!)).toBe(codeOf(answers[1]!))
    for (const answer of answers) expect(['ok', 'NOT_FOUND']).toContain(codeOf(answer))
    expect(await holdings()).toEqual({ used: before.used + 1, all: before.all + 1 })
  })
})

describe('links and codes', () => {
  test('a code that we did not make and one of somebody else tell nothing and open nothing', async () => {
    const { contractId, code } = await send()
    const { client: stranger } = await signIn(host, strangerPhone)
    expect(codeOf(await stranger.raw('contract', 'openCode', { code: 'AAAAAAAAAAAAAAAAAAAAAA' }))).toBe(
      'CODE_INVALID',
    )
    const landing = await stranger.call('contract', 'openCode', { code })
    expect(landing).toMatchObject({ contractId: null, next: 'not-signer' })
    expect(JSON.stringify(landing)).not.toContain(personPhone)
    for (const [room, action, data] of [
      ['contract', 'get', { contractId }],
      ['contract', 'download', { contractId, what: 'pdf' }],
      ['contract', 'getCode', { contractId }],
      ['document', 'getPage', { source: { kind: 'contract', contractId }, page: 0, width: 200 }],
    ] as const)
      expect(codeOf(await stranger.raw(room, action, data))).toBe('NOT_FOUND')
    expect(await signatures(contractId)).toBe(0)
  })

  test('a download link that was changed by a letter opens nothing', async () => {
    const { contractId } = await send()
    const { url } = await employee.call('contract', 'download', { contractId, what: 'pdf' })
    expect((await person.fetch(url)).status).toBe(200)
    const token = url.slice(url.lastIndexOf('/') + 1)
    const changed = url.replace(
      token,
      `${token.slice(0, 9)}${token[9] === 'A' ? 'B' : 'A'}${token.slice(10)}`,
    )
    expect((await person.fetch(changed)).status).toBe(404)
  })
})

describe('signing', () => {
  test('a double click with one key is one signature and one answer', async () => {
    const { contractId } = await send()
    const input = await act(person, contractId)
    const key = freshKey()
    const [one, two] = await Promise.all([
      person.call('contract', 'sign', input, key),
      person.call('contract', 'sign', input, key),
    ])
    expect(two).toEqual(one)
    expect(await signatures(contractId)).toBe(1)
  })

  test('a double click with two keys is one signature; the other click is told why not', async () => {
    const { contractId } = await send()
    const input = await act(person, contractId)
    const answers = await Promise.all([
      person.raw('contract', 'sign', input, freshKey()),
      person.raw('contract', 'sign', input, freshKey()),
    ])
    expect(answers.map((a) => a.ok).sort()).toEqual([false, true])
    expect(['BAD_STATE', 'CHALLENGE_INVALID']).toContain(codeOf(answers.find((a) => !a.ok)!))
    expect(await signatures(contractId)).toBe(1)
  })

  test('the network drops in the middle; a retry with the key gets the one result', async () => {
    for (const after of [0, 15, 60, 120]) {
      const { contractId } = await send()
      const input = await act(person, contractId)
      const key = freshKey()
      const dropped = new AbortController()
      const first = person
        .fetch('/invoke/contract', {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'x-csrf': person.cookie('qianli_csrf') ?? '',
          },
          body: JSON.stringify({ action: 'sign', data: input, key }),
          signal: dropped.signal,
        })
        .then(
          (response) => response.status,
          () => 'dropped',
        )
      await new Promise((resolve) => setTimeout(resolve, after))
      dropped.abort()
      await first
      const retried = await person.call('contract', 'sign', input, key)
      expect(await person.call('contract', 'sign', input, key)).toEqual(retried)
      expect(await signatures(contractId)).toBe(1)
      const { file } = await person.call('contract', 'get', { contractId })
      expect(file.sha256).toBe(retried.sha256)
    }
  })

  test('two parties in the same instant: both have signed, each once, and the contract is complete', async () => {
    const { contractId } = await send()
    const [mine, theirs] = [await act(person, contractId), await act(employee, contractId)]
    const answers = await Promise.all([
      person.call('contract', 'sign', mine),
      employee.call('contract', 'sign', theirs),
    ])
    expect(answers.map((a) => a.revision).sort()).toEqual([1, 2])
    expect(await signatures(contractId)).toBe(2)
    expect(await person.call('contract', 'get', { contractId })).toMatchObject({ status: 'COMPLETED' })
  })

  test('a proof made for one contract does not sign another', async () => {
    const [one, other] = [await send(), await send()]
    const challengeId = await passPassword(person, one.contractId, password)
    const marks = await ownMarks(person, other.contractId)
    const answer = await person.raw(
      'contract',
      'sign',
      { contractId: other.contractId, challengeId, marks },
      freshKey(),
    )
    expect(codeOf(answer)).toBe('CHALLENGE_INVALID')
    expect(await signatures(other.contractId)).toBe(0)
  })

  test('a file damaged on disk stops everything; nothing is used up and the healed file is signed', async () => {
    const { contractId } = await send()
    const input = await act(person, contractId)
    const { file } = await person.call('contract', 'get', { contractId })
    const blob = path.join(
      host.dataDir,
      'files',
      'blobs',
      'contract-pdf',
      file.sha256.slice(0, 2),
      file.sha256,
    )
    const good = readFileSync(blob)
    const damaged = Buffer.from(good)
    damaged[damaged.length >> 1]! ^= 1
    writeFileSync(blob, damaged)
    const answer = await person.raw('contract', 'sign', input, freshKey())
    expect(codeOf(answer)).toBe('FILE_HASH')
    const { url } = await person.call('contract', 'download', { contractId, what: 'pdf' })
    const served = await person.fetch(url)
    expect(served.status).toBe(500)
    expect(await served.json()).toMatchObject({ ok: false, error: { code: 'FILE_HASH' } })
    const image = await person.raw('document', 'getPage', {
      source: { kind: 'contract', contractId },
      page: 0,
      width: 750,
    })
    expect(codeOf(image)).not.toBe('ok')
    writeFileSync(blob, good)
    await person.call('contract', 'sign', input)
    expect(await signatures(contractId)).toBe(1)
  })
})

test.each([
  ['a number that is no time', 'contract', 'list', { from: 1.5 }],
  ['a cursor that we did not make', 'contract', 'list', { after: 'AAAA' }],
  ['a time beyond all calendars', 'contract', 'list', { from: 1e300 }],
  ['an id with a zero character', 'contract', 'get', { contractId: 'a\u0000' }],
  ['a search with half a character', 'contract', 'list', { search: '\ud83d' }],
])('%s is never a failure of ours', async (_, room, action, data) => {
  expect(codeOf(await employee.raw(room, action, data))).not.toBe('INTERNAL')
})

test('what a visitor sends as the name of an action never reaches the log', async () => {
  const response = await new Client(host).fetch('/invoke/identity', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ action: `phone ${personPhone}`.repeat(1000), data: {} }),
  })
  expect(response.status).toBe(400)
  expect(readFileSync(path.join(host.dataDir, 'logs', 'host.jsonl'), 'utf8')).not.toContain(personPhone)
})

describe('the clock', () => {
  afterAll(() => setClockAhead(host, 0))

  test('an expired captcha is refused as such; the next one signs in', async () => {
    const phone = '13712340010'
    await new Client(host).call('identity', 'sendCaptcha', { phone })
    const code = await newestCode(host, phone)
    await setClockAhead(host, 60)
    const late = await new Client(host).raw(
      'identity',
      'signInByCaptcha',
      { phone, code, consent: true },
      freshKey(),
    )
    expect(codeOf(late)).toBe('CAPTCHA_EXPIRED')
    const { me } = await signIn(host, phone)
    expect(me.phoneMasked).toBe('137****0010')
  })

  test('a contract whose deadline has passed between reading and signing takes no signature', async () => {
    const { contractId } = await send(sample, { deadline: Date.now() + 2 * 3_600_000 })
    const input = await act(person, contractId)
    await setClockAhead(host, 125)
    expect(codeOf(await person.raw('contract', 'sign', input, freshKey()))).toBe('BAD_STATE')
    expect(
      codeOf(await employee.raw('contract', 'revoke', { contractId, reason: '重新发起' }, freshKey())),
    ).toBe('BAD_STATE')
    expect(await signatures(contractId)).toBe(0)
  })
})
