import { readFileSync } from 'node:fs'
import { run, type Scratch } from './outside-tools'

/** A page as poppler draws it, one pixel a point; `at` gives [red, green, blue] of the pixel under a point. */
export interface Raster {
  width: number
  height: number
  at(x: number, y: number): [number, number, number]
}

let count = 0

/**
 * Pages from 0. What poppler merely grumbles about is no error: the picture counts. It leaves UserUnit aside: 72 times
 * the unit gives a page at the size that other viewers show.
 */
export function rasterise(scratch: Scratch, pdf: Buffer, page = 0, resolution = 72): Raster {
  const stem = `raster-${count++}`
  const number = String(page + 1)
  const path = scratch.file(`${stem}.pdf`, pdf)
  const args = [
    '-r',
    String(resolution),
    '-cropbox',
    '-f',
    number,
    '-l',
    number,
    '-singlefile',
    path,
    scratch.path(stem),
  ]
  const { status, output } = run('pdftoppm', args)
  if (status !== 0) throw new Error(`pdftoppm: ${output}`)
  const ppm = readFileSync(scratch.path(`${stem}.ppm`))
  const header = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(ppm.toString('latin1', 0, 40))
  const [width, height] = [Number(header?.[1]), Number(header?.[2])]
  const start = header?.[0].length ?? 0
  const at = (x: number, y: number): [number, number, number] => {
    const p = start + 3 * (Math.floor(y) * width + Math.floor(x))
    return [ppm[p] ?? 0, ppm[p + 1] ?? 0, ppm[p + 2] ?? 0]
  }
  return { width, height, at }
}

/** The nearest of the plain colours that samples are painted in. */
export function colorName([r, g, b]: readonly [number, number, number]): string {
  const names: Record<string, string> = {
    '000': 'black',
    '100': 'red',
    '010': 'green',
    '001': 'blue',
    '110': 'yellow',
    '011': 'cyan',
    '101': 'magenta',
    '111': 'white',
  }
  return names[[r, g, b].map((value) => (value > 127 ? 1 : 0)).join('')] ?? 'none'
}
