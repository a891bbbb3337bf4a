import { readFileSync } from 'node:fs'
import { writeDocument } from '../document-writer'
import type { DrawingItem } from '../appearance/drawing'
import { GB18030_LEVEL_2, gb18030Level1, RARE_NAMES } from '../testing/gb18030-characters'
import { testWithFonts } from '../testing/fonts'
import { run, Scratch } from '../testing/outside-tools'
import type { FontFace, FontSet } from './font-set'
import { glyphOutline } from './glyph-outline'
import { transformPath } from '../appearance/vector-picture'

const CELL = 14
const COLUMNS = 100
const SIZE = 12

/** One character a cell; the last cell shows the font's own box for missing glyphs. */
function sheet(set: FontSet, face: FontFace, characters: readonly string[]) {
  const rows = Math.ceil((characters.length + 1) / COLUMNS)
  const place = (i: number) => ({ x: (i % COLUMNS) * CELL + 1, y: Math.floor(i / COLUMNS) * CELL + 11.5 })
  const items = characters.map((text, i): DrawingItem => ({
    kind: 'text',
    text,
    ...place(i),
    size: SIZE,
    face,
    color: '#000000',
  }))
  const font = set.file(face)
  const unit = SIZE / font.unitsPerEm
  const { x, y } = place(characters.length)
  const box = transformPath(glyphOutline(font, 0), [unit, 0, 0, -unit, x, y])
  items.push({ kind: 'shapes', shapes: [{ d: box, fill: '#000000' }] })
  return { width: COLUMNS * CELL, height: rows * CELL, items }
}

/** Darkness 0 … 255 of each pixel of each cell, from a binary PGM of 72 dpi. */
function cellsOf(pgm: Buffer, count: number): Uint8Array[] {
  const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.toString('latin1', 0, 40))
  const width = Number(header?.[1])
  const start = header?.[0].length ?? 0
  return Array.from({ length: count }, (_, i) => {
    const left = (i % COLUMNS) * CELL
    const top = Math.floor(i / COLUMNS) * CELL
    const cell = new Uint8Array(CELL * CELL)
    for (let y = 0; y < CELL; y++)
      for (let x = 0; x < CELL; x++)
        cell[y * CELL + x] = 255 - (pgm[start + (top + y) * width + left + x] ?? 255)
    return cell
  })
}

const BLANK = new Uint8Array(CELL * CELL)
const ink = (cell: Uint8Array): number => difference(cell, BLANK)
function difference(a: Uint8Array, b: Uint8Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) {
    const step = (a[i] ?? 0) - (b[i] ?? 0)
    // No Math.abs: in a test's own global scope each look-up of Math costs more than all the rest.
    sum += step < 0 ? -step : step
  }
  return sum
}

describe('ideographs of GB 18030-2022, levels 1 and 2, as poppler draws and reads them', () => {
  const every = [...new Set([...gb18030Level1(), ...GB18030_LEVEL_2, ...RARE_NAMES])]
  const rare = new Set([...GB18030_LEVEL_2, ...RARE_NAMES])
  // A fifth of the bold ones keeps the test short: they share their character maps with the regular fonts.
  const some = every.filter((character, i) => i % 5 === 0 || rare.has(character))
  const scratch = new Scratch()
  afterAll(() => scratch.remove())

  test('the list is whole', () => {
    expect(gb18030Level1()).toHaveLength(20_902 + 3 + 6_582 + 1)
    expect(GB18030_LEVEL_2).toHaveLength(196)
    expect(GB18030_LEVEL_2.every((character) => (character.codePointAt(0) ?? 0) >= 0x20000)).toBe(true)
  })

  for (const face of ['hei', 'hei-bold', 'song', 'song-bold', 'kai'] as const) {
    const characters = face.endsWith('-bold') ? some : every
    testWithFonts(
      `${face}: each of ${characters.length} glyphs has ink, none is the box for missing glyphs`,
      (set) => {
        expect(set.missingIn(every.join(''), face)).toEqual([])
        const path = scratch.file(
          `${face}.pdf`,
          writeDocument([sheet(set, face, characters)], { fonts: set }),
        )
        run('pdftoppm', ['-r', '72', '-gray', path, scratch.path(face)])
        const cells = cellsOf(readFileSync(scratch.path(`${face}-1.pgm`)), characters.length + 1)
        const box = cells[characters.length] as Uint8Array
        // The box itself is really there, or the comparison would prove nothing.
        expect(ink(box)).toBeGreaterThan(2000)
        const blank = characters.filter((_, i) => ink(cells[i] as Uint8Array) < 600)
        const boxes = characters.filter((_, i) => difference(cells[i] as Uint8Array, box) < ink(box) / 4)
        expect({ blank, boxes }).toEqual({ blank: [], boxes: [] })
      },
      'pdftoppm',
    )

    testWithFonts(
      `${face}: copying gives back exactly the characters`,
      () => {
        const { output } = run('pdftotext', ['-raw', '-enc', 'UTF-8', scratch.path(`${face}.pdf`), '-'])
        expect(output.replace(/\s/g, '')).toBe(characters.join(''))
      },
      'pdftotext',
    )
  }
})
