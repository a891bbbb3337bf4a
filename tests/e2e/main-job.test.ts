import { execFileSync, spawnSync } from 'node:child_process'
import { X509Certificate, createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { testPerson } from '#platform/adapters/registry/test-persons'
import { PdfReader } from '#platform/pdf/reader'
import { Scratch, opensslVerify } from '#platform/pdf/testing/outside-tools'
import { captchaFor } from '../local/test-client'
import type { TestHost } from '../local/test-host'
import {
  browserTest,
  button,
  chromiumPath,
  desktop,
  field,
  look,
  openPage,
  phone,
  shots,
  visit,
} from './browser'
import { giveCode, realApp, signIn } from './real-app'

const employeePhone = '13800000001'
const personPhone = '13912345678'
const person = testPerson('wang-xiaoyu')
/** The name as it stands in the evidence. */
const personSigned = person.name
const has = (tool: string, flag = '-v') => spawnSync(tool, [flag]).error === undefined
const toolTest = chromiumPath && has('pdfsig') && has('openssl', 'version') ? test : test.skip

/** Drags a tool of the editor's palette to a point of the window. */
async function dragTool(page: Page, tool: RegExp, x: number, y: number): Promise<void> {
  const box = await button(page, tool).boundingBox()
  if (!box) throw new Error(`no tool ${String(tool)}`)
  await page.mouse.move(box.x + 20, box.y + 15)
  await page.mouse.down()
  await page.mouse.move(x - 60, y - 60, { steps: 4 })
  await page.mouse.move(x, y, { steps: 4 })
  await page.mouse.up()
}

describe('the main job, through the pages', () => {
  const app = realApp()
  let folder: string
  /** What both hold in the end. */
  let pdf: Buffer
  let evidence: Buffer
  let report: Buffer

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'qianli-e2e-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  browserTest(
    'an employee sends a PDF at the desktop, a person scans and signs on the phone, the company seals; both download one file (CON-20…48, SIGN-02…17)',
    async () => {
      const { host, browser } = app
      const employee = await openPage(browser, host.url, desktop)
      const signer = await openPage(browser, host.url, phone)
      const [d, m] = [employee.page, signer.page]
      for (const page of [d, m]) page.setDefaultTimeout(20_000)

      // The employee signs in and uploads.
      await signIn(d, host, employeePhone)
      await d.getByText('没有等您处理的合同').locator('visible=true').waitFor()
      await look(d, 'desktop-home-empty')
      await button(d, '快速发起').first().click()
      const [chooser] = await Promise.all([d.waitForEvent('filechooser'), button(d, '选择文件').click()])
      await chooser.setFiles('samples/service-agreement.pdf')
      await button(d, '添加本企业').click()
      await button(d, '添加个人').click()
      await field(d, '姓名').fill(person.name)
      await field(d, '手机号').fill(personPhone)
      await field(d, '合同名称').first().fill('产品设计顾问服务协议')
      await look(d, 'desktop-setup')
      await button(d, '下一步').click()

      // Places the areas by dragging onto the last page, and sends.
      await button(d, /^第 2 页/).click()
      await d.waitForTimeout(1500)
      await dragTool(d, /^企业印章/, 330, 420)
      await dragTool(d, /^签署日期/, 365, 560)
      await d
        .getByRole('radio', { name: new RegExp(person.name) })
        .locator('visible=true')
        .click()
      await dragTool(d, /^签名/, 650, 380)
      await dragTool(d, /^签署日期/, 700, 560)
      await look(d, 'desktop-placed')
      await button(d, '发起合同').click()
      await d.getByText('发起这份合同？').waitFor()
      await button(d, '发起合同').last().click()
      await d.getByText('合同已发起').locator('visible=true').waitFor()
      await d
        .getByText(/\/s\/[A-Za-z0-9_-]+/)
        .locator('visible=true')
        .first()
        .waitFor()
      await look(d, 'desktop-sent')
      const link = /https?:\/\/[^\s]+\/s\/[A-Za-z0-9_-]+/.exec(await d.locator('body').innerText())?.[0]
      expect(link).toBeDefined()

      // The person opens the code's link: sign-in, real name, face.
      await m.goto(link!)
      await m.getByText('签署邀请').locator('visible=true').waitFor()
      await look(m, 'phone-landing')
      await button(m, '登录并继续').click()
      await giveCode(m, host, personPhone)
      await button(m, '去实名认证').click()
      await field(m, '姓名').fill(person.name)
      await field(m, '证件号码').fill(person.idNumber)
      for (const tick of await m.getByRole('checkbox').locator('visible=true').all()) await tick.click()
      await look(m, 'phone-real-name')
      await button(m, '开始人脸识别').click()
      await m.waitForURL(/\/simulators\/face\//)
      await look(m, 'phone-face')
      await m.getByText(person.name).first().click()
      await button(m, '开始识别').click()
      await button(m, '继续').click()
      await button(m, '阅读并签署').click()

      // Reads, signs by hand, authenticates with the code, done.
      await look(m, 'phone-read')
      await button(m, /下一处签名/).click()
      await m.waitForTimeout(800)
      await button(m, /下一处签名|点此签名/)
        .last()
        .click()
      const pad = m.getByLabel(/手写签名区/).locator('visible=true')
      await pad.waitFor()
      await m.waitForTimeout(600)
      await writeName(m, await pad.boundingBox())
      await look(m, 'phone-pad')
      await button(m, '使用此签名').click()
      await confirmReading(m)
      await look(m, 'phone-auth')
      await authenticate(m, host, personPhone)
      await m
        .getByText(/您已签署|签署完成/)
        .locator('visible=true')
        .first()
        .waitFor()
      await look(m, 'phone-done')

      // The company seals from its to-do.
      await visit(d, host.url, '/pages/todo/index')
      await look(d, 'desktop-todo')
      await button(d, /^(签署|去签署|盖章|处理)/)
        .first()
        .click()
      await look(d, 'desktop-read')
      await button(d, /下一处/)
        .first()
        .click()
      await d.waitForTimeout(800)
      await button(d, /下一处|点此盖章/)
        .first()
        .click()
      await d.waitForTimeout(800)
      await look(d, 'desktop-seal')
      await chooseSeal(d)
      await confirmReading(d)
      await look(d, 'desktop-auth')
      await authenticate(d, host, employeePhone)
      await d
        .getByText(/签署完成|合同已完成|已完成|已全部签署/)
        .locator('visible=true')
        .first()
        .waitFor()
      await look(d, 'desktop-done')

      // Both hold the same file.
      const files: Buffer[] = []
      for (const page of [m, d]) {
        await visit(page, host.url, '/pages/contracts/index')
        await page.getByText('产品设计顾问服务协议').locator('visible=true').first().click()
        await look(page, page === d ? 'desktop-detail' : 'phone-detail')
        const [saved] = await Promise.all([page.waitForEvent('download'), button(page, '下载合同').click()])
        files.push(readFileSync(await saved.path()))
      }
      pdf = files[0]!
      // The proof: the file verified on the spot, the report for people, the data for machines.
      await d.getByRole('tab', { name: '核验与证据' }).locator('visible=true').click()
      await button(d, '核验文件').click()
      await d.getByText('文件完整，签署后未被改动').locator('visible=true').waitFor()
      await d.getByText('3 个签名与时间戳齐全').locator('visible=true').waitFor()
      await look(d, 'desktop-proof')
      await m.getByRole('button', { name: '核验文件' }).locator('visible=true').click()
      await m.getByText('文件完整，签署后未被改动').locator('visible=true').waitFor()
      await look(m, 'phone-proof')
      const [proof] = await Promise.all([d.waitForEvent('download'), button(d, /^证据数据/).click()])
      evidence = readFileSync(await proof.path())
      const [printed] = await Promise.all([
        d.waitForEvent('download'),
        button(d, /^证据报告/)
          .last()
          .click(),
      ])
      report = readFileSync(await printed.path())
      if (shots) writeFileSync(path.join(shots, 'signed.pdf'), pdf)
      expect(createHash('sha256').update(files[1]!).digest('hex')).toBe(
        createHash('sha256').update(pdf).digest('hex'),
      )
      expect([...employee.faults, ...signer.faults]).toEqual([])
    },
    240_000,
  )

  toolTest(
    'each signature of the downloaded file is valid to pdfsig and to openssl, and ends at its revision',
    () => {
      expect(pdf).toBeDefined()
      const file = path.join(folder, 'signed.pdf')
      writeFileSync(file, pdf)
      const said = spawnSync('pdfsig', ['-nocert', file], { encoding: 'utf8' }).stdout
      expect(said.match(/Signature Validation: Signature is Valid\./g)).toHaveLength(2)

      const reader = PdfReader.open(pdf)
      const ends = reader.revisions.map((r) => r.end)
      const ranges = [
        ...pdf.toString('latin1').matchAll(/\/ByteRange ?\[ ?(\d+) +(\d+) +(\d+) +(\d+) *\]/g),
      ].map((r) => r.slice(1, 5).map(Number))
      // The parties' signatures, then the document time stamp that closes the file.
      expect(ranges).toHaveLength(3)
      expect(pdf.toString('latin1').match(/\/SubFilter ?\/ETSI\.RFC3161/g)).toHaveLength(1)
      expect(
        ranges
          .at(-1)
          ?.slice(2)
          .reduce((a, b) => a + b),
      ).toBe(pdf.length)
      const { certificates } = JSON.parse(evidence.toString('utf8')) as { certificates: string[] }
      const roots = certificates.map((c) => Buffer.from(c, 'base64')).filter(isSelfIssued)
      expect(roots).toHaveLength(1)
      const scratch = new Scratch()
      for (const range of ranges.slice(0, 2)) {
        const [start = 0, , second = 0, rest = 0] = range
        expect(start).toBe(0)
        expect(ends).toContain(second + rest)
        const { status, output } = opensslVerify(scratch, pdf, range, roots)
        expect(output).toContain('CAdES Verification successful')
        expect(status).toBe(0)
      }
      scratch.remove()
    },
  )

  toolTest('qianli verify answers intact, and tampered once a byte of the text is changed', () => {
    const file = path.join(folder, 'check.pdf')
    writeFileSync(file, pdf)
    const json = JSON.parse(
      execFileSync('node', ['bin/qianli.mjs', 'verify', file, '--json'], { encoding: 'utf8' }),
    ) as { verdict: string; signatures: { level: string; timeSource: string }[] }
    expect(json.verdict).toBe('intact')
    expect(json.signatures.map((s) => [s.level, s.timeSource])).toEqual([
      ['B-LTA', 'signature-timestamp'],
      ['B-LTA', 'signature-timestamp'],
      ['time-stamp', 'document-timestamp'],
    ])
    const changed = Buffer.from(pdf)
    const at = changed.indexOf('stream') + 40
    changed[at] = changed[at]! ^ 1
    writeFileSync(file, changed)
    expect(spawnSync('node', ['bin/qianli.mjs', 'verify', file]).status).toBe(1)
  })

  browserTest('qianli evidence proves the chain and that it speaks of this file', () => {
    const [file, json] = [path.join(folder, 'contract.pdf'), path.join(folder, 'evidence.json')]
    const printed = path.join(folder, 'report.pdf')
    writeFileSync(file, pdf)
    writeFileSync(json, evidence)
    writeFileSync(printed, report)
    for (const given of [json, printed]) {
      const proven = spawnSync('node', ['bin/qianli.mjs', 'evidence', given, '--pdf', file], {
        encoding: 'utf8',
      })
      expect(`${proven.stdout}${proven.stderr}`).not.toMatch(/tampered/i)
      expect(proven.status).toBe(0)
    }
    const half = Math.floor(report.length / 3)
    const changed = Buffer.from(report)
    changed[half] = (changed[half] ?? 0) ^ 1
    writeFileSync(printed, changed)
    expect(spawnSync('node', ['bin/qianli.mjs', 'evidence', printed]).status).not.toBe(0)
    writeFileSync(json, evidence.toString('utf8').replace(personSigned, personSigned + ' '))
    expect(spawnSync('node', ['bin/qianli.mjs', 'evidence', json]).status).toBe(1)
  })
})

const isSelfIssued = (der: Buffer): boolean => {
  const certificate = new X509Certificate(der)
  return certificate.subject === certificate.issuer
}

/** A few strokes in the three squares of the pad. */
async function writeName(
  page: Page,
  box: { x: number; y: number; width: number; height: number } | null,
): Promise<void> {
  if (!box) throw new Error('no pad')
  const strokes = [
    [
      [0.08, 0.3],
      [0.26, 0.3],
    ],
    [
      [0.17, 0.3],
      [0.17, 0.72],
    ],
    [
      [0.06, 0.72],
      [0.28, 0.72],
    ],
    [
      [0.5, 0.25],
      [0.5, 0.75],
    ],
    [
      [0.42, 0.45],
      [0.36, 0.65],
    ],
    [
      [0.58, 0.45],
      [0.64, 0.65],
    ],
    [
      [0.72, 0.3],
      [0.94, 0.3],
    ],
    [
      [0.74, 0.4],
      [0.74, 0.75],
      [0.92, 0.75],
      [0.92, 0.4],
    ],
    [
      [0.83, 0.3],
      [0.83, 0.75],
    ],
  ]
  for (const stroke of strokes) {
    const points = stroke.map(([x = 0, y = 0]) => ({ x: box.x + x * box.width, y: box.y + y * box.height }))
    await page.mouse.move(points[0]!.x, points[0]!.y)
    await page.mouse.down()
    for (const point of points.slice(1)) await page.mouse.move(point.x, point.y, { steps: 8 })
    await page.mouse.up()
  }
}

/** Reads to the end where the page asks for it, then confirms. */
async function confirmReading(page: Page): Promise<void> {
  const confirm = button(page, /^确认签署/)
  const toEnd = button(page, '读到最后一页')
  await confirm.or(toEnd).first().waitFor()
  if (await toEnd.count()) await toEnd.click()
  await confirm.click()
  await page.getByText('选择验证方式').locator('visible=true').waitFor()
}

/** Chooses the SMS code, agrees, signs, and types the code that arrives. */
async function authenticate(page: Page, host: TestHost, number: string): Promise<void> {
  await page
    .getByRole('radio', { name: /^短信验证码/ })
    .locator('visible=true')
    .click()
  for (const tick of await page.getByRole('checkbox', { checked: false }).locator('visible=true').all())
    await tick.click()
  await button(page, /签署$/).last().click()
  const box = page.getByRole('textbox').locator('visible=true').last()
  await box.waitFor()
  await page.waitForTimeout(1500)
  await box.focus()
  await page.keyboard.type(await captchaFor(host, number), { delay: 40 })
}

async function chooseSeal(page: Page): Promise<void> {
  await page.getByText('合同专用章').locator('visible=true').first().click()
  const use = button(page, /使用此印章|盖章|确定/)
  if (await use.count()) await use.last().click()
}
