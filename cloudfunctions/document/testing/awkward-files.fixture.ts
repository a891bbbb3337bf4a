/** Builds a PDF from objects (PDF syntax, number = place in the list, from 1), byte by byte. */
function fromObjects(objects: readonly string[]): Buffer {
  const parts = ['%PDF-1.4\n']
  const offsets: number[] = []
  let length = parts[0]!.length
  objects.forEach((body, i) => {
    offsets.push(length)
    const text = `${i + 1} 0 obj ${body} endobj\n`
    parts.push(text)
    length += text.length
  })
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  parts.push(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`)
  parts.push(`trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${length}\n%%EOF\n`)
  return Buffer.from(parts.join(''), 'latin1')
}

const stream = (content: string) => `<</Length ${content.length}>>stream\n${content}\nendstream`

/** One A4 page with a line in each of these fonts, none of them embedded. */
export function chinesePdf(fonts: readonly string[], text: string): Buffer {
  const first = 5
  const hex = Buffer.from(text, 'utf16le').swap16().toString('hex')
  const lines = fonts.map((_, i) => `/F${i} 24 Tf 1 0 0 1 50 ${780 - 40 * i} Tm <${hex}> Tj`)
  const used = fonts.map((_, i) => `/F${i} ${first + 3 * i} 0 R`).join('')
  return fromObjects([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 595 842]>>',
    `<</Type/Page/Parent 2 0 R/Resources<</Font<<${used}>>>>/Contents 4 0 R>>`,
    stream(`BT ${lines.join(' ')} ET`),
    ...fonts.flatMap((name, i) => [
      `<</Type/Font/Subtype/Type0/BaseFont/${name}/Encoding/UniGB-UCS2-H/DescendantFonts[${first + 3 * i + 1} 0 R]>>`,
      `<</Type/Font/Subtype/CIDFontType2/BaseFont/${name}/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/FontDescriptor ${first + 3 * i + 2} 0 R>>`,
      `<</Type/FontDescriptor/FontName/${name}/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>`,
    ]),
  ])
}

/** One page that asks for more drawing than anybody can wait for: forms that draw each other, 10 to the 9th in all. */
export function hangingPdf(): Buffer {
  const depth = 9
  const form = (next: number, content: string) =>
    `<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</N ${next} 0 R>>>>/Length ${content.length}>>stream\n${content}\nendstream`
  return fromObjects([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 595 842]>>',
    '<</Type/Page/Parent 2 0 R/Resources<</XObject<</N 5 0 R>>>>/Contents 4 0 R>>',
    stream('/N Do'),
    ...Array.from({ length: depth }, (_, i) => form(6 + i, '/N Do '.repeat(10))),
    form(5 + depth, '0 0 100 100 re f'),
  ])
}

/** One page full of words, each placed on its own: `columns` × `rows` of them. */
export function densePdf(columns: number, rows: number): Buffer {
  const words: string[] = []
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const [x, y] = [5 + (585 * column) / columns, 835 - (830 * row) / rows]
      words.push(`1 0 0 1 ${x.toFixed(1)} ${y.toFixed(1)} Tm (w${row}x${column}) Tj`)
    }
  return fromObjects([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 595 842]>>',
    '<</Type/Page/Parent 2 0 R/Resources<</Font<</F0 5 0 R>>>>/Contents 4 0 R>>',
    stream(`BT /F0 2 Tf ${words.join(' ')} ET`),
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ])
}
