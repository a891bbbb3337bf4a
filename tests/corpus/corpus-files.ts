import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One file of the corpus and what its manifest says of it. */
export interface CorpusEntry {
  file: string
  sha256: string
  klass?: string
  password?: string | null
  note?: string
  expected?: { verdict: string; signatures: number | null; cryptoAndStructureOk: number | null }
}

/** A folder with `manifest.json` and the files of `signed/` and `plain/`. */
export interface Corpus {
  signed: CorpusEntry[]
  plain: CorpusEntry[]
  path(kind: 'signed' | 'plain', entry: CorpusEntry): string
  /** Bytes, checked against the manifest's hash. */
  read(kind: 'signed' | 'plain', entry: CorpusEntry): Buffer
}

/** The corpus that QIANLI_CORPUS names; null when there is none. */
export function openCorpus(): Corpus | null {
  const folder = process.env.QIANLI_CORPUS
  const manifestPath = folder ? join(folder, 'manifest.json') : ''
  if (!folder || !existsSync(manifestPath)) return null
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as Pick<Corpus, 'signed' | 'plain'>
  const path = (kind: 'signed' | 'plain', entry: CorpusEntry) => join(folder, kind, entry.file)
  return {
    ...manifest,
    path,
    read(kind, entry) {
      const bytes = readFileSync(path(kind, entry))
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      if (sha256 !== entry.sha256) throw new Error(`${entry.file} is not the file of the manifest`)
      return bytes
    },
  }
}

/** Title of the skipped test that stands for all when there is no corpus. */
export const noCorpus = (what: string): string =>
  `SKIPPED, QIANLI_CORPUS does not name a folder with a manifest.json: ${what}`
