import type { ActionOutput } from '#types/api'
import { samplePdf } from '#platform/pdf/testing/sample-files'
import { checkedUpload, openScene, start, type Scene } from '../contract/testing/scene.fixture'
import { actions } from './actions'
import { searchLimits } from './commands/find-in-pages'
import { useRenderer } from './commands/rendering'
import { PageUnreadable, type PageRenderer } from './render/page-renderer'
import { chinesePdf, densePdf } from './testing/awkward-files.fixture'
import { openRenderer } from './testing/renderer.fixture'

jest.setTimeout(120_000)

let scene: Scene
let renderer: PageRenderer
beforeAll(async () => {
  renderer = await openRenderer()
  scene = await openScene({ document: actions })
}, 60_000)
beforeEach(() => useRenderer(renderer))
afterAll(async () => {
  await renderer?.close()
  await scene?.rooms.close()
})

type Found = ActionOutput<'document', 'findText'>
const uploaded = async (bytes: Buffer) => ({
  kind: 'upload',
  uploadId: await checkedUpload(scene.rooms, 'admin', bytes),
})
const ask = (who: string | null, source: object, phrase: string, from = 0, until?: number) =>
  scene.rooms.call('document', 'findText', who, { source, phrase, from, until })
const find = (source: object, phrase: string, from = 0, until?: number): Promise<Found> =>
  scene.rooms.ok('document', 'findText', 'admin', { source, phrase, from, until })
const codeOf = (answer: Awaited<ReturnType<typeof ask>>) => (answer.ok ? 'ok' : answer.error.code)

/** Asks until there is nothing left. */
async function findAll(source: object, phrase: string): Promise<Found[]> {
  const answers: Found[] = []
  for (let next: number | null = 0; next !== null; next = answers[answers.length - 1]!.next)
    answers.push(await find(source, phrase, next))
  return answers
}

describe('finding a phrase in a document', () => {
  test('over two lines of Chinese, with the boxes of both lines in viewer points', async () => {
    const found = await find(await uploaded(chinesePdf(['STSong-Light', 'KaiTi'], '合同签署')), '署合')
    expect(found).toMatchObject({ next: null, more: false, withoutText: 0, unreadable: 0 })
    expect(found.matches).toHaveLength(1)
    const [first, second] = found.matches[0]!.boxes
    // Four characters of 24 points from 50: the last of the first line, the first of the second.
    expect([first!.x, second!.x].map(Math.round)).toEqual([122, 50])
    expect([first!.width, second!.width].map(Math.round)).toEqual([24, 24])
    expect(second!.y - first!.y).toBeCloseTo(40, 0)
  })

  test('a long document is looked through in stretches; what has been read once goes faster', async () => {
    const pages = searchLimits.newlyRead * 2 + 10
    const source = await uploaded(samplePdf({ pages }))
    const first = await findAll(source, 'PAGE 1')
    expect(first.map((answer) => answer.next)).toEqual([25, 50, null])
    expect(first.flatMap((answer) => answer.matches.map((match) => match.page + 1))).toEqual([
      1, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
    ])
    const again = await findAll(source, 'page 60')
    expect(again).toHaveLength(1)
    expect(again[0]!.matches).toEqual([{ page: 59, boxes: [expect.anything()] }])
  })

  test('a stretch may end before the document does', async () => {
    const source = await uploaded(samplePdf({ pages: 12 }))
    const found = await find(source, 'Page', 3, 6)
    expect(found.matches.map((match) => match.page)).toEqual([3, 4, 5])
    expect(found.next).toBeNull()
  })

  test('a page that is a picture is counted, and a page that holds too much is told', async () => {
    expect(await find(await uploaded(densePdf(0, 0)), '合同')).toMatchObject({ matches: [], withoutText: 1 })
    const dense = await find(await uploaded(densePdf(40, 100)), 'x1')
    expect(dense).toMatchObject({ more: true, next: null })
    expect(dense.matches).toHaveLength(searchLimits.matchesOfPage)
    expect(JSON.stringify(dense).length).toBeLessThan(100_000)
  })

  test('a page that cannot be read is told and does not stop the search', async () => {
    const source = await uploaded(samplePdf({ pages: 3, userUnit: 2 }))
    const text: PageRenderer['text'] = (asked, read) =>
      asked.page === 1 ? Promise.reject(new PageUnreadable('broken')) : renderer.text(asked, read)
    useRenderer(Object.assign(Object.create(renderer) as PageRenderer, { text }))
    const answers = await findAll(source, 'Page')
    expect(answers.map(({ next, unreadable }) => ({ next, unreadable }))).toEqual([
      { next: 2, unreadable: 1 },
      { next: null, unreadable: 0 },
    ])
    expect(answers.flatMap((answer) => answer.matches.map((match) => match.page))).toEqual([0, 2])
  })

  test('exactly who may see the pages may search them', async () => {
    const { rooms } = scene
    const { contractId } = await start(rooms, 'admin')
    const source = { kind: 'contract', contractId }
    expect(codeOf(await ask('worker', source, 'page'))).toBe('ok')
    for (const who of ['rival', 'guest', 'clerk'])
      expect(codeOf(await ask(who, source, 'page'))).toBe('NOT_FOUND')
    expect(codeOf(await ask(null, source, 'page'))).toBe('SIGN_IN_REQUIRED')
    expect(codeOf(await ask('admin', source, 'page', 2))).toBe('PAGE_OUT_OF_RANGE')
    const uploadId = await checkedUpload(rooms, 'clerk')
    expect(codeOf(await ask('admin', { kind: 'upload', uploadId }, 'page'))).toBe('NOT_FOUND')
  })

  test.each(['', '   ', '长'.repeat(101)])(
    'a phrase of no or of too many letters is refused',
    async (phrase) => {
      const source = await uploaded(samplePdf({ pages: 1 }))
      expect(codeOf(await ask('admin', source, phrase))).toBe('INPUT_INVALID')
    },
  )
})
