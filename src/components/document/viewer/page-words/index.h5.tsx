import { Fragment, memo, useMemo } from 'react'
import { grain, layText, type LaidSpan } from './text-layout'
import type { PageWordsProps } from './types'
import './page-words.scss'

/** The words of a page over its image, unseen, to select, to copy, to be found by the browser and to be read aloud. */
export function PageWords({ text, plain, width }: PageWordsProps) {
  const laid = useMemo(() => (text ? layText(text.spans, measure) : []), [text])

  if (!text || laid.length === 0)
    return plain.trim() === '' ? null : <div className="unseen words-plain">{plain}</div>
  const scale = width / (text.width * grain)
  return (
    <div
      className="words"
      style={{ width: text.width * grain, height: text.height * grain, transform: `scale(${scale})` }}
    >
      <Pieces laid={laid} />
    </div>
  )
}

/** Zooming changes one number of the layer, none of the pieces. */
const Pieces = memo(function Pieces({ laid }: { laid: LaidSpan[] }) {
  return (
    <>
      {laid.map((piece, index) => (
        <Fragment key={index}>
          <span
            className={piece.vertical ? 'words__piece words__piece--vertical' : 'words__piece'}
            style={{
              left: piece.left,
              top: piece.top,
              fontSize: piece.fontSize,
              transform: piece.transform,
              transformOrigin: piece.origin,
            }}
          >
            {piece.then === 'space' ? `${piece.text} ` : piece.text}
          </span>
          {piece.then === 'line' && <br role="presentation" />}
        </Fragment>
      ))}
    </>
  )
})

const em = 100
let ruler: CanvasRenderingContext2D | null | undefined

/** Length in ems of the layer's font; where canvas is kept from pages, every letter counts as one. */
function measure(text: string): number {
  if (ruler === undefined) {
    ruler = document.createElement('canvas').getContext('2d')
    if (ruler) ruler.font = `${em}px sans-serif`
  }
  return ruler ? ruler.measureText(text).width / em : text.length
}

/** The words are there as text, so the image is silent; without any, it says so. */
export function spokenImage(plain: string, without: string): string {
  return plain.trim() === '' ? without : ''
}
