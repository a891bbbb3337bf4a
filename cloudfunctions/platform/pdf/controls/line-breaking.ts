/** Width of a piece of text in ems. */
export type Measure = (text: string) => number

export interface BrokenLine {
  text: string
  /** ems */
  width: number
}

// CLREQ §6.1.1 and GB/T 15834: closing marks do not begin a line, opening marks do not end one.
const NOT_AT_START = new Set(
  '。，、．：；！？）】》」』〕〉〗〙〛｝］％‰℃°′″’”·・～ー々〻ヽヾゝゞぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ,.!?:;)]}%／/',
)
const NOT_AT_END = new Set('（《「『【〔〈〖〘〚｛［“‘([{＄￥¥$£€＃#№')
const INSEPARABLE = new Set('—…⸺')

const CLUSTER = /[\s\S](?:[\p{M}\u200d\ufe00-\ufe0f\u{e0100}-\u{e01ef}])*/gu
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\u3000-\u303f\uff00-\uffef\u2014\u2018-\u201d\u2026\u2e3a·]/u

interface Cluster {
  text: string
  width: number
  space: boolean
  /** a line may begin with the next cluster */
  breakAfter: boolean
}

/** A text taken apart once, so that it can be broken for several widths while a fitting size is looked for. */
export interface BreakableText {
  paragraphs: Cluster[][]
}

/** Takes a text apart into what must stay together; line breaks of the text begin paragraphs. */
export function breakable(text: string, measure: Measure): BreakableText {
  const widths = new Map<string, number>()
  const widthOf = (cluster: string) => {
    const known = widths.get(cluster)
    if (known !== undefined) return known
    const width = measure(cluster)
    widths.set(cluster, width)
    return width
  }
  const paragraphs = text.split(/\r\n|\r|\n/).map((paragraph) => {
    const texts = paragraph.replace(/\t/g, '    ').match(CLUSTER) ?? []
    return texts.map((cluster, i): Cluster => {
      const next = texts[i + 1]
      return {
        text: cluster,
        width: widthOf(cluster),
        space: cluster === ' ',
        breakAfter: next === undefined || mayBreak(cluster, next, texts[i - 1]),
      }
    })
  })
  return { paragraphs }
}

function mayBreak(a: string, b: string, before: string | undefined): boolean {
  if (b === ' ') return false // spaces hang at the end of a line
  if (a === ' ') return true
  const [last, first] = [base(a), base(b)]
  if (NOT_AT_START.has(first) || NOT_AT_END.has(last)) return false
  if (last === first && INSEPARABLE.has(last)) return false
  // An apostrophe inside a Latin word is no closing quotation mark.
  if (last === '’' && before !== undefined && !isWide(before) && !isWide(b)) return false
  return isWide(a) || isWide(b)
}

const base = (cluster: string): string => String.fromCodePoint(cluster.codePointAt(0) ?? 0)
const isWide = (cluster: string): boolean => WIDE.test(base(cluster))

/**
 * Lines of at most `width` ems: broken between CJK characters but never before closing or behind opening marks, Latin
 * words whole. A word longer than a line is broken anywhere. Spaces at a break disappear.
 */
export function breakLines({ paragraphs }: BreakableText, width: number): BrokenLine[] {
  return paragraphs.flatMap((clusters) => breakParagraph(clusters, width + TOLERANCE))
}

/** Sums of rounded advances must not break a line that fits exactly. */
const TOLERANCE = 1e-6

function breakParagraph(clusters: readonly Cluster[], width: number): BrokenLine[] {
  const lines: BrokenLine[] = []
  let start = 0
  while (start < clusters.length) {
    let used = 0
    let end = start
    let lastBreak = -1
    for (; end < clusters.length; end++) {
      const cluster = clusters[end] as Cluster
      // A space that does not fit hangs over the edge, unseen.
      if (used + cluster.width > width && !cluster.space) break
      used += cluster.width
      if (cluster.breakAfter) lastBreak = end + 1
    }
    if (end < clusters.length) end = lastBreak > start ? lastBreak : Math.max(end, start + 1)
    lines.push(lineOf(clusters.slice(start, end)))
    start = end
    while (clusters[start]?.space) start++
  }
  return lines.length > 0 ? lines : [{ text: '', width: 0 }]
}

function lineOf(clusters: readonly Cluster[]): BrokenLine {
  let end = clusters.length
  while (end > 0 && clusters[end - 1]?.space) end--
  const kept = clusters.slice(0, end)
  return {
    text: kept.map(({ text }) => text).join(''),
    width: kept.reduce((sum, cluster) => sum + cluster.width, 0),
  }
}
