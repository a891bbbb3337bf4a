import { deflateSync } from 'node:zlib'
import { name, PdfDict } from '../objects'
import { pictureContent } from './content'
import type { VectorPicture } from './vector-picture'

/** A form XObject ready to be added to an update: its dictionary (without /Length) and its stream bytes. */
export interface FormXObject {
  dict: PdfDict
  stream: Buffer
}

const made = new WeakMap<VectorPicture, FormXObject>()

/** A picture at natural size. Kept as long as the picture lives: a seal is often used many times over. */
export function pictureForm(picture: VectorPicture): FormXObject {
  const known = made.get(picture)
  if (known) return known
  const form = {
    dict: formDict(picture.width, picture.height).set('Filter', name('FlateDecode')),
    // Level 1 packs outlines in a third of the time of level 6 and gives 6 % more bytes.
    stream: deflateSync(pictureContent(picture), { level: 1 }),
  }
  made.set(picture, form)
  return form
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
