import { createCanvas } from '@napi-rs/canvas'
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import { registerFonts } from './fonts'
import type { RenderedPage } from './messages'

/** A very long page is drawn smaller, so that its picture stays below this many pixels. */
const maxPixels = 16_000_000
/** Text handed to screen readers, characters. */
const maxText = 20_000
const jpegQuality = 86

/**
 * Draws one page with everything on it, signature fields included, turned as displayed.
 * `page` counts from 0, `width` in pixels.
 */
export async function drawPage(
  document: PDFDocumentProxy,
  page: number,
  width: number,
): Promise<RenderedPage> {
  registerFonts()
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const proxy = await document.getPage(page + 1)
  try {
    const natural = proxy.getViewport({ scale: 1 })
    const wanted = width / natural.width
    const most = Math.sqrt(maxPixels / (natural.width * natural.height))
    const viewport = proxy.getViewport({ scale: Math.min(wanted, most) })
    const canvas = createCanvas(
      Math.max(1, Math.round(viewport.width)),
      Math.max(1, Math.round(viewport.height)),
    )
    const context = canvas.getContext('2d')
    await proxy.render({
      canvas: null,
      // pdf.js draws on what looks like a canvas of the browser.
      canvasContext: context as unknown as CanvasRenderingContext2D,
      viewport,
      background: '#ffffff',
      // Appearances of signatures, seals and dates are annotations; forms are part of the picture.
      annotationMode: pdfjs.AnnotationMode.ENABLE,
    }).promise
    const [png, jpeg, text] = await Promise.all([
      canvas.encode('png'),
      canvas.encode('jpeg', jpegQuality),
      textOf(proxy),
    ])
    // Text is crisper as PNG; only pages with photographs or scans are much smaller as JPEG.
    const crisp = png.length <= jpeg.length * 2
    return {
      image: crisp ? png : jpeg,
      mime: crisp ? 'image/png' : 'image/jpeg',
      width: canvas.width,
      height: canvas.height,
      text,
    }
  } finally {
    proxy.cleanup()
  }
}

async function textOf(page: PDFPageProxy): Promise<string> {
  const { items } = await page.getTextContent()
  const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
  return text.slice(0, maxText)
}
