import { randomBytes } from 'node:crypto'
import { LocalPki } from '../../pki/local-pki'
import { writeDocument } from '../document-writer'
import { signPdf } from '../sign'
import { Scratch, testWith } from '../testing/outside-tools'
import { colorName, rasterise } from '../testing/raster'
import { packPicture } from './packed-picture'
import type { PathCommand, VectorPicture } from './vector-picture'

const box = (x: number, y: number, w: number, h: number): PathCommand[] => [
  ['M', x, y],
  ['L', x + w, y],
  ['L', x + w, y + h],
  ['L', x, y + h],
  ['Z'],
]
const seal: VectorPicture = {
  width: 100,
  height: 100,
  shapes: [{ d: box(0, 0, 100, 100), fill: '#ff0000' }],
}

describe('a seal over printed text', () => {
  const scratch = new Scratch()
  afterAll(() => scratch.remove())

  testWith('pdftoppm')('is ink: the text stays readable under it, stored seals alike', async () => {
    const printed = { kind: 'shapes', shapes: [{ d: box(80, 90, 60, 10), fill: '#000000' }] } as const
    const base = writeDocument([{ width: 200, height: 200, items: [printed] }])
    const pki = await LocalPki.create(scratch.path('pki'), randomBytes(32))
    const signer = await pki.organizationSigner({ id: 'o1', name: '上海云杉科技有限公司' })
    for (const appearance of [seal, packPicture(seal)]) {
      const { append } = await signPdf({
        base,
        fieldName: 'p1',
        newField: { page: 0, rect: { x: 50, y: 50, width: 100, height: 100 } },
        appearance,
        date: new Date(),
        signer,
      })
      const { at } = rasterise(scratch, Buffer.concat([base, append]))
      expect([at(60, 60), at(110, 95), at(160, 160)].map(colorName)).toEqual(['red', 'black', 'white'])
    }
  })
})
