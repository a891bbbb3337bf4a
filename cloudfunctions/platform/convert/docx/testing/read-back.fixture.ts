import { FontSet } from '../../../pdf/fonts/font-set'
import { run as runTool, Scratch } from '../../../pdf/testing/outside-tools'
import type { ConversionWarning } from '../../conversion'
import { convertDocx } from '../convert-docx'
import { wordFile, type WordFile } from './word-file.fixture'

export interface Word {
  text: string
  page: number
  left: number
  top: number
  right: number
  bottom: number
}

/** What another program (poppler) reads in the PDF made of a Word file. Points from the page's top left. */
export interface ReadBack {
  pages: number
  warnings: ConversionWarning[]
  /** text by page, lines as they stand */
  text: string[]
  words: Word[]
  pdf: Buffer
}

export const convertParts = (file: WordFile): ReadBack => readBack(wordFile(file))

export function readBack(docx: Buffer): ReadBack {
  const { pdf, pages, warnings } = convertDocx(docx, FontSet.open())
  const scratch = new Scratch()
  try {
    const path = scratch.file('out.pdf', pdf)
    const text = runTool('pdftotext', ['-layout', path, '-']).output.split('\f').slice(0, pages)
    const boxes = runTool('pdftotext', ['-bbox', path, '-']).output
    return { pages, warnings, text, words: wordsOf(boxes), pdf }
  } finally {
    scratch.remove()
  }
}

function wordsOf(boxes: string): Word[] {
  let page = -1
  const words: Word[] = []
  for (const line of boxes.split('\n')) {
    if (line.includes('<page ')) page++
    const found = /xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*)<\/word>/.exec(
      line,
    )
    if (!found) continue
    const [, left, top, right, bottom, text = ''] = found
    words.push({
      text: text
        .replace(/&amp;/g, '&')
        .replace(/&lt;/g, '<')
        .replace(/&gt;/g, '>')
        .replace(/&quot;/g, '"')
        .replace(/&#39;/g, "'"),
      page,
      left: Number(left),
      top: Number(top),
      right: Number(right),
      bottom: Number(bottom),
    })
  }
  return words
}

/** The first word that holds the text. */
export function wordWith(read: ReadBack, text: string): Word {
  const found = read.words.find((word) => word.text.includes(text))
  if (!found) throw new Error(`no word with ${text} in: ${read.words.map((word) => word.text).join(' | ')}`)
  return found
}
