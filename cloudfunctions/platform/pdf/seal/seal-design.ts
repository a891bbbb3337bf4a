import type { FontSet } from '../fonts/font-set'
import { roundPicture, type VectorPicture } from '../appearance/vector-picture'
import { drawEllipseSeal } from './ellipse-seal'
import { drawLegalRepresentativeSeal, drawNameSeal } from './name-seal'
import { drawRoundSeal } from './round-seal'

export type SealColor = 'red' | 'blue' | 'black'

interface Common {
  color?: SealColor
}

/** What a seal says and which form it has (SEAL spec; sizes after GA/T 1106 practice). */
export type SealDesign =
  /** 公章: ring, star, name on the arc */
  | (Common & { kind: 'official'; name: string; code?: string })
  /** 合同/财务/人事专用章: as the official one, with a line below the star */
  | (Common & { kind: 'contract' | 'finance' | 'hr'; name: string; bottomLine?: string; code?: string })
  /** 椭圆章, e.g. 发票专用章: code across the middle */
  | (Common & { kind: 'ellipse'; name: string; bottomLine?: string; code?: string })
  /** 法定代表人章: square, characters in columns from right to left */
  | (Common & { kind: 'legal-representative'; name: string })
  /** 个人姓名章: rectangle, one line */
  | (Common & { kind: 'name'; name: string })

/** Why a seal cannot be drawn as asked. */
export type SealProblem = 'NAME_LENGTH' | 'CODE_FORM' | 'LINE_LENGTH'

export class SealError extends Error {
  constructor(
    readonly problem: SealProblem,
    detail: string,
  ) {
    super(`${problem}: ${detail}`)
    this.name = 'SealError'
  }
}

export const SEAL_COLORS: Record<SealColor, string> = { red: '#c5372c', blue: '#1f4e9c', black: '#1f2a37' }

const BOTTOM_LINES = { contract: '合同专用章', finance: '财务专用章', hr: '人事专用章' } as const

/**
 * Draws a seal at its physical size, without background. Errors: SealError, MissingGlyphs (a character no font has:
 * nothing is drawn then).
 */
export function drawSeal(design: SealDesign, fonts: FontSet): VectorPicture {
  return roundPicture(draw(design, fonts))
}

function draw(design: SealDesign, fonts: FontSet): VectorPicture {
  const color = SEAL_COLORS[design.color ?? 'red']
  const name = design.name.replace(/\s+/g, '')
  switch (design.kind) {
    case 'official':
      checkArc(name, design.code)
      return drawRoundSeal(fonts, { name, code: design.code, color, diameter: millimetres(42) })
    case 'contract':
    case 'finance':
    case 'hr': {
      checkArc(name, design.code)
      const bottomLine = design.bottomLine ?? BOTTOM_LINES[design.kind]
      checkLine(bottomLine)
      const diameter = millimetres(design.kind === 'contract' ? 42 : 38)
      return drawRoundSeal(fonts, { name, bottomLine, code: design.code, color, diameter })
    }
    case 'ellipse':
      checkArc(name, design.code, /^[0-9A-Z]{8,18}$/)
      if (design.bottomLine !== undefined) checkLine(design.bottomLine)
      return drawEllipseSeal(fonts, {
        name,
        bottomLine: design.bottomLine ?? '发票专用章',
        code: design.code,
        color,
        width: millimetres(45),
      })
    case 'legal-representative':
      checkName(name)
      return drawLegalRepresentativeSeal(fonts, { name, color, side: millimetres(20) })
    case 'name':
      checkName(name)
      return drawNameSeal(fonts, { name, color, height: millimetres(12) })
  }
}

const millimetres = (value: number): number => (value * 72) / 25.4

function checkArc(name: string, code: string | undefined, form = /^\d{13}$/): void {
  const length = [...name].length
  if (length < 4 || length > 30)
    throw new SealError('NAME_LENGTH', `${length} characters; 4 to 30 fit on the arc`)
  if (code !== undefined && !form.test(code)) throw new SealError('CODE_FORM', 'wrong form of the code')
}

function checkName(name: string): void {
  const length = [...name].length
  if (length < 2 || length > 16)
    throw new SealError('NAME_LENGTH', `${length} characters; 2 to 16 can be arranged`)
}

function checkLine(line: string): void {
  const length = [...line].length
  if (length < 2 || length > 10) throw new SealError('LINE_LENGTH', `${length} characters; 2 to 10 fit`)
}
