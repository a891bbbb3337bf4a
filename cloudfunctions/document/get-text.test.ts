import type { ActionOutput } from '#types/api'
import { samplePdf } from '#platform/pdf/testing/sample-files'
import { checkedUpload, openScene, start, type Scene } from '../contract/testing/scene.fixture'
import { actions } from './actions'
import { useRenderer } from './commands/rendering'
import { sweepPageImages } from './commands/sweep-page-images'
import { pageTextCollection } from './model/page-text'
import type { PageRenderer } from './render/page-renderer'
import { chinesePdf, densePdf } from './testing/awkward-files.fixture'
import { openRenderer } from './testing/renderer.fixture'

jest.setTimeout(120_000)

let scene: Scene
let renderer: PageRenderer
beforeAll(async () => {
  renderer = await openRenderer()
  useRenderer(renderer)
  scene = await openScene({ document: actions })
}, 60_000)
afterAll(async () => {
  await renderer?.close()
  await scene?.rooms.close()
})

type Text = ActionOutput<'document', 'getText'>
const read = (who: string | null, source: object, page = 0) =>
  scene.rooms.call('document', 'getText', who, { source, page })
const textOf = async (bytes: Buffer, page = 0): Promise<Text> => {
  const uploadId = await checkedUpload(scene.rooms, 'admin', bytes)
  return scene.rooms.ok('document', 'getText', 'admin', { source: { kind: 'upload', uploadId }, page })
}
const codeOf = (answer: Awaited<ReturnType<typeof read>>) => (answer.ok ? 'ok' : answer.error.code)

describe('the text layer', () => {
  test('each piece of text has its box in viewer points, Chinese fonts that are not embedded included', async () => {
    const text = await textOf(chinesePdf(['STSong-Light', 'KaiTi'], '合同签署'))
    expect([text.width, text.height]).toEqual([595, 842])
    expect(text.spans.map((span) => span.text)).toEqual(['合同签署', '合同签署'])
    // 24 points, starts at 50, baselines at 780 and 740 from below.
    for (const [i, span] of text.spans.entries()) {
      expect(span.x).toBeCloseTo(50, 0)
      expect(span.width).toBeCloseTo(96, 0)
      expect(span.y).toBeLessThan(842 - (780 - 40 * i) - 15)
      expect(span.y + span.height).toBeGreaterThan(842 - (780 - 40 * i))
      expect(span.height).toBeLessThan(40)
      expect(span.turned).toBe(0)
    }
    expect(text.truncated).toBe(false)
  })

  test.each([90, 180, 270] as const)(
    'a page displayed turned by %p: boxes lie where the text is seen',
    async (rotate) => {
      const upright = (await textOf(samplePdf({ pages: 1 }))).spans[0]!
      const turned = await textOf(samplePdf({ pages: 1, rotate }))
      const span = turned.spans[0]!
      expect(span.text).toBe(upright.text)
      expect([turned.width, turned.height]).toEqual(rotate === 180 ? [595, 842] : [842, 595])
      expect(span.turned).toBe(rotate === 270 ? -90 : rotate)
      const lying = rotate !== 180
      expect(lying ? span.height : span.width).toBeCloseTo(upright.width, 0)
      const expected = {
        90: { x: 842 - upright.y - upright.height, y: upright.x },
        180: { x: 595 - upright.x - upright.width, y: 842 - upright.y - upright.height },
        270: { x: upright.y, y: 595 - upright.x - upright.width },
      }[rotate]
      expect(span.x).toBeCloseTo(expected.x, 0)
      expect(span.y).toBeCloseTo(expected.y, 0)
    },
  )

  test('a page is read once, the second answer is the same, and the cache is swept in its time', async () => {
    const { rooms } = scene
    const { contractId } = await start(rooms, 'admin')
    const source = { kind: 'contract', contractId }
    const before = await rooms.deps.store.count(pageTextCollection, [], 1000)
    const first = await read('admin', source)
    const second = await read('worker', source)
    expect(first.ok && second.ok && second.data).toEqual(first.ok && first.data)
    expect(await rooms.deps.store.count(pageTextCollection, [], 1000)).toBe(before + 1)
    await sweepPageImages(rooms.deps, rooms.now() + 31 * 86_400_000, 1000)
    expect(await rooms.deps.store.count(pageTextCollection, [], 1000)).toBe(0)
    expect(codeOf(await read('admin', source))).toBe('ok')
  })

  test('a page with more text than is handed out says so and stays within bounds', async () => {
    const text = await textOf(densePdf(40, 100))
    expect(text.spans.length).toBeGreaterThan(1000)
    expect(text.truncated).toBe(true)
    expect(JSON.stringify(text).length).toBeLessThan(100_000)
  })

  test('exactly who may see the page may read it', async () => {
    const { rooms } = scene
    const { contractId } = await start(rooms, 'admin')
    const source = { kind: 'contract', contractId }
    expect(codeOf(await read('worker', source))).toBe('ok')
    for (const who of ['rival', 'guest', 'clerk']) expect(codeOf(await read(who, source))).toBe('NOT_FOUND')
    expect(codeOf(await read(null, source))).toBe('SIGN_IN_REQUIRED')
    expect(codeOf(await read('admin', source, 2))).toBe('PAGE_OUT_OF_RANGE')
    const uploadId = await checkedUpload(rooms, 'clerk')
    expect(codeOf(await read('admin', { kind: 'upload', uploadId }))).toBe('NOT_FOUND')
  })
})
