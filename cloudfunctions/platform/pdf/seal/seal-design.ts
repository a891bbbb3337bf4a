import type { FontSet } from '../fonts/font-set'
import { roundPicture, type VectorPicture } from '../appearance/vector-picture'
import { ellipseSeal } from './ellipse-seal'
import { nameSeal, rectangleSeal } from './rectangle-seal'
import { roundSeal } from './round-seal'
import { paintSeal, type SealLayout } from './seal-layout'
import { sealText } from './seal-text'
import { squareSeal } from './square-seal'

/** What a legal representative chooses from (SEAL-46), the first by default. */
export const LEGAL_REPRESENTATIVE_STYLES = ['song', 'kai', 'song-white', 'kai-white', 'line'] as const
export type LegalRepresentativeStyle = (typeof LEGAL_REPRESENTATIVE_STYLES)[number]

export type SealColor = 'red' | 'blue' | 'black'

interface Common {
  color?: SealColor
}

/** What a seal says and which form it has (SEAL spec §1). */
export type SealDesign =
  /** 公章: ring, star, name on the arc */
  | (Common & { kind: 'official'; name: string; code?: string })
  /** 合同/财务/人事专用章: as the official one, with a line below the star */
  | (Common & { kind: 'contract' | 'finance' | 'hr'; name: string; bottomLine?: string; code?: string })
  /** 椭圆章, e.g. 发票专用章: code across the middle, a star without one */
  | (Common & { kind: 'ellipse'; name: string; bottomLine?: string; code?: string })
  /** 法定代表人章: square with characters in columns from right to left, or one line */
  | (Common & { kind: 'legal-representative'; name: string; style?: LegalRepresentativeStyle })
  /** 个人姓名章: rectangle, one line */
  | (Common & { kind: 'name'; name: string })
  /** 其他: a form and a horizontal text of 1 to 20 characters (SEAL-16); a rectangle may go without the name */
  | (Common & { kind: 'other'; shape: 'circle' | 'ellipse'; name: string; text: string })
  | (Common & { kind: 'other'; shape: 'rectangle'; name?: string; text: string })

/** Why a seal cannot be drawn as asked. */
export type SealProblem = 'NAME_LENGTH' | 'CODE_FORM' | 'LINE_LENGTH' | 'TEXT_LENGTH'

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
 * Draws a seal at its physical size, without background. Deterministic. Errors: SealError, MissingGlyphs (a character
 * no font has: nothing is drawn then).
 */
export function drawSeal(design: SealDesign, fonts: FontSet): VectorPicture {
  const { layout, width } = layOutSeal(design, fonts)
  return roundPicture(paintSeal(layout, millimetres(width), SEAL_COLORS[design.color ?? 'red']))
}

/** The parts of a seal, each apart, and its width in millimetres. Errors as `drawSeal`. */
export function layOutSeal(design: SealDesign, fonts: FontSet): { layout: SealLayout; width: number } {
  const name = sealText(design.name ?? '')
  switch (design.kind) {
    case 'official':
      checkArc(name, design.code)
      return { layout: roundSeal(fonts, { name, code: design.code }), width: 42 }
    case 'contract':
    case 'finance':
    case 'hr': {
      checkArc(name, design.code)
      const text = sealText(design.bottomLine ?? BOTTOM_LINES[design.kind])
      checkLength(text, 2, 10, 'LINE_LENGTH')
      const layout = roundSeal(fonts, { name, text, code: design.code })
      return { layout, width: design.kind === 'contract' ? 42 : 38 }
    }
    case 'ellipse': {
      checkArc(name, design.code, /^[0-9A-Z]{8,18}$/)
      const bottomLine = sealText(design.bottomLine ?? '发票专用章')
      checkLength(bottomLine, 2, 10, 'LINE_LENGTH')
      const middle = design.code === undefined ? undefined : { code: design.code }
      return { layout: ellipseSeal(fonts, { name, bottomLine, middle }), width: 40 }
    }
    case 'legal-representative':
      checkLength(name, 2, 20, 'NAME_LENGTH')
      if (design.style === 'line') return line(fonts, name)
      return { layout: squareSeal(fonts, name, design.style ?? 'song'), width: 20 }
    case 'name':
      checkLength(name, 2, 20, 'NAME_LENGTH')
      return line(fonts, name)
    case 'other':
      return other(fonts, design, name)
  }
}

/** 12 mm high */
function line(fonts: FontSet, name: string) {
  const layout = nameSeal(fonts, name)
  return { layout, width: (layout.width / layout.height) * 12 }
}

function other(fonts: FontSet, design: Extract<SealDesign, { kind: 'other' }>, name: string) {
  const text = sealText(design.text)
  checkLength(text, 1, 20, 'TEXT_LENGTH')
  if (design.shape === 'rectangle') {
    if (name) checkLength(name, 4, 30, 'NAME_LENGTH')
    const layout = rectangleSeal(fonts, { name, text })
    return { layout, width: layout.width / 10 }
  }
  checkArc(name, undefined)
  return design.shape === 'circle'
    ? { layout: roundSeal(fonts, { name, text }), width: 40 }
    : { layout: ellipseSeal(fonts, { name, middle: { text } }), width: 45 }
}

const millimetres = (value: number): number => (value * 72) / 25.4

function checkArc(name: string, code: string | undefined, form = /^\d{13}$/): void {
  checkLength(name, 4, 30, 'NAME_LENGTH')
  if (code !== undefined && !form.test(code)) throw new SealError('CODE_FORM', 'wrong form of the code')
}

function checkLength(text: string, least: number, most: number, problem: SealProblem): void {
  const length = [...text].length
  if (length < least || length > most)
    throw new SealError(problem, `${length} characters; ${least} to ${most} can be arranged`)
}
