import AxeBuilder from '@axe-core/playwright'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { routes } from '../../src/platform/routes'
import { samplePdf } from '#platform/pdf/testing/sample-files'
import { signContract } from '#platform/pdf/verify/testing/signed-contract'
import { button, chromiumPath, desktop, look, openPage, phone, seen, visit } from './browser'
import { download } from '../host/client'
import { realApp, signIn } from './real-app'
import { actAs, makeContracts, type RealContracts } from './real-contracts'

jest.setTimeout(240_000)

const browserTest = chromiumPath ? test : test.skip
const pdf = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/pdf', buffer })
const changed = (file: Buffer) => {
  const copy = Buffer.from(file)
  const at = copy.indexOf('/MediaBox') + 10
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}

async function choose(page: Page, press: string, file: ReturnType<typeof pdf>): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, press).first().click()])
  await chooser.setFiles(file)
}

/** Drops a file on the window the way a desktop does. */
async function drop(page: Page, { name, mimeType, buffer }: ReturnType<typeof pdf>): Promise<void> {
  const data = await page.evaluateHandle(
    ([named, type, text]) => {
      const transfer = new DataTransfer()
      const bytes = Uint8Array.from(atob(text ?? ''), (c) => c.charCodeAt(0))
      transfer.items.add(new File([bytes], named ?? '', { type }))
      return transfer
    },
    [name, mimeType, buffer.toString('base64')],
  )
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: data })
  await seen(page, '松开即可验签')
  await look(page, 'validate-desktop-drag')
  await page.dispatchEvent('body', 'drop', { dataTransfer: data })
}

/** Serious violations of the page as it stands. */
async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .analyze()
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id} at ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
}

describe('a signed PDF from anywhere, through the page (TOOL-10, TOOL-11)', () => {
  const app = realApp()
  let foreign: Buffer
  let made: RealContracts
  beforeAll(async () => {
    if (!chromiumPath) return
    foreign = (await signContract()).completed
    made = await makeContracts(app.host)
  })

  browserTest('on the phone, without a verified name: intact, tampered, no signature', async () => {
    const { page, faults } = await openPage(app.browser, app.host.url, phone)
    page.setDefaultTimeout(60_000)
    await signIn(page, app.host, '13800000009')
    await page.waitForURL((url) => !url.href.includes(routes.signIn))
    await visit(page, app.host.url, routes.me)
    await seen(page, '任何平台签署的 PDF，看有没有被改动')
    await look(page, 'validate-phone-me')
    await button(page, '合同验签').click()
    await seen(page, '选择一份已签名的 PDF')
    await look(page, 'validate-phone-idle')

    await choose(page, '选择文件', pdf('别处签的合同.pdf', foreign))
    await seen(page, '未被篡改')
    // Whole, and yet nobody here knows who issued the names.
    await seen(page, /2 个签名的颁发者不在本系统的信任名单里/)
    await seen(page, '王小雨')
    expect(await violations(page)).toEqual([])
    await look(page, 'validate-phone-intact')

    await choose(page, '再验一份', pdf('改过的合同.pdf', changed(foreign)))
    await seen(page, '已被篡改')
    expect(await page.getByText('未被篡改').locator('visible=true').count()).toBe(0)
    expect(await violations(page)).toEqual([])
    await look(page, 'validate-phone-tampered')

    await choose(page, '再验一份', pdf('没签的合同.pdf', samplePdf()))
    await seen(page, '文件里没有电子签名')
    await seen(page, '验证失败')
    expect(await violations(page)).toEqual([])
    await look(page, 'validate-phone-failed')

    await choose(page, '再验一份', pdf('其实是图片.pdf', readFileSync('docs/picture.png')))
    await seen(page, '只能验 PDF 文件')
    await look(page, 'validate-phone-refused')
    expect(faults).toEqual([])
  })

  browserTest('at the desktop: by file drop and by keyboard; an own contract is led to', async () => {
    const { context, page, faults } = await openPage(app.browser, app.host.url, desktop)
    page.setDefaultTimeout(60_000)
    await actAs(context, made.employee)
    await visit(page, app.host.url, routes.contracts)
    await page.getByRole('link', { name: '工具' }).locator('visible=true').click()
    await seen(page, '把 PDF 拖到这里')
    expect(await violations(page)).toEqual([])
    await look(page, 'validate-desktop-idle')

    await drop(page, pdf('改过的合同.pdf', changed(foreign)))
    await seen(page, '已被篡改')
    expect(await violations(page)).toEqual([])
    await look(page, 'validate-desktop-tampered')

    const bytes = await download(made.employee, made.completed.contractId, 'pdf')
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      button(page, '再验一份').first().press('Enter'),
    ])
    await chooser.setFiles(pdf('自己的合同.pdf', bytes))
    await seen(page, '未被篡改')
    await seen(page, '签署者的证书都由本系统信任的机构颁发')
    await seen(page, /这就是本系统的合同/)
    expect(await violations(page)).toEqual([])
    await look(page, 'validate-desktop-intact')
    await button(page, '查看合同').click()
    await page.waitForURL((url) => url.href.includes(made.completed.contractId))
    expect(faults).toEqual([])
  })
})
