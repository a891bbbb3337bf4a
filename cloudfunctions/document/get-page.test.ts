import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import type { ActionOutput } from '#types/api'
import { run, Scratch, testWith } from '#platform/pdf/testing/outside-tools'
import { samplePdf } from '#platform/pdf/testing/sample-files'
import { checkedUpload, openScene, sign, start, type Scene } from '../contract/testing/scene.fixture'
import { contractCollection } from '../contract/model/contract'
import { actions } from './actions'
import { useRenderer } from './commands/rendering'
import { pageImageCollection, pageImageId } from './model/page-image'
import { PageUnreadable, RendererBusy, type PageRenderer } from './render/page-renderer'
import { chinesePdf, hangingPdf } from './testing/awkward-files.fixture'
import { openRenderer } from './testing/renderer.fixture'

// Drawing takes its time on a loaded machine.
jest.setTimeout(120_000)

let scene: Scene
let renderer: PageRenderer
let scratch: Scratch
beforeAll(async () => {
  scratch = new Scratch()
  renderer = await openRenderer()
  useRenderer(renderer)
  scene = await openScene({ document: actions })
}, 60_000)
afterAll(async () => {
  await renderer?.close()
  await scene?.rooms.close()
  scratch.remove()
})

const page = (who: string | null, source: object, number: number, width = 750) =>
  scene.rooms.call('document', 'getPage', who, { source, page: number, width })

