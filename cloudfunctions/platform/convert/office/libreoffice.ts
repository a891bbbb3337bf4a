import { execFile, spawn, spawnSync } from 'node:child_process'
import { mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ConversionRefused } from '../conversion'
import { writeFontConfiguration, writeProfile } from './office-profile'
import type { OfficeConverter, OfficeFile } from './office-converter'
import { refusePicturesInCells, refuseUndecided } from './refuse-undecided'

export interface LibreOfficeLimits {
  /** ms for one file, start of the program included */
  time: number
  /** bytes of the PDF */
  output: number
  /** programs at once; each takes some 250 MB */
  running: number
  waiting: number
}

export const LIBREOFFICE_LIMITS: LibreOfficeLimits = {
  time: 45_000,
  output: 120 * 1024 * 1024,
  running: 2,
  waiting: 6,
}

const FILTERS: Readonly<Record<OfficeFile['kind'], string>> = {
  docx: 'MS Word 2007 XML',
  doc: 'MS Word 97',
  xlsx: 'Calc MS Excel 2007 XML',
  xls: 'MS Excel 97',
}

/** How a shell, and `unshare`, say that there is no such program. */
const NOT_EXECUTABLE = 126
const NOT_FOUND = 127

/**
 * LibreOffice, one process and one profile a file: both are gone afterwards, and so is everything the process started.
 * Macros are off, links are not followed, and where the system allows it the process has no network at all.
 */
export class LibreOffice implements OfficeConverter {
  readonly name = 'libreoffice'
  readonly simulated = false
  private running = 0
  private readonly waiting: (() => void)[] = []
  private known: Promise<string> | undefined

  /** `program`: path of `soffice`; `fonts`: folder of Chinese fonts to use besides the system's. */
  constructor(
    private readonly program: string,
    private readonly fonts: string | null,
    private readonly limits: LibreOfficeLimits = LIBREOFFICE_LIMITS,
  ) {}

  async convert(file: OfficeFile): Promise<{ pdf: Buffer; version: string }> {
    refuseUndecided(file)
    refusePicturesInCells(file)
    await this.turn()
    const folder = await mkdtemp(path.join(tmpdir(), 'qianli-office-'))
    try {
      const pdf = await this.run(folder, file)
      return { pdf, version: await (this.known ??= this.version()) }
    } finally {
      await rm(folder, { recursive: true, force: true })
      this.running -= 1
      this.waiting.shift()?.()
    }
  }

  /** Waits until fewer than `running` programs run. @throws ConversionRefused CONVERSION_UNAVAILABLE when too many wait */
  private async turn(): Promise<void> {
    if (this.running >= this.limits.running) {
      if (this.waiting.length >= this.limits.waiting) throw new ConversionRefused('CONVERSION_UNAVAILABLE')
      await new Promise<void>((resolve) => this.waiting.push(resolve))
    }
    this.running += 1
  }

  private async run(folder: string, { bytes, kind }: OfficeFile): Promise<Buffer> {
    const source = path.join(folder, `original.${kind}`)
    const result = path.join(folder, 'original.pdf')
    await writeFile(source, bytes, { mode: 0o600 })
    const profile = await writeProfile(folder)
    const configuration = this.fonts ? await writeFontConfiguration(folder, this.fonts) : undefined
    await this.process(folder, configuration, [
      profile,
      '--headless',
      '--norestore',
      '--nolockcheck',
      '--nodefault',
      // Named, because a damaged file would otherwise be read as text and come out as pages of signs.
      `--infilter=${FILTERS[kind]}`,
      '--convert-to',
      'pdf',
      '--outdir',
      folder,
      source,
    ])
    // It ends without an error also when it could not read the file.
    const size = (await stat(result).catch(() => null))?.size ?? 0
    if (size === 0) throw new ConversionRefused('FILE_UNREADABLE', kind)
    if (size > this.limits.output) throw new ConversionRefused('FILE_TOO_COMPLEX')
    if (!(await beginsLikePdf(result))) throw new ConversionRefused('FILE_UNREADABLE', kind)
    return readFile(result)
  }

  /** Runs the program to its end. @throws ConversionRefused FILE_TOO_COMPLEX when its time is up, CONVERSION_UNAVAILABLE when it does not start */
  private process(
    folder: string,
    fontConfiguration: string | undefined,
    words: readonly string[],
  ): Promise<void> {
    const [command = this.program, ...before] = [...isolation(), this.program]
    return new Promise((resolve, reject) => {
      const child = spawn(command, [...before, ...words], {
        cwd: folder,
        // A group of its own: `soffice` is a script that starts the program proper.
        detached: true,
        stdio: 'ignore',
        // Nothing of this process's environment: it holds secrets.
        env: {
          PATH: process.env.PATH ?? '/usr/bin:/bin',
          HOME: folder,
          TMPDIR: folder,
          LANG: 'C.UTF-8',
          ...(fontConfiguration ? { FONTCONFIG_FILE: fontConfiguration } : {}),
        },
      })
      const stop = () => {
        if (child.pid === undefined) return
        try {
          process.kill(-child.pid, 'SIGKILL')
        } catch {
          // Already gone.
        }
      }
      let late = false
      const timer = setTimeout(() => {
        late = true
        stop()
      }, this.limits.time)
      child.on('error', () => {
        clearTimeout(timer)
        reject(new ConversionRefused('CONVERSION_UNAVAILABLE'))
      })
      child.on('exit', (code) => {
        clearTimeout(timer)
        stop()
        if (late) reject(new ConversionRefused('FILE_TOO_COMPLEX'))
        else if (code === NOT_FOUND || code === NOT_EXECUTABLE)
          reject(new ConversionRefused('CONVERSION_UNAVAILABLE'))
        else resolve()
      })
    })
  }

  private version(): Promise<string> {
    return new Promise((resolve) => {
      execFile(this.program, ['--version'], { timeout: 20_000 }, (_, words) =>
        resolve(/\d+(\.\d+)+/.exec(String(words))?.[0] ?? 'unknown'),
      )
    })
  }
}

async function beginsLikePdf(file: string): Promise<boolean> {
  const handle = await open(file)
  try {
    const { buffer } = await handle.read(Buffer.alloc(5), 0, 5, 0)
    return buffer.toString('latin1') === '%PDF-'
  } finally {
    await handle.close()
  }
}

let withoutNetwork: readonly string[] | undefined

/** Words in front of a command that take its network away; none where the system does not allow that. */
function isolation(): readonly string[] {
  withoutNetwork ??=
    [
      ['unshare', '--map-root-user', '--net', '--'],
      ['unshare', '--net', '--'],
    ].find(
      ([command = '', ...words]) => spawnSync(command, [...words, 'true'], { timeout: 5_000 }).status === 0,
    ) ?? []
  return withoutNetwork
}
