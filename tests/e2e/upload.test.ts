import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { number, sampleDocx, sampleXlsx, text } from '#platform/convert/testing/office-files'
import { browserTest, button, desktop, field, look, openPage, phone, seen } from './browser'
import { realApp, signIn } from './real-app'

jest.setTimeout(240_000)

type Chosen = { name: string; mimeType: string; buffer: Buffer }[]
const files = (...list: [name: string, buffer: Buffer][]): Chosen =>
  list.map(([name, buffer]) => ({ name, mimeType: 'application/octet-stream', buffer }))

async function choose(page: Page, press: string, chosen: Chosen): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, press).first().click()])
  await chooser.setFiles(chosen)
}

const sheet = sampleXlsx([
  {
    name: '报价单',
    xml: `<cols><col min="1" max="1" width="26"/><col min="2" max="4" width="14"/></cols><sheetData><row r="1" ht="32">${text('A1', '设备采购报价单', 1)}</row><row r="2">${text('A2', '名称', 2)}${text('B2', '数量', 2)}${text('C2', '单价', 2)}${text('D2', '日期', 2)}</row><row r="3">${text('A3', '激光测距仪', 2)}${number('B3', 12, 2)}${number('C3', 2580, 3)}${number('D3', 46348, 4)}</row></sheetData><mergeCells><mergeCell ref="A1:D1"/></mergeCells>`,
  },
  { name: '底稿', xml: '<sheetData/>', state: 'hidden' },
])
const png = readFileSync('docs/picture.png')

describe('uploads that are no PDF, through the page (CON-21, CON-67)', () => {
  const app = realApp()

  browserTest(
    'at the desktop: a sheet with its notices, a refusal with its reason, images as one',
    async () => {
      const { page, faults } = await openPage(app.browser, app.host.url, desktop)
      page.setDefaultTimeout(60_000)
      await signIn(page, app.host, '13800000001')
      await button(page, '快速发起').first().click()
      await seen(page, '选择要签署的文件')
      await look(page, 'upload-desktop')
      await choose(page, '选择文件', files(['合同.docx', sampleDocx(['同意😀'])]))
      await seen(page, /无法显示的字符：😀/)
      await look(page, 'upload-desktop-refused')
      await choose(page, '选择文件', files(['合同.docx', sampleDocx(['a'])], ['a.png', png]))
      await seen(page, '只有图片可以多个合并为一份文件')
      await choose(page, '选择文件', files(['报价单.xlsx', sheet]))
      await seen(page, '隐藏的工作表“底稿”未转换')
      await seen(page, /^1 页/)
      expect(await field(page, '合同名称').first().inputValue()).toBe('报价单')
      await look(page, 'upload-desktop-sheet')
      await choose(page, '换文件', files(['2.png', png], ['1.png', png]))
      await seen(page, /^2 页/)
      expect(faults).toEqual([])
    },
  )

  browserTest('on the phone', async () => {
    const { page, faults } = await openPage(app.browser, app.host.url, phone)
    page.setDefaultTimeout(60_000)
    await signIn(page, app.host, '13800000002')
    await button(page, '快速发起').first().click()
    await seen(page, '选择要签署的文件')
    await look(page, 'upload-phone')
    await choose(page, '选择文件', files(['报价单.xlsx', sheet]))
    await seen(page, '隐藏的工作表“底稿”未转换')
    await look(page, 'upload-phone-sheet')
    expect(faults).toEqual([])
  })
})
