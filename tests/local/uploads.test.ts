import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { connect } from 'node:net'
import { LocalFiles } from '#platform/adapters/files-local/local-files'
import { AdjustableClock } from '#platform/adapters/clock/clock'
import { serveFile, takeUpload } from '#platform/local/file-routes'
import { send } from '#platform/local/reply'

// The routes over a real socket and a real folder, with a clock and tickets of the test's own.
const clock = new AdjustableClock()
let folder: string
let server: Server
let url: string
let files: LocalFiles

beforeAll(async () => {
  folder = mkdtempSync(`${tmpdir()}/qianli-files-`)
  server = createServer((request, response) => {
    const [, , token = ''] = (request.url ?? '').split('/')
    const answer =
      request.method === 'POST'
        ? takeUpload(files, token, request)
        : serveFile(files, token, request, response, clock.now())
    answer.then(
      (reply) => reply && send(response, reply, request.method === 'HEAD'),
      () => response.destroy(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  files = new LocalFiles({ folder, publicUrl: url, key: Buffer.alloc(32, 7), clock })
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true })
})

async function ticket(id: string, max: number, lifetime = 60_000): Promise<string> {
  const made = await files.uploadTicket(id, max, clock.now() + lifetime)
  return made.kind === 'http' ? made.url : ''
}
const upload = async (to: string, bytes: Buffer) => fetch(to, { method: 'POST', body: new Uint8Array(bytes) })

describe('uploads', () => {
  test('bytes up to the cap arrive whole; a second upload under the ticket changes nothing', async () => {
    const to = await ticket('whole', 1000)
    const bytes = Buffer.alloc(1000, 1)
    expect((await upload(to, bytes)).status).toBe(200)
    expect((await upload(to, Buffer.alloc(10, 2))).status).toBe(200)
    expect(await files.uploaded('whole')).toEqual(bytes)
  })

  test('one byte more than the cap is refused with a readable answer, and nothing is kept', async () => {
    const response = await upload(await ticket('big', 1000), Buffer.alloc(1001))
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ error: { code: 'PAYLOAD_TOO_BIG' } })
    expect(await files.uploaded('big')).toBeNull()
  })

  test('a much bigger upload is refused while it comes', async () => {
    const response = await upload(await ticket('huge', 1000), Buffer.alloc(8_000_000))
    expect(response.status).toBe(413)
    expect(await files.uploaded('huge')).toBeNull()
  })

  test('an expired ticket takes nothing', async () => {
    expect((await upload(await ticket('late', 1000, 0), Buffer.alloc(1))).status).toBe(403)
    expect(await files.uploaded('late')).toBeNull()
  })

  test('a connection that breaks in the middle leaves nothing half stored', async () => {
    const path = new URL(await ticket('broken', 1000)).pathname
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    await new Promise<void>((resolve) => socket.once('connect', resolve))
    socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\nhalf`)
    const closed = new Promise<void>((resolve) => server.once('connection', () => resolve()))
    socket.destroy()
    await Promise.race([closed, upload(await ticket('other', 10), Buffer.alloc(1))])
    expect(await files.uploaded('broken')).toBeNull()
    // The same ticket is still good for a whole upload afterwards.
    expect((await upload(`${url}${path}`, Buffer.alloc(5))).status).toBe(200)
  })
})

describe('files', () => {
  const bytes = Buffer.from('%PDF-1.7 0123456789')

  async function link(options: { filename: string; inline?: boolean; ttl?: number }): Promise<string> {
    const stored = await files.put(bytes, 'contract-pdf')
    return files.temporaryUrl(stored, { ttl: 60_000, ...options })
  }

  test('a link gives the file under its Chinese name, as attachment or inline', async () => {
    const response = await fetch(await link({ filename: '劳动合同 (1).pdf' }))
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes)
    expect(response.headers.get('content-type')).toBe('application/pdf')
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="____ (1).pdf"; filename*=UTF-8''%E5%8A%B3%E5%8A%A8%E5%90%88%E5%90%8C%20%281%29.pdf`,
    )
    expect(response.headers.get('cache-control')).toMatch(/^private, /)
    const inline = await fetch(await link({ filename: 'a"\r\nx: y.pdf', inline: true }), { method: 'HEAD' })
    expect(inline.headers.get('content-disposition')).toMatch(/^inline; filename="a___x: y.pdf"; /)
    expect(inline.headers.get('content-length')).toBe(String(bytes.length))
  })

  test('ranges are served, an impossible one is refused', async () => {
    const at = await link({ filename: 'a.pdf' })
    const part = await fetch(at, { headers: { range: 'bytes=9-12' } })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe(`bytes 9-12/${bytes.length}`)
    expect(await part.text()).toBe('0123')
    expect((await fetch(at, { headers: { range: 'bytes=900-' } })).status).toBe(416)
  })

  test('a link ends at its time', async () => {
    const at = await link({ filename: 'a.pdf', ttl: 1000 })
    expect((await fetch(at)).status).toBe(200)
    clock.setAhead(1001)
    expect((await fetch(at)).status).toBe(404)
    clock.setAhead(0)
  })
})
