import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { name, PdfDict, type PdfRef, PdfString, type PdfValue } from '../objects'
import type { ObjectSink } from '../object-sink'
import type { FontFace, FontSet } from './font-set'
import { FontSubset } from './font-subset'
import { toUnicodeMap } from './to-unicode'

/** One font of the set as the file uses it: what content refers to, and which of its glyphs it will hold. */
export interface EmbeddedFont {
  ref: PdfRef
  subset: FontSubset
}

/** One subset a font, shared by all that is drawn into a file or an update; written when all glyphs are known. */
export class EmbeddedFonts {
  private readonly fonts = new Map<FontFace, EmbeddedFont>()

  constructor(
    private readonly sink: ObjectSink,
    readonly set: FontSet,
  ) {}

  of(face: FontFace): EmbeddedFont {
    const known = this.fonts.get(face)
    if (known) return known
    const font = { ref: this.sink.reserve(), subset: new FontSubset(this.set.file(face)) }
    if (this.fonts.size === 0) this.sink.beforeBuild(() => this.write())
    this.fonts.set(face, font)
    return font
  }

  private write(): void {
    for (const [face, { ref, subset }] of this.fonts) writeFont(this.sink, ref, face, subset)
    // What is drawn into a later state gets subsets of its own: these are closed.
    this.fonts.clear()
  }
}

/** What a reader needs to replace the font if it must: serif or script look, weight of the stems. */
const LOOKS: Record<FontFace, { flags: number; stem: number }> = {
  hei: { flags: 0, stem: 80 },
  'hei-bold': { flags: 0, stem: 140 },
  song: { flags: 2, stem: 70 },
  'song-bold': { flags: 2, stem: 120 },
  kai: { flags: 8, stem: 70 },
}
const SYMBOLIC = 4

/** A composite font with two-byte codes that are glyph numbers (ISO 32000-2 §9.7: Type0, CIDFontType2, Identity-H). */
function writeFont(sink: ObjectSink, ref: PdfRef, face: FontFace, subset: FontSubset): void {
  const { font } = subset
  const program = subset.program()
  const baseFont = name(`${subsetTag(program)}+${font.postScriptName}`)
  const em = (value: number) => Math.round((value * 1000) / font.unitsPerEm)
  const { flags, stem } = LOOKS[face]
  const file = sink.add(
    PdfDict.of({ Length1: program.length, Filter: name('FlateDecode') }),
    deflateSync(program),
  )
  const descriptor = sink.add(
    PdfDict.of({
      Type: name('FontDescriptor'),
      FontName: baseFont,
      Flags: SYMBOLIC + flags,
      FontBBox: font.box.map(em),
      ItalicAngle: 0,
      Ascent: em(font.ascent),
      Descent: em(font.descent),
      CapHeight: em(font.capHeight),
      StemV: stem,
      FontFile2: file,
    }),
  )
  const descendant = sink.add(
    PdfDict.of({
      Type: name('Font'),
      Subtype: name('CIDFontType2'),
      BaseFont: baseFont,
      CIDSystemInfo: PdfDict.of({
        Registry: new PdfString(Buffer.from('Adobe')),
        Ordering: new PdfString(Buffer.from('Identity')),
        Supplement: 0,
      }),
      FontDescriptor: descriptor,
      DW: 1000,
      W: widthArray(subset.widths),
      CIDToGIDMap: name('Identity'),
    }),
  )
  const toUnicode = sink.add(
    PdfDict.of({ Filter: name('FlateDecode') }),
    deflateSync(Buffer.from(toUnicodeMap(subset.characters), 'latin1')),
  )
  sink.set(
    ref,
    PdfDict.of({
      Type: name('Font'),
      Subtype: name('Type0'),
      BaseFont: baseFont,
      Encoding: name('Identity-H'),
      DescendantFonts: [descendant],
      ToUnicode: toUnicode,
    }),
  )
}

/** Six capitals that differ between subsets (§9.9.2), from the content: the same subset has the same name. */
const subsetTag = (program: Buffer): string =>
  Array.from(createHash('sha256').update(program).digest().subarray(0, 6), (byte) =>
    String.fromCharCode(65 + (byte % 26)),
  ).join('')

/** Runs of widths that differ from the em (§9.7.4.3). */
function widthArray(widths: readonly number[]): PdfValue[] {
  const out: PdfValue[] = []
  let run: number[] | null = null
  widths.forEach((width, cid) => {
    if (width === 1000) run = null
    else if (run) run.push(width)
    else out.push(cid, (run = [width]))
  })
  return out
}
