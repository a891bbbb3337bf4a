import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { openRenderer } from '../../cloudfunctions/document/testing/renderer.fixture'
import type { PageRenderer } from '../../cloudfunctions/document/render/page-renderer'
import type { VectorPicture } from '../../cloudfunctions/platform/pdf/appearance/vector-picture'
import { composeRevision0 } from '../../cloudfunctions/platform/pdf/compose'
import { inspectUpload, UploadError, type UploadFacts } from '../../cloudfunctions/platform/pdf/inspect'
import { signPdf } from '../../cloudfunctions/platform/pdf/sign'
import { hasTool, run, Scratch } from '../../cloudfunctions/platform/pdf/testing/outside-tools'
import { verifyPdf } from '../../cloudfunctions/platform/pdf/verify/verify-pdf'
import { LocalPki } from '../../cloudfunctions/platform/pki/local-pki'
import { noCorpus, openCorpus, type Corpus, type CorpusEntry } from './corpus-files'

/**
 * Every plain file of the corpus (forms, rotated and cropped pages, damaged, fuzzed and encrypted files) goes the way
 * of an upload: looked at, composed, signed, verified, drawn. It ends signed, or refused with the reason (issue 3).
 */
const corpus = openCorpus()

if (!corpus) test.skip(noCorpus('plain files as uploads'), () => undefined)
else if (!hasTool('qpdf') || !hasTool('pdftoppm') || !hasTool('pdfsig'))
  test.skip('SKIPPED, qpdf or poppler is not installed: plain files as uploads', () => undefined)
else takeUploads(corpus)

/** What must be refused, and why; everything else must be taken. */
const REFUSED: Record<string, string> = {
  // Password or owner restriction: the signer's words could not be checked against what others see.
  'dss__edition_protected_none.pdf': 'FILE_LOCKED',
  'pdfjs__issue17215.pdf': 'FILE_LOCKED',
  'pyhanko__minimal-aes256.pdf': 'FILE_LOCKED',
  'samples__libreoffice-writer-password.pdf': 'FILE_LOCKED',
  // No header in its first 1024 bytes and a tree of pages that leads back to itself; poppler does not open it either.
  'libpdf__PDFBOX-6040-nodeloop.pdf': 'FILE_UNREADABLE',
  // The tree of pages leads back to itself: how many pages there are depends on who counts.
  'pyhanko__circular-page-tree.pdf': 'FILE_UNREADABLE',
}

