import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { UploadInbox } from './upload-inbox'

const day = 86_400_000

describe('UploadInbox', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'qianli-inbox-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  async function* bytes(text: string) {
    yield Buffer.from(text)
  }

  test('the sweep takes stale parts and whole uploads that no ticket outlives, and leaves the rest', async () => {
    const inbox = new UploadInbox(folder)
    const now = Date.now()
    const age = (name: string, by: number) =>
      utimesSync(path.join(folder, name), (now - by) / 1000, (now - by) / 1000)
    await inbox.receive('young', 100, bytes('young'))
    await inbox.receive('old', 100, bytes('old'))
    const [oldName = ''] = readdirSync(folder).filter((n) => n !== readdirSync(folder)[0])
    const kept = readdirSync(folder).find((n) => n !== oldName) ?? ''
    age(oldName, 3 * day)
    writeFileSync(path.join(folder, 'x.part'), 'x')
    age('x.part', 2 * day)
    writeFileSync(path.join(folder, 'y.part'), 'y')
    await inbox.removeLeftovers(now - day)
    expect(readdirSync(folder).sort()).toEqual([kept, 'y.part'].sort())
  })

  test('an upload that is too big leaves nothing behind', async () => {
    const inbox = new UploadInbox(folder)
    expect(await inbox.receive('big', 3, bytes('four'))).toBe('too-big')
    expect(readdirSync(folder)).toEqual([])
  })
})
