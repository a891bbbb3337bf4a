import type { VerificationReport } from '../../cloudfunctions/platform/pdf/verify/report'
import { verifyPdf } from '../../cloudfunctions/platform/pdf/verify/verify-pdf'
import { noCorpus, openCorpus, type Corpus, type CorpusEntry } from './corpus-files'

/**
 * Runs the verifier over a folder of signed, attacked and awkward PDFs with a manifest of what a careful verifier
 * says (`signed/` and `plain/` beside `manifest.json`), and prints the score.
 */
const corpus = openCorpus()

if (!corpus) test.skip(noCorpus('verifier over the corpus'), () => undefined)
else verifyAll(corpus)

function verifyAll(files: Corpus): void {
  describe('signed files of many producers and attackers', () => {
    const results: { entry: CorpusEntry; report: VerificationReport }[] = []
    beforeAll(() => {
      for (const entry of files.signed)
        results.push({ entry, report: verifyPdf(files.read('signed', entry)) })
    })

    test('zero files wrongly intact, at most one wrongly tampered (issue 3)', () => {
      const score = new Map<string, { right: number; of: number }>()
      const wronglyIntact: string[] = []
      const wronglyTampered: string[] = []
      for (const { entry, report } of results) {
        const wanted = entry.expected?.verdict ?? 'unsigned'
        const right = wanted === 'indeterminate' ? report.verdict !== 'intact' : report.verdict === wanted
        const line = score.get(wanted) ?? { right: 0, of: 0 }
        score.set(wanted, { right: line.right + (right ? 1 : 0), of: line.of + 1 })
        if (report.verdict === 'intact' && wanted !== 'intact') wronglyIntact.push(entry.file)
        if (report.verdict === 'tampered' && wanted === 'intact') wronglyTampered.push(entry.file)
      }
      const text = [...score].map(([verdict, { right, of }]) => `${verdict} ${right}/${of}`).join(', ')
      process.stdout.write(
        `corpus score: ${text}; wrongly intact ${wronglyIntact.length}, wrongly tampered ${wronglyTampered.length}\n`,
      )
      expect(wronglyIntact).toEqual([])
      expect(wronglyTampered.length).toBeLessThanOrEqual(1)
      expect([...score.values()].every(({ right, of }) => right >= of - 1)).toBe(true)
    })

    test('signatures counted and checked as the manifest says', () => {
      const differing = results.flatMap(({ entry, report }) => {
        const expected = entry.expected
        if (!expected || expected.verdict === 'indeterminate') return []
        const fine = report.signatures.filter((signature) => signature.integrity === 'ok').length
        // An overridden dictionary is listed twice: as the form shows it, and as it was signed.
        const enough = report.signatures.length >= (expected.signatures ?? 0)
        const right = expected.verdict !== 'intact' || fine === expected.cryptoAndStructureOk
        return enough && right ? [] : [`${entry.file}: ${report.signatures.length} signatures, ${fine} good`]
      })
      expect(differing).toEqual([])
    })
  })

  test.each(files.plain.map((entry) => [entry.file, entry] as const))(
    '%s carries no signature: unsigned or unreadable, never anything else',
    (_, entry) => {
      const report = verifyPdf(files.read('plain', entry))
      expect(['unsigned', 'unreadable']).toContain(report.verdict)
      expect(report.signatures.filter((signature) => signature.integrity !== 'empty')).toEqual([])
    },
  )
}
