import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { LocalPki } from '../../pki/local-pki'
import { composeRevision0 } from '../compose'
import { viewerSize } from '../geometry'
import { PdfReader } from '../reader'
import { signPdf } from '../sign'
import { run, Scratch, testWith } from '../testing/outside-tools'
import { samplePdf, type SampleOptions } from '../testing/sample-files'
import type { PathCommand, VectorPicture } from './vector-picture'

const box = (x: number, y: number, w: number, h: number): PathCommand[] => [
  ['M', x, y],
  ['L', x + w, y],
  ['L', x + w, y + h],
  ['L', x, y + h],
  ['Z'],
]
/** Red all over, with a blue corner at the top left: tells every turn and mirror image from the right one. */
const flag: VectorPicture = {
  width: 120,
  height: 60,
  shapes: [
    { d: box(0, 0, 120, 60), fill: '#ff0000' },
    { d: box(0, 0, 60, 30), fill: '#0000ff' },
  ],
}
const rect = { x: 40, y: 70, width: 120, height: 60 }

interface Extent {
  left: number
  top: number
  right: number
  bottom: number
}

/** Where pixels of a colour lie in a PPM picture. */
function extentOf(ppm: Buffer, matches: (r: number, g: number, b: number) => boolean): Extent {
  const header = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(ppm.toString('latin1', 0, 40))
  const width = Number(header?.[1])
  const start = header?.[0].length ?? 0
  const extent = { left: Infinity, top: Infinity, right: -1, bottom: -1 }
  for (let p = start, i = 0; p + 2 < ppm.length; p += 3, i++) {
    if (!matches(ppm[p] ?? 0, ppm[p + 1] ?? 0, ppm[p + 2] ?? 0)) continue
    const [x, y] = [i % width, Math.floor(i / width)]
    extent.left = Math.min(extent.left, x)
    extent.right = Math.max(extent.right, x + 1)
    extent.top = Math.min(extent.top, y)
    extent.bottom = Math.max(extent.bottom, y + 1)
  }
  return extent
}

const cases: [string, SampleOptions][] = ([0, 90, 180, 270] as const).flatMap((rotate) => [
  [`turned by ${rotate}°`, { rotate }] as [string, SampleOptions],
  [
    `turned by ${rotate}°, MediaBox and CropBox off the origin`,
    { rotate, mediaBox: [-100, 50, 700, 1000], cropBox: [-50, 100, 600, 900] },
  ] as [string, SampleOptions],
])

describe.each(cases)('a page %s, as poppler draws it', (_, options) => {
  const scratch = new Scratch()
  afterAll(() => scratch.remove())

  const render = (pdf: Buffer) => {
    run('pdftoppm', [
      '-r',
      '72',
      '-cropbox',
      '-f',
      '1',
      '-l',
      '1',
      scratch.file('p.pdf', pdf),
      scratch.path('p'),
    ])
    return readFileSync(scratch.path('p-1.ppm'))
  }
  const near = (actual: Extent, x: number, y: number, w: number, h: number) => {
    const expected = { left: x, top: y, right: x + w, bottom: y + h }
    for (const key of ['left', 'top', 'right', 'bottom'] as const)
      expect(Math.abs(actual[key] - expected[key])).toBeLessThanOrEqual(1.5)
  }
  const isInk = (r: number, g: number, b: number) => g < 100 && (r > 150 || b > 150)
  const isBlue = (r: number, g: number, b: number) => g < 100 && r < 100 && b > 150

  testWith('pdftoppm')(
    'a signature, a slot, a slice and a drawn picture stand upright where the viewer placed them',
    async () => {
      const pki = await LocalPki.create(scratch.path('pki'), randomBytes(32))
      const source = samplePdf({ ...options, pages: 1 })
      const { width } = viewerSize(PdfReader.open(source).page(0))
      for (const kind of ['signature', 'slot', 'slice', 'text'] as const) {
        const { base, append } = await composeRevision0({
          source,
          parties: [
            {
              id: 'p',
              signatureFields: [
                { name: 's', page: 0, rect: kind === 'signature' ? rect : { ...rect, x: width - 120 } },
              ],
              slots: [
                {
                  name: 'd',
                  page: 0,
                  rect: kind === 'slot' || kind === 'slice' ? rect : { ...rect, y: 300 },
                },
              ],
            },
          ],
          texts: kind === 'text' ? [{ page: 0, rect, picture: flag }] : [],
        })
        const composed = Buffer.concat([base, append])
        const slice = kind === 'slice' ? { index: 0, count: 2 } : undefined
        const signed = await signPdf({
          base: composed,
          fieldName: 's',
          appearance: kind === 'signature' ? flag : null,
          slots: kind === 'slot' || kind === 'slice' ? [{ name: 'd', picture: flag, slice }] : [],
          date: new Date(),
          signer: await pki.personSigner({ name: '王小雨', contractId: 'c', digest: '00'.repeat(32) }),
        })
        const ppm = render(Buffer.concat([composed, signed.append]))
        near(extentOf(ppm, isInk), rect.x, rect.y, rect.width, rect.height)
        // The first of two slices is the left half, so its blue corner fills the width of the box.
        near(
          extentOf(ppm, isBlue),
          rect.x,
          rect.y,
          kind === 'slice' ? rect.width : rect.width / 2,
          rect.height / 2,
        )
      }
    },
  )
})
