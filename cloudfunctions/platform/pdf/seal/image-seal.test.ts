import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { LocalPki } from '../../pki/local-pki'
import { composeRevision0 } from '../compose'
import { signPdf } from '../sign'
import { run, Scratch, testWith } from '../testing/outside-tools'
import { samplePdf } from '../testing/sample-files'
import { imageSeal } from './image-seal'

const scratch = new Scratch()
afterAll(() => scratch.remove())

const side = 90
const strip = { x: 300, y: 200, width: 30, height: 90 }

/** A red ring with a blue left third, clear inside and outside. */
const image = (() => {
  const rgb = Buffer.alloc(3 * side * side)
  const alpha = Buffer.alloc(side * side)
  for (let i = 0; i < side * side; i++) {
    const [x, y] = [(i % side) - 44.5, Math.floor(i / side) - 44.5]
    alpha[i] = Math.abs(Math.hypot(x, y) - 36) < 7 ? 255 : 0
    rgb.set(x < -15 ? [0, 0, 255] : [255, 0, 0], 3 * i)
  }
  return { kind: 'pixels', width: side, height: side, rgb, alpha } as const
})()

testWith('pdftoppm')(
  'a page seal out of a photograph: the slices of three pages side by side are the whole seal (SEAL-84)',
  async () => {
    const pki = await LocalPki.create(scratch.path('pki'), randomBytes(32))
    const pages = [0, 1, 2]
    const { base, append } = await composeRevision0({
      source: samplePdf({ pages: 3 }),
      parties: [
        {
          id: 'p',
          signatureFields: [{ name: 's', page: 0, rect: { x: 20, y: 20, width: 40, height: 40 } }],
          slots: pages.map((page) => ({ name: `edge-${page}`, page, rect: strip })),
        },
      ],
    })
    const composed = Buffer.concat([base, append])
    const seal = imageSeal(image, side)
    const { append: signed } = await signPdf({
      base: composed,
      fieldName: 's',
      appearance: null,
      slots: pages.map((index) => ({ name: `edge-${index}`, picture: seal, slice: { index, count: 3 } })),
      date: new Date(),
      signer: await pki.personSigner({ name: '王小雨', contractId: 'c', digest: '00'.repeat(32) }),
    })
    // Embedded once: three pages cost little more than one.
    expect(signed.toString('latin1').match(/\/Subtype \/Image/g)).toHaveLength(2) // colours and alpha
    run('pdftoppm', ['-r', '72', scratch.file('p.pdf', Buffer.concat([composed, signed])), scratch.path('p')])
    let differing = 0
    for (const page of pages) {
      const ppm = readFileSync(scratch.path(`p-${page + 1}.ppm`))
      const header = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(ppm.toString('latin1', 0, 40))!
      for (let y = 1; y < 89; y++)
        for (let x = 1; x < 29; x++) {
          const at = header[0].length + 3 * ((strip.y + y) * Number(header[1]) + strip.x + x)
          const i = y * side + page * 30 + x
          const ink = image.alpha[i] === 255
          const seen = ppm[at + 1]! < 128
          const right = !ink || Math.abs(ppm[at]! - image.rgb[3 * i]!) < 60
          if (ink !== seen || !right) differing++
        }
    }
    expect(differing).toBeLessThan(0.04 * side * side) // soft edges
  },
)