async function imageOf(url: string): Promise<Buffer> {
  const file = await scene.rooms.files.openTemporary(url.split('/f/')[1]!)
  const chunks: Buffer[] = []
  for await (const chunk of file!.stream()) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Reads a picture once and answers what share of the pixels in a rectangle (fractions of the page) is clearly inked. */
async function inkOf(image: Buffer) {
  const picture = await loadImage(image)
  const canvas = createCanvas(picture.width, picture.height)
  const context = canvas.getContext('2d')
  context.drawImage(picture, 0, 0)
  return ([x, y, w, h]: readonly [number, number, number, number]): number => {
    const { data } = context.getImageData(
      Math.round(x * picture.width),
      Math.round(y * picture.height),
      Math.round(w * picture.width),
      Math.round(h * picture.height),
    )
    let ink = 0
    for (let i = 0; i < data.length; i += 4)
      if (Math.min(data[i]!, data[i + 1]!, data[i + 2]!) < 170) ink += 1
    return ink / (data.length / 4)
  }
}

const dataOf = (answer: Awaited<ReturnType<typeof page>>) => {
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.data as ActionOutput<'document', 'getPage'>
}
const codeOf = (answer: Awaited<ReturnType<typeof page>>) => (answer.ok ? 'ok' : answer.error.code)

describe('what a page shows', () => {
  test('the seal, the signature and the dates of the parties, before and after they act', async () => {
    const { rooms } = scene
    const { contractId } = await start(rooms, 'admin')
    const source = { kind: 'contract', contractId }
    const seal: [number, number, number, number] = [60 / 595, 60 / 842, 119 / 595, 119 / 842]
    const signature: [number, number, number, number] = [300 / 595, 60 / 842, 120 / 595, 50 / 842]
    const date: [number, number, number, number] = [300 / 595, 130 / 842, 120 / 595, 24 / 842]
    const look = async (n: number) => inkOf(await imageOf(dataOf(await page('worker', source, n)).url))
    const empty = await look(0)
    expect(empty(seal)).toBeLessThan(0.02)
    await sign(rooms, 'admin', contractId)
    const sealed = await look(0)
    expect(sealed(seal)).toBeGreaterThan(0.08)
    expect(sealed(signature)).toBeLessThan(0.02)
    await sign(rooms, 'worker', contractId)
    expect((await look(0))(signature)).toBeGreaterThan(0.03)
    expect((await look(1))(date)).toBeGreaterThan(0.03)
  })

  test('a turned page is drawn as displayed, and what was signed stands upright in its place', async () => {
    const { rooms } = scene
    const { contractId } = await start(rooms, 'admin', { bytes: samplePdf({ pages: 2, rotate: 90 }) })
    await sign(rooms, 'admin', contractId)
    const drawn = dataOf(await page('admin', { kind: 'contract', contractId }, 0))
    expect([drawn.width, drawn.height]).toEqual([750, 530])
    const place: [number, number, number, number] = [60 / 842, 60 / 595, 119 / 842, 119 / 595]
    expect((await inkOf(await imageOf(drawn.url)))(place)).toBeGreaterThan(0.08)
  })

  test('Chinese fonts that are named but not embedded: every line is drawn, and no glyph as a box', async () => {
    const { rooms } = scene
    const fonts = ['STSong-Light', 'SimSun', 'SimHei', 'KaiTi', 'FangSong', 'MicrosoftYaHei', 'NoSuchFont']
    const text = '合同签署甲方乙方'
    const uploadId = await checkedUpload(rooms, 'admin', chinesePdf(fonts, text))
    const drawn = dataOf(await page('admin', { kind: 'upload', uploadId }, 0, 1500))
    expect(drawn.text.split('\n').filter((line: string) => line.includes(text))).toHaveLength(fonts.length)
    const ink = await inkOf(await imageOf(drawn.url))
    for (const [i] of fonts.entries()) {
      const top = (842 - (780 - 40 * i) - 22) / 842
      const glyph = (n: number): [number, number, number, number] => [
        (50 + 24 * n) / 595,
        top,
        24 / 595,
        26 / 842,
      ]
      const shares = [...text].map((_, n) => ink(glyph(n)))
      // A missing glyph is the same box in every place; real characters differ from each other.
      for (const share of shares) expect(share).toBeGreaterThan(0.05)
      expect(new Set(shares.map((share) => share.toFixed(3))).size).toBeGreaterThan(5)
    }
  })

  testWith('pdftoppm')('a page looks as poppler draws it', async () => {
    const { rooms } = scene
    const { contractId } = await start(rooms, 'admin', {
      bytes: readFileSync('samples/service-agreement.pdf'),
    })
    await sign(rooms, 'admin', contractId)
    const ours = await inkOf(
      await imageOf(dataOf(await page('admin', { kind: 'contract', contractId }, 0)).url),
    )
    const { revision } = (await rooms.deps.store.get(contractCollection, contractId))!
    const pdf = scratch.file('signed.pdf', await rooms.files.read(revision.file))
    run('pdftoppm', [
      '-png',
      '-singlefile',
      '-scale-to-x',
      '750',
      '-scale-to-y',
      '1061',
      pdf,
      scratch.path('theirs'),
    ])
    const theirs = await inkOf(readFileSync(scratch.path('theirs.png')))
    // In a grid of 15 × 20 cells there is ink in the same cells, up to what anti-aliasing moves over a border.
    let differing = 0
    for (let y = 0; y < 20; y += 1)
      for (let x = 0; x < 15; x += 1) {
        const cell = [x / 15, y / 20, 1 / 15, 1 / 20] as const
        if (Math.abs(ours(cell) - theirs(cell)) > 0.08) differing += 1
      }
    expect(differing).toBeLessThan(6)
  })
})

describe('cost', () => {
  test('a page is drawn once and then comes from the private cache; a new revision has its own image', async () => {
    const { rooms } = scene
    const { contractId } = await start(rooms, 'admin')
    const source = { kind: 'contract', contractId }
    const contract = async () => (await rooms.deps.store.get(contractCollection, contractId))!
    const kept = async (sha256: string) =>
      rooms.deps.store.get(pageImageCollection, pageImageId(sha256, 0, 750))
    const base = (await contract()).revision.file.sha256
    expect(await kept(base)).toBeNull()
    await Promise.all([page('admin', source, 0), page('worker', source, 0), page('admin', source, 0)])
    const first = await kept(base)
    await page('worker', source, 0)
    expect(first).not.toBeNull()
    expect(await kept(base)).toEqual(first)
    await sign(rooms, 'admin', contractId)
    await page('worker', source, 0)
    expect((await kept((await contract()).revision.file.sha256))?.sha256).not.toBe(first?.sha256)
  })

  test('1,000 pages: any page is drawn alone', async () => {
    const { rooms } = scene
    const uploadId = await checkedUpload(rooms, 'admin', samplePdf({ pages: 1000 }))
    for (const n of [999, 0, 500]) {
      const drawn = dataOf(await page('admin', { kind: 'upload', uploadId }, n, 200))
      expect(drawn.text).toBe(`Page ${n + 1}`)
      expect(drawn.width).toBe(200)
    }
    expect(codeOf(await page('admin', { kind: 'upload', uploadId }, 1000))).toBe('PAGE_OUT_OF_RANGE')
  })

  test('a page that takes for ever is given up, and the next page is drawn all the same', async () => {
    const patient = await openRenderer({ time: 3_000 })
    try {
      const bad = hangingPdf()
      const hang = patient.draw({ sha256: 'bad', page: 0, width: 750 }, async () => bad)
      await expect(hang).rejects.toThrow(RendererBusy)
      const good = samplePdf({ pages: 1 })
      const drawn = await patient.draw({ sha256: 'good', page: 0, width: 200 }, async () => good)
      expect(drawn.text).toBe('Page 1')
    } finally {
      await patient.close()
    }
  })

  test('more waiting pages than may wait are refused at once, the others are drawn', async () => {
    const crowded = await openRenderer({ waiting: 2 })
    try {
      const bytes = samplePdf({ pages: 9 })
      const all = await Promise.allSettled(
        Array.from({ length: 6 }, (_, n) =>
          crowded.draw({ sha256: 'crowd', page: n, width: 200 }, async () => bytes),
        ),
      )
      const refused = all.filter((r) => r.status === 'rejected')
      expect(refused.length).toBeGreaterThan(0)
      for (const r of refused) expect(r.reason).toBeInstanceOf(RendererBusy)
      expect(all.filter((r) => r.status === 'fulfilled').length).toBeGreaterThanOrEqual(2)
    } finally {
      await crowded.close()
    }
  })

  test('bytes that are no PDF are unreadable', async () => {
    const nonsense = renderer.draw({ sha256: 'x', page: 0, width: 200 }, async () => Buffer.from('not a pdf'))
    await expect(nonsense).rejects.toThrow(PageUnreadable)
  })
})

describe('who may look', () => {
  test('a contract: its parties and its initiating side, nobody else', async () => {
    const { rooms } = scene
    const { contractId } = await start(rooms, 'admin')
    const source = { kind: 'contract', contractId }
    expect(codeOf(await page('admin', source, 0))).toBe('ok')
    expect(codeOf(await page('worker', source, 0))).toBe('ok')
    expect(codeOf(await page('rival', source, 0))).toBe('NOT_FOUND')
    expect(codeOf(await page('guest', source, 0))).toBe('NOT_FOUND')
    expect(codeOf(await page(null, source, 0))).toBe('SIGN_IN_REQUIRED')
    // A colleague without the view permission and without a part in it.
    expect(codeOf(await page('clerk', source, 0))).toBe('NOT_FOUND')
  })

  test('an upload: only the one who uploaded it', async () => {
    const uploadId = await checkedUpload(scene.rooms, 'clerk')
    const source = { kind: 'upload', uploadId }
    expect(codeOf(await page('clerk', source, 0))).toBe('ok')
    for (const who of ['admin', 'rival', 'worker'])
      expect(codeOf(await page(who, source, 0))).toBe('NOT_FOUND')
  })
})

const corpus = process.env.QIANLI_CORPUS
const withCorpus = corpus && existsSync(corpus) ? test : test.skip
withCorpus(
  corpus
    ? 'every readable file of the corpus is drawn'
    : 'SKIPPED, QIANLI_CORPUS is not set: files of the corpus are drawn',
  async () => {
    const folder = join(corpus!, 'plain')
    const failed: string[] = []
    for (const name of readdirSync(folder)) {
      const bytes = readFileSync(join(folder, name))
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      await renderer.draw({ sha256, page: 0, width: 200 }, async () => bytes).catch(() => failed.push(name))
    }
    // Two are locked by a password, one has lost its trailer beyond repair.
    expect(failed.sort()).toEqual([
      'cantoo__missing_xref_trailer_dict.pdf',
      'pyhanko__minimal-aes256.pdf',
      'samples__libreoffice-writer-password.pdf',
    ])
  },
  120_000,
)
