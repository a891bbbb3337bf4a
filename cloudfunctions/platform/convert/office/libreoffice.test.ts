import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fontDirectory } from '../../pdf/fonts/font-directory'
import { inspectUpload } from '../../pdf/inspect'
import { run } from '../../pdf/testing/outside-tools'
import { ConversionRefused } from '../conversion'
import { convertFiles } from '../convert-files'
import { convert } from '../convert'
import { FontSet } from '../../pdf/fonts/font-set'
import { number, relationship, sampleDocx, sampleXlsx, text, zip } from '../testing/office-files'
import { findSoffice } from './find-soffice'
import { LIBREOFFICE_LIMITS, LibreOffice } from './libreoffice'

jest.setTimeout(240_000)

const program = findSoffice(process.env)
const withOffice: typeof test.skip = program
  ? test
  : (((name: string) =>
      test.skip(`SKIPPED, LibreOffice is not installed: ${name}`, () => undefined)) as typeof test.skip)
const office = () => new LibreOffice(program ?? '', fontDirectory())

let folder: string
beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'qianli-office-test-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const words = (pdf: Buffer) => {
  writeFileSync(path.join(folder, 'x.pdf'), pdf)
  return run('pdftotext', ['-layout', path.join(folder, 'x.pdf'), '-']).output
}
const left = () => readdirSync(tmpdir()).filter((name) => /^qianli-office-(?!test)/.test(name))
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'converted',
    (error: unknown) => (error instanceof ConversionRefused ? error.code : String(error)),
  )

describe('LibreOffice', () => {
  withOffice('Word and Excel files, the old formats too, become PDFs; nothing stays behind', async () => {
    const before = left()
    const docx = await office().convert({ kind: 'docx', bytes: sampleDocx(['租赁合同 㐂', '第一条 租金']) })
    expect(docx.version).toMatch(/^\d+\.\d+/)
    expect(words(docx.pdf)).toContain('租赁合同 㐂')
    const sheet = sampleXlsx([
      { name: 'a', xml: `<sheetData><row r="1">${text('A1', '单价')}${number('B1', 5)}</row></sheetData>` },
    ])
    expect(words((await office().convert({ kind: 'xlsx', bytes: sheet })).pdf)).toContain('单价')
    // An old file made here, by the program itself.
    const modern = path.join(folder, 'old.docx')
    writeFileSync(modern, sampleDocx(['旧格式合同']))
    run(program ?? '', [
      `-env:UserInstallation=file://${folder}/p`,
      '--headless',
      '--convert-to',
      'doc',
      '--outdir',
      folder,
      modern,
    ])
    const doc = readFileSync(path.join(folder, 'old.doc'))
    const old = await convertFiles(
      [{ filename: '合同.doc', bytes: doc }],
      {
        embedded: async ([file]) =>
          convert(file?.bytes ?? doc, { filename: 'a.doc' }, { fonts: FontSet.open() }),
        preferred: null,
        fallback: office(),
      },
      { document: 1e8, image: 1e7 },
    )
    expect(old?.converter.name).toBe('libreoffice')
    expect(inspectUpload(old?.pdf ?? Buffer.alloc(0)).pages).toHaveLength(1)
    expect(words(old?.pdf ?? Buffer.alloc(0))).toContain('旧格式合同')
    expect(left()).toEqual(before)
  })

  withOffice(
    'a file that takes too long is ended with everything it started, a damaged one is refused',
    async () => {
      const before = left()
      const hasty = new LibreOffice(program ?? '', null, { ...LIBREOFFICE_LIMITS, time: 300 })
      expect(await codeOf(hasty.convert({ kind: 'docx', bytes: sampleDocx(['a']) }))).toBe('FILE_TOO_COMPLEX')
      expect(left()).toEqual(before)
      const broken = Buffer.from('d0cf11e0a1b11ae1'.padEnd(4000, '0'), 'hex')
      expect(await codeOf(office().convert({ kind: 'xls', bytes: broken }))).toBe('FILE_UNREADABLE')
    },
  )
})

describe('what is never handed to another converter', () => {
  const never = new LibreOffice('/nowhere/soffice', null)

  test('tracked changes', async () => {
    const bytes = sampleDocx(['<w:p><w:ins w:id="1"><w:r><w:t>加价</w:t></w:r></w:ins></w:p>'])
    expect(await codeOf(never.convert({ kind: 'docx', bytes }))).toBe('FILE_CHANGES')
  })

  test('content from elsewhere, so that no server is asked', async () => {
    let asked = 0
    const server = createServer((_, response) => {
      asked += 1
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.png`
    const links = `<Relationships>${relationship('i', 'image', address, 'External')}</Relationships>`
    const bytes = sampleDocx(['a'], { 'word/_rels/document.xml.rels': links })
    expect(await codeOf((program ? office() : never).convert({ kind: 'docx', bytes }))).toBe(
      'FILE_UNDRAWABLE',
    )
    expect(asked).toBe(0)
    server.close()
  })

  test('a program that is not there is told as such', async () => {
    expect(await codeOf(never.convert({ kind: 'doc', bytes: Buffer.from('x') }))).toBe(
      'CONVERSION_UNAVAILABLE',
    )
    expect(findSoffice({ PATH: '/nowhere', QIANLI_SOFFICE: '/nowhere/soffice' })).toBeNull()
    expect(findSoffice({ PATH: process.env.PATH, QIANLI_SOFFICE: 'none' })).toBeNull()
  })
})

describe('without LibreOffice', () => {
  test.each([
    ['a.doc', 'WordDocument'],
    ['a.xls', 'Workbook'],
  ])('%s is refused by name', async (filename, entry) => {
    const bytes = Buffer.alloc(2048)
    Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes)
    bytes.write(`${entry}\0`, 512, 'utf16le')
    const converters = {
      embedded: () => Promise.reject(new Error('not asked')),
      preferred: null,
      fallback: null,
    }
    const done = convertFiles([{ filename, bytes }], converters, { document: 1e8, image: 1e7 })
    expect(await codeOf(done)).toBe('OFFICE_OLD_FORMAT')
  })

  test('a package that is neither Word nor Excel is refused', async () => {
    const converters = {
      embedded: () => Promise.reject(new Error('not asked')),
      preferred: null,
      fallback: null,
    }
    const files = [{ filename: 'a.docx', bytes: zip({ 'a.txt': 'a' }) }]
    expect(await codeOf(convertFiles(files, converters, { document: 1e8, image: 1e7 }))).toBe(
      'FILE_UNREADABLE',
    )
  })
})