function takeUploads(files: Corpus): void {
  const scratch = new Scratch()
  let pki: LocalPki
  let renderer: PageRenderer
  const table: string[] = []

  beforeAll(async () => {
    pki = await LocalPki.create(scratch.path('pki'), randomBytes(32))
    renderer = await openRenderer()
  })
  afterAll(async () => {
    await renderer.close()
    scratch.remove()
    process.stdout.write(`plain files as uploads:\n${table.sort().join('\n')}\n`)
  })

  test.each(files.plain.map((entry) => [entry.file, entry] as const))(
    '%s is signed with its pages kept as they look, or refused with the reason',
    async (_, entry) => {
      const source = files.read('plain', entry)
      const facts = inspect(source)
      table.push(`  ${entry.file.padEnd(44)} ${describeFacts(facts)}`)
      if (facts instanceof UploadError) {
        expect({ file: entry.file, refusal: facts.refusal }).toEqual({
          file: entry.file,
          refusal: REFUSED[entry.file],
        })
        return
      }
      expect(Object.keys(REFUSED)).not.toContain(entry.file)
      const signed = await sign(source, facts)
      await judge(entry, signed)
    },
  )

  async function sign(source: Buffer, facts: UploadFacts) {
    const page = facts.pages[0]!
    const rect = {
      x: page.width * 0.1,
      y: page.height * 0.1,
      width: page.width * 0.25,
      height: page.height * 0.2,
    }
    const places = [{ name: 'qianli-signature', page: 0, rect }]
    const composed = await composeRevision0({
      source,
      parties: [{ id: 'a', signatureFields: places, slots: [] }],
    })
    const revision0 = Buffer.concat([composed.base, composed.append])
    const { append } = await signPdf({
      base: revision0,
      fieldName: 'qianli-signature',
      appearance: STAMP,
      date: new Date(),
      signer: await pki.organizationSigner({ id: 'o1', name: '上海云杉科技有限公司' }),
      timeStamper: pki.timeStamper(),
    })
    return { file: Buffer.concat([revision0, append]), normalised: composed.normalised }
  }

  async function judge(entry: CorpusEntry, signed: { file: Buffer; normalised: boolean }) {
    const report = verifyPdf(signed.file, { roots: pki.roots() })
    expect(report.verdict).toBe('intact')
    expect(report.signatures.filter((one) => one.integrity === 'ok')).toHaveLength(1)
    const before = files.path('plain', entry)
    const after = scratch.file('signed.pdf', signed.file)
    expect(run('pdfsig', ['-nocert', after]).output).toContain('Signature is Valid')

    const complaints = qpdfComplaints(after)
    const known = new Set(signed.normalised ? [] : qpdfComplaints(before))
    expect(complaints.filter((line) => !known.has(line))).toEqual([])

    // A damaged file has no agreed look: viewers guess, each in its own way.
    if (!signed.normalised) expect(inkOutsideSeal(before, after)).toEqual({ sameSize: true, changed: 0 })
    const sha256 = createHash('sha256').update(signed.file).digest('hex')
    const drawn = await renderer.draw({ sha256, page: 0, width: 400 }, async () => signed.file)
    expect(drawn.width).toBeGreaterThan(0)
    expect(drawn.image.length).toBeGreaterThan(200)
  }

  /** Errors and warnings of `qpdf --check` without the file's name. */
  function qpdfComplaints(path: string): string[] {
    const { output } = run('qpdf', ['--check', path])
    return output
      .split('\n')
      .filter((line) => line.includes(path) && !line.startsWith('checking '))
      .map((line) => line.replaceAll(path, ''))
  }

  /** Page 1 by poppler before and after; the seal's own place (x 10-35 %, y 10-30 %) is left out. */
  function inkOutsideSeal(before: string, after: string): { sameSize: boolean; changed: number } {
    const [a, b] = [raster(before, 'before'), raster(after, 'after')]
    if (a.width !== b.width || a.height !== b.height) return { sameSize: false, changed: 0 }
    let changed = 0
    for (let y = 0; y < a.height; y++) {
      for (let x = 0; x < a.width; x++) {
        const inSeal = within(x, a.width, 0.1, 0.35) && within(y, a.height, 0.1, 0.3)
        const at = y * a.width + x
        if (!inSeal && Math.abs(a.grey[at]! - b.grey[at]!) > 8) changed++
      }
    }
    return { sameSize: true, changed }
  }

  function raster(path: string, title: string): { width: number; height: number; grey: Buffer } {
    const out = scratch.path(title)
    run('pdftoppm', ['-gray', '-r', '60', '-f', '1', '-l', '1', '-singlefile', path, out])
    const pgm = readFileSync(`${out}.pgm`)
    const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.toString('latin1', 0, 64))!
    return { width: Number(header[1]), height: Number(header[2]), grey: pgm.subarray(header[0].length) }
  }
}

const STAMP: VectorPicture = {
  width: 100,
  height: 80,
  shapes: [{ d: [['M', 5, 5], ['L', 95, 5], ['L', 95, 75], ['Z']], stroke: '#c5372c', strokeWidth: 6 }],
}

const within = (at: number, size: number, from: number, to: number): boolean =>
  at >= Math.floor(size * from) - 1 && at <= Math.ceil(size * to) + 1

function inspect(source: Buffer): UploadFacts | UploadError {
  try {
    return inspectUpload(source)
  } catch (error) {
    if (error instanceof UploadError) return error
    throw error
  }
}

function describeFacts(facts: UploadFacts | UploadError): string {
  if (facts instanceof UploadError) return `refused ${facts.refusal} (${facts.detail})`
  return `signed, ${facts.pages.length} pages${facts.damaged ? ', normalised first' : ''}`
}
