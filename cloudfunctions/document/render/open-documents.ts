import { createRequire } from 'node:module'
import path from 'node:path'
import type { PDFDocumentProxy } from 'pdfjs-dist'

/** Documents kept open, and their bytes together: a reader turning pages should not pay for opening again. */
const maxDocuments = 4
const maxBytes = 160 * 1024 * 1024

interface Open {
  document: Promise<PDFDocumentProxy>
  bytes: number
}

const open = new Map<string, Open>()

/** An open document, used last; undefined when it must be given again. */
export function openDocument(sha256: string): Promise<PDFDocumentProxy> | undefined {
  const found = open.get(sha256)
  if (!found) return undefined
  open.delete(sha256)
  open.set(sha256, found)
  return found.document
}

/** Opens a document and closes those used longest ago when there are too many. */
export function takeDocument(sha256: string, bytes: Uint8Array): Promise<PDFDocumentProxy> {
  const document = load(bytes)
  open.set(sha256, { document, bytes: bytes.length })
  document.catch(() => open.delete(sha256))
  for (const [key, entry] of open) {
    const total = [...open.values()].reduce((sum, e) => sum + e.bytes, 0)
    if (key === sha256 || (open.size <= maxDocuments && total <= maxBytes)) break
    open.delete(key)
    void entry.document.then((d) => d.destroy()).catch(() => undefined)
  }
  return document
}

async function load(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const data = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  return pdfjs.getDocument({
    data: bytes,
    // Character maps of fonts that are named but not embedded: most Chinese office files.
    cMapUrl: `${path.join(data, 'cmaps')}/`,
    cMapPacked: true,
    standardFontDataUrl: `${path.join(data, 'standard_fonts')}/`,
    wasmUrl: `${path.join(data, 'wasm')}/`,
    useSystemFonts: true,
    // Files come from outside: no generated code.
    isEvalSupported: false,
    disableFontFace: true,
    verbosity: 0,
  }).promise
}
