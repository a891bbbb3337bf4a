import { randomBytes } from 'node:crypto'
import { LocalPki } from '../../pki/local-pki'
import { composeRevision0 } from '../compose'
import { PdfRef } from '../objects'
import { PdfReader } from '../reader'
import { serialize } from '../serialize'
import { signPdf } from '../sign'
import {
  ENCRYPTIONS,
  rewritten,
  StringEncryption,
  type Encryption,
  type ObjectStreams,
} from '../testing/encrypted-files'
import { hasTool, run, Scratch } from '../testing/outside-tools'
import { samplePdf } from '../testing/sample-files'
import { appendRaw } from './testing/attacker'
import { emptyFields, encryptedTrailer, signEncrypted, type EncryptedSigning } from './testing/sign-encrypted'
import { verifyPdf } from './verify-pdf'

const DATE = new Date('2026-11-20T08:00:00Z')
const place = (name: string, y: number) => ({ name, page: 0, rect: { x: 60, y, width: 120, height: 60 } })

if (!hasTool('qpdf')) test.skip('SKIPPED, qpdf is not installed: encrypted signed files', () => undefined)
else {
  const scratch = new Scratch()
  let pki: LocalPki
  let plain: Buffer

  beforeAll(async () => {
    pki = await LocalPki.create(scratch.path('pki'), randomBytes(32))
    const composed = await composeRevision0({
      source: samplePdf(),
      parties: [
        { id: 'a', signatureFields: [place('甲方盖章', 60)], slots: [] },
        { id: 'b', signatureFields: [place('乙方签字', 160)], slots: [] },
      ],
    })
    plain = Buffer.concat([composed.base, composed.append])
  })
  afterAll(() => scratch.remove())

  async function signing(field: string, number: number): Promise<EncryptedSigning> {
    const signer = await pki.organizationSigner({ id: 'o1', name: '上海云杉科技有限公司' })
    const timeStamper = pki.timeStamper()
    return { field, number, name: '上海云杉科技有限公司', date: DATE, signer, timeStamper }
  }

  async function sign(file: Buffer, how: Encryption, field: string, number: number, password = '') {
    const strings = new StringEncryption(scratch, file, how, password)
    return signEncrypted(file, strings, await signing(field, number))
  }

  const all = Object.keys(ENCRYPTIONS) as Encryption[]
  const cases = all.flatMap((how) => (['disable', 'generate'] as const).map((os) => [how, os] as const))

  describe.each(cases)('signed by others, encrypted with %s, object streams: %s (issue 3)', (how, os) => {
    let base: Buffer
    let once: Buffer
    let twice: Buffer
    beforeAll(async () => {
      base = rewritten(scratch, plain, how, os)
      once = await sign(base, how, '甲方盖章', 501)
      twice = await sign(once, how, '乙方签字', 502)
    })

    test('intact: names of fields, who signed what and levels as in a plain file', () => {
      const report = verifyPdf(twice, { roots: pki.roots() })
      expect(report.findings.map((finding) => finding.code)).toEqual(['encrypted'])
      expect(report.verdict).toBe('intact')
      expect(report.pages).toBe(2)
      expect(
        report.signatures.map((s) => [s.field, s.signer?.name, s.level, s.coverage, s.trust.status]),
      ).toEqual([
        ['甲方盖章', '上海云杉科技有限公司', 'B-T', 'revision', 'trusted'],
        ['乙方签字', '上海云杉科技有限公司', 'B-T', 'whole-file', 'trusted'],
      ])
      expect(report.signatures[0]?.changesAfter.details).toEqual(['signature-added'])
      const signing = report.revisions.flatMap((revision) => JSON.stringify(revision))
      expect(signing.join()).toContain('乙方签字')
    })

    test('a changed byte and a page drawn over: tampered', () => {
      const flipped = Buffer.from(twice)
      flipped[twice.indexOf('stream') + 9]! ^= 1
      expect(verifyPdf(flipped).verdict).toBe('tampered')
      const page = PdfReader.open(twice).page(0)
      const contents = page.dict.get('Contents')
      const num = contents instanceof PdfRef ? contents.num : 0
      const drawn = appendRaw(
        twice,
        { [num]: '<</Length 4>>\nstream\nq  Q\nendstream' },
        encryptedTrailer(twice),
      )
      const report = verifyPdf(drawn)
      expect(report.verdict).toBe('tampered')
      expect(report.signatures[1]?.changesAfter.details).toContain('page-content-changed')
    })

    test('another /Encrypt, its object rewritten, none at all or another /ID: tampered', () => {
      const { trailer } = PdfReader.open(twice)
      const encrypt = trailer.get('Encrypt') as PdfRef
      const dictionary = serialize(PdfReader.open(twice).encryption)
      const rest = `/ID ${serialize(trailer.get('ID') ?? null)}`
      const same = encryptedTrailer(twice)
      const changed = [
        appendRaw(twice, { 900: '<<>>' }, rest),
        appendRaw(twice, { 900: dictionary }, `/Encrypt 900 0 R${rest}`),
        appendRaw(twice, { 900: '<<>>' }, `/Encrypt ${encrypt.num} 0 R/ID[<00><00>]`),
        appendRaw(twice, { [encrypt.num]: dictionary.replace(/\/P [-\d]+/, '/P -1') }, same),
        appendRaw(twice, { [encrypt.num]: 'null' }, same),
      ]
      for (const file of changed) {
        const report = verifyPdf(file)
        expect(report.verdict).toBe('tampered')
        expect(report.signatures[1]?.changesAfter.details).toEqual(['catalog-changed'])
      }
      expect(verifyPdf(appendRaw(twice, { 900: '<<>>' }, same)).verdict).toBe('intact')
    })

    test('the engine itself does not add to it', async () => {
      const request = { base, fieldName: '甲方盖章', appearance: null, date: DATE }
      const signer = await pki.organizationSigner({ id: 'o1', name: '上海云杉科技有限公司' })
      await expect(signPdf({ ...request, signer })).rejects.toMatchObject({ code: 'encrypted' })
    })
  })

  describe('what cannot be read gets no verdict', () => {
    const os: ObjectStreams = 'disable'

    test.each(['RC4 with 128 bits (V2, R3)', 'AES-256 (V5, R6)'] as const)(
      '%s and a password: indeterminate, and the report says that one is needed',
      async (how) => {
        const base = rewritten(scratch, plain, how, os, 'secret')
        const field = [...emptyFields(PdfReader.open(base)).keys()][0] as string
        const signed = await sign(base, how, field, 501, 'secret')
        const report = verifyPdf(signed)
        expect(report.verdict).toBe('indeterminate')
        expect(report.findings.map((finding) => finding.code)).toEqual(['password-needed'])
        expect(report.signatures).toMatchObject([{ field, integrity: 'ok' }])
        const broken = Buffer.from(signed)
        broken[signed.indexOf('stream') + 9]! ^= 1
        expect(verifyPdf(broken).verdict).toBe('tampered')
      },
    )

    test('another handler than the one for passwords: indeterminate, and the report says so', async () => {
      const how = 'RC4 with 128 bits (V2, R3)'
      const base = rewritten(scratch, plain, how, os)
      const other = Buffer.from(
        base.toString('latin1').replace('/Filter /Standard', '/Filter /Standerd'),
        'latin1',
      )
      expect(PdfReader.open(other).lock).toMatchObject({ code: 'unsupported' })
      const field = [...emptyFields(PdfReader.open(other)).keys()][0] as string
      const strings = new StringEncryption(scratch, base, how)
      const report = verifyPdf(await signEncrypted(other, strings, await signing(field, 501)))
      expect(report.findings.map((finding) => finding.code)).toEqual(['encryption-unknown'])
      expect(report.verdict).toBe('indeterminate')
    })
  })

  if (!hasTool('pdfsig'))
    test.skip('SKIPPED, poppler is not installed: its opinion of encrypted files', () => undefined)
  else
    test.each(all)('poppler agrees on what was made here, and on its claimed time: %s', async (how) => {
      const base = rewritten(scratch, plain, how, 'disable')
      const request = { ...(await signing('甲方盖章', 501)), timeStamper: undefined }
      const signed = await signEncrypted(base, new StringEncryption(scratch, base, how), request)
      const [signature] = verifyPdf(signed).signatures
      expect(signature).toMatchObject({ level: 'B-B', time: DATE.getTime(), timeSource: 'claimed' })
      const { output } = run('pdfsig', ['-nocert', scratch.file('signed.pdf', signed)])
      expect(output).toContain('Signature is Valid')
    })
}
