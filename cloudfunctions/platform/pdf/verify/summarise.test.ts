import { composeRevision0 } from '../compose'
import { PdfDict } from '../objects'
import { samplePdf } from '../testing/sample-files'
import { Attacker } from './testing/attacker'
import { signForeign } from './testing/foreign-signature'
import { signContract, type SignedContract } from './testing/signed-contract'
import { verifyPdf } from './verify-pdf'

let contract: SignedContract
beforeAll(async () => {
  contract = await signContract()
})

describe('the answer in one sentence (issue 3: in plain words)', () => {
  test('intact and vouched for', () => {
    const { summary } = verifyPdf(contract.completed, { roots: contract.roots })
    expect(summary.zh).toContain('身份由受信任的机构证明')
    expect(summary.en).toContain('trusted authorities vouch for the signers')
  })

  test('intact, but anybody can have made the certificates: the same line says so', async () => {
    const { verdict, summary } = verifyPdf(contract.completed)
    expect(verdict).toBe('intact')
    expect(summary.zh).toContain('“上海云杉科技有限公司”、“王小雨”')
    expect(summary.zh).toContain('身份未经证实')
    expect(summary.en).toContain('nobody known here vouches for the identity of "上海云杉科技有限公司"')

    const rect = { x: 60, y: 60, width: 100, height: 40 }
    const signatureFields = [{ name: 'a', page: 0, rect }]
    const composed = await composeRevision0({
      source: samplePdf(),
      parties: [{ id: 'a', signatureFields, slots: [] }],
    })
    const file = await signForeign(Buffer.concat([composed.base, composed.append]), { field: 'a' })
    const own = verifyPdf(file, { roots: contract.roots })
    expect(own.verdict).toBe('intact')
    expect(own.summary.zh).toContain('“外部签署人”的身份未经证实')
  })

  test('tampered: the first reason, with the revision that did it', () => {
    const attacker = new Attacker(contract.signed)
    const { ref, dict } = attacker.field('company-seal')
    attacker.change(ref, dict, { AP: PdfDict.of({ N: attacker.overlay() }) })
    const report = verifyPdf(attacker.save())
    const revision = report.revisions.length
    expect(report.summary).toEqual({
      zh: `文件被改动，请勿信任。签署之后：第 ${revision} 版中已签署的签名域“company-seal”被改动。`,
      en: `The file was tampered with, do not rely on it: after signing: in revision ${revision}, signed field "company-seal" was changed.`,
    })
  })

  test('unsigned and unreadable', () => {
    expect(verifyPdf(contract.prepared).summary.zh).toBe('文件没有签名。')
    expect(verifyPdf(Buffer.from('x')).summary.en).toBe('The file cannot be read.')
  })
})

test('no text shows numbers of objects or names of dictionary entries', () => {
  const attacker = new Attacker(contract.signed)
  const { catalogRef, catalog } = attacker.reader
  attacker.change(catalogRef, catalog, { OCProperties: new PdfDict(), Names: new PdfDict() })
  const page = attacker.page(0)
  const content = attacker.update.add(new PdfDict(), Buffer.from('q Q'))
  attacker.change(page.ref, page.dict, { Rotate: 90, Contents: content })
  const report = verifyPdf(attacker.save())
  const texts = [...report.findings.map((one) => one.text), ...report.revisions.flatMap((one) => one.changes)]
  expect(texts.filter(({ zh, en }) => /#\d|OCProperties|\/[A-Z]/.test(zh + en))).toEqual([])
  expect(texts).toContainEqual({
    zh: '页面属性被改动（第 1 页，旋转方向）',
    en: 'page properties were changed (page 1, rotation)',
  })
  // For programs the detail stays.
  expect(report.findings.map((one) => one.subject)).toContain('OCProperties')
})
