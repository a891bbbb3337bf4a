import { readFileSync } from 'node:fs'
import { insertPages } from '../../cloudfunctions/platform/pdf/insert-pages'
import { inspectUpload, UploadError } from '../../cloudfunctions/platform/pdf/inspect'
import { hasTool, run, Scratch } from '../../cloudfunctions/platform/pdf/testing/outside-tools'
import { samplePdf } from '../../cloudfunctions/platform/pdf/testing/sample-files'
import { noCorpus, openCorpus, type Corpus } from './corpus-files'

/**
 * Every plain file of the corpus as an attachment between pages (TPL-41): its pages look in the contract as they look
 * by themselves, or it is refused with the reason.
 */
const corpus = openCorpus()

if (!corpus) test.skip(noCorpus('plain files as attachment pages'), () => undefined)
else if (!hasTool('qpdf') || !hasTool('pdftoppm'))
  test.skip('SKIPPED, qpdf or poppler is not installed: plain files as attachment pages', () => undefined)
else takeAttachments(corpus)

function takeAttachments(files: Corpus): void {
  const scratch = new Scratch()
  afterAll(() => scratch.remove())

  /** First pages by poppler; null when it cannot open the file, as with some that our reader mends. */
  const pictures = (path: string, first: number, count: number) => {
    const stem = scratch.path(`page-${first}`)
    return Array.from({ length: count }, (_, i) => {
      const one = ['-f', String(first + i), '-l', String(first + i), '-singlefile']
      const { status } = run('pdftoppm', ['-r', '50', '-cropbox', ...one, path, stem])
      return status === 0 ? readFileSync(`${stem}.ppm`) : null
    })
  }

  test.each(files.plain.map((entry) => [entry.file, entry] as const))(
    '%s looks as before between the pages of a contract, or is refused with the reason',
    async (_, entry) => {
      const bytes = files.read('plain', entry)
      const source = samplePdf({ pages: 1 })
      const inserting = insertPages(source, [{ after: 0, content: { kind: 'pdf', bytes } }])
      const outcome = await inserting.catch((error: unknown) => error)
      if (!Buffer.isBuffer(outcome)) {
        expect(outcome).toBeInstanceOf(UploadError)
        expect(() => inspectUpload(bytes)).toThrow(outcome as UploadError)
        return
      }
      const path = scratch.file('with.pdf', Buffer.concat([source, outcome]))
      const count = inspectUpload(bytes).pages.length
      expect(run('qpdf', ['--show-npages', path]).output.trim().split('\n').at(-1)).toBe(String(count + 1))
      const shown = Math.min(2, count)
      const before = pictures(files.path('plain', entry), 1, shown)
      const after = pictures(path, 2, shown)
      before.forEach((picture, i) => {
        if (picture) expect(after[i]?.equals(picture)).toBe(true)
        else expect(after[i]).not.toBeNull()
      })
    },
  )
}
