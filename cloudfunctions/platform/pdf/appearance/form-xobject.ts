import { deflateSync } from 'node:zlib'
import { name, PdfDict } from '../objects'
import { pictureContent } from './content'
import type { VectorPicture } from './vector-picture'

/** A form XObject ready to be added to an update: its dictionary (without /Length) and its stream bytes. */
export interface FormXObject {
  dict: PdfDict
  stream: Buffer
}

/** A picture at natural size. */
export function pictureForm(picture: VectorPicture): FormXObject {
  return {
    dict: formDict(picture.width, picture.height).set('Filter', name('FlateDecode')),
    stream: deflateSync(pictureContent(picture)),
  }
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
