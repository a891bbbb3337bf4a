import { deflateSync } from 'node:zlib'
import { name, PdfDict } from '../objects'
import { pictureContent } from './content'
import type { PackedPicture } from './packed-picture'
import type { VectorPicture } from './vector-picture'

/** A form XObject ready to be added to an update: its dictionary (without /Length) and its stream bytes. */
export interface FormXObject {
  dict: PdfDict
  stream: Buffer
}

const made = new WeakMap<VectorPicture, FormXObject>()

/** A picture at natural size. Kept as long as the picture lives: a seal is often used many times over. */
export function pictureForm(picture: VectorPicture | PackedPicture): FormXObject {
  if ('content' in picture) return packedForm(picture.width, picture.height, picture.content)
  const known = made.get(picture)
  if (known) return known
  // Level 1 packs outlines in a third of the time of level 6 and gives 6 % more bytes.
  const form = packedForm(picture.width, picture.height, deflateSync(pictureContent(picture), { level: 1 }))
  made.set(picture, form)
  return form
}

/** A group (§11.6.6): where it is blended with the page, it is as a whole, not shape by shape. */
const GROUP = PdfDict.of({ S: name('Transparency'), I: true })

const packedForm = (width: number, height: number, stream: Buffer): FormXObject => ({
  dict: formDict(width, height).set('Group', GROUP).set('Filter', name('FlateDecode')),
  stream,
})

/** Content of our own making with the resources it names. */
export function contentForm(
  width: number,
  height: number,
  content: { operators: string; resources: PdfDict },
): FormXObject {
  const plain = Buffer.from(content.operators, 'latin1')
  const dict = formDict(width, height).set('Resources', content.resources)
  // Packing a few operators makes them longer.
  if (plain.length < 120) return { dict, stream: plain }
  return { dict: dict.set('Filter', name('FlateDecode')), stream: deflateSync(plain) }
}

/** An appearance that shows nothing: what a slot has until its party acts. */
export function emptyForm(): FormXObject {
  return { dict: formDict(1, 1), stream: Buffer.alloc(0) }
}

function formDict(width: number, height: number): PdfDict {
  return PdfDict.of({
    Type: name('XObject'),
    Subtype: name('Form'),
    BBox: [0, 0, width, height],
    Resources: new PdfDict(),
  })
}
