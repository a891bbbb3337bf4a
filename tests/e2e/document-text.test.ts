import type { Page } from 'playwright-core'
import { routes } from '../../src/platform/routes'
import { browserTest, chromiumPath, desktop, openPage, phone, visit } from './browser'
import { realApp } from './real-app'
import { actAs, makeContracts, type RealContracts } from './real-contracts'

/** Stands at the end of one line and the beginning of the next of the sample agreement. */
const brokenPhrase = '交互设计与视觉规范'

interface Rect {
  left: number
  top: number
  right: number
  bottom: number
}

const rectOf = (page: Page, selector: string): Promise<Rect[]> =>
  page.locator(selector).evaluateAll((elements) =>
    elements.map((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect()
      return { left, top, right, bottom }
    }),
  )

const inside = (inner: Rect, outer: Rect) =>
  inner.left >= outer.left - 1 &&
  inner.top >= outer.top - 1 &&
  inner.right <= outer.right + 1 &&
  inner.bottom <= outer.bottom + 1

describe('the words of a document in the browser', () => {
  const app = realApp()
  let made: RealContracts

  beforeAll(async () => {
    if (chromiumPath) made = await makeContracts(app.host)
  })

  async function open(viewport: typeof phone, route: 'contract' | 'sign') {
    const window = await openPage(app.browser, app.host.url, viewport)
    await window.page.emulateMedia({ reducedMotion: 'reduce' })
    await actAs(window.context, route === 'sign' ? made.person : made.employee)
    await visit(window.page, app.host.url, `${routes[route]}?id=${made.open.contractId}`)
    return window
  }
  const words = (page: Page) => page.locator('.words__piece').first().waitFor({ state: 'attached' })

  browserTest('a phrase broken over two lines is found and brought into view; Esc closes', async () => {
    const { page, faults } = await open(desktop, 'contract')
    await words(page)
    await page.locator('.viewer__window').focus()
    await page.keyboard.press('Control+f')
    const field = page.getByLabel('查找文件中的文字')
    await field.fill(brokenPhrase)
    await field.press('Enter')
    await page.getByText('第 1 处，共 1 处，在第 1 页').waitFor({ state: 'attached' })

    const lines = await rectOf(page, '.found--now')
    expect(lines).toHaveLength(2)
    expect(lines[1]!.top).toBeGreaterThan(lines[0]!.bottom)
    const [window] = await rectOf(page, '.viewer__window')
    for (const line of lines) expect(inside(line, window!)).toBe(true)
    // The frame lies on the words of the layer that hold the phrase.
    const around = await page
      .locator('.words__piece')
      .evaluateAll((pieces) =>
        pieces
          .filter((piece) => /交互设计与|视觉规范/.test(piece.textContent ?? ''))
          .map((piece) => piece.getBoundingClientRect().toJSON() as Rect),
      )
    for (const line of lines) expect(around.some((piece) => inside(line, piece))).toBe(true)

    await field.fill('协议')
    await page.getByText(/^第 1 处，共 ([2-9]|\d\d) 处/).waitFor({ state: 'attached' })
    await field.press('Shift+Enter')
    await page.getByText(/^第 (\d+) 处，共 \1 处，在第 2 页/).waitFor({ state: 'attached' })
    await field.press('Enter')
    await page.getByText(/^第 1 处，共/).waitFor({ state: 'attached' })
    await field.fill('此处无此语')
    await page.getByText('没有找到').waitFor()

    await field.press('Escape')
    await field.waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('viewer__window')
    expect(await page.locator('.found').count()).toBe(0)
    expect(faults).toEqual([])
    await page.context().close()
  })

  browserTest('words lie on their image and are selected with the mouse, line breaks kept', async () => {
    const { page } = await open(desktop, 'contract')
    await words(page)
    const piece = (text: string) => page.locator('.words__piece', { hasText: text }).first()
    const [from, to] = [await piece('包括用户研究').boundingBox(), await piece('视觉规范').boundingBox()]
    await page.mouse.move(from!.x + 1, from!.y + from!.height / 2)
    await page.mouse.down()
    await page.mouse.move(to!.x + to!.width - 1, to!.y + to!.height / 2, { steps: 8 })
    await page.mouse.up()
    const selected = await page.evaluate(() => document.getSelection()?.toString() ?? '')
    expect(selected).toMatch(/交互设计与\n/)
    expect(selected.replace(/\s/g, '')).toContain(brokenPhrase)

    const [paper] = await rectOf(page, '.paper')
    for (const rect of await rectOf(page, '.paper:first-child .words__piece'))
      expect(inside(rect, paper!)).toBe(true)
    await page.context().close()
  })

  browserTest('a screen reader gets the words of the page, and an image that is silent', async () => {
    const { page } = await open(phone, 'sign')
    await words(page)
    const first = page.getByRole('region', { name: '第 1 页，共 2 页' })
    expect(await first.ariaSnapshot()).toContain('产品设计顾问服务协议')
    expect(await first.getByRole('img').count()).toBe(0)
    await page.context().close()
  })

  browserTest('a signer on a phone finds with the magnifier; the bar stands above the paper', async () => {
    const { page, faults } = await open(phone, 'sign')
    await words(page)
    await page.getByRole('button', { name: '在文件中查找' }).tap()
    const field = page.getByLabel('查找文件中的文字')
    await field.fill('与手写签名或者盖章具有同等的法律效力')
    await field.press('Enter')
    await page.getByText('第 1 处，共 1 处，在第 2 页').waitFor({ state: 'attached' })
    const [window, bar] = [(await rectOf(page, '.viewer__window'))[0]!, (await rectOf(page, '.find'))[0]!]
    expect(bar.bottom).toBeLessThanOrEqual(window.top + 1)
    for (const line of await rectOf(page, '.found--now')) expect(inside(line, window)).toBe(true)
    expect((await rectOf(page, '.found--now')).length).toBeGreaterThan(0)
    await page.getByRole('button', { name: '关闭查找' }).tap()
    await field.waitFor({ state: 'detached' })
    expect(faults).toEqual([])
    await page.context().close()
  })

  browserTest('a text that does not come leaves the image, and nobody asks again', async () => {
    const window = await openPage(app.browser, app.host.url, phone)
    let asked = 0
    await window.page.route('**/invoke/document', async (route) => {
      if (!route.request().postData()?.includes('getText')) return route.fallback()
      asked += 1
      return route.fulfill({
        json: {
          ok: false,
          requestId: 'r',
          error: { code: 'FILE_UNREADABLE', message: { zh: '读不了', en: 'unreadable' } },
        },
      })
    })
    await actAs(window.context, made.person)
    await visit(window.page, app.host.url, `${routes.sign}?id=${made.open.contractId}`)
    await window.page.locator('.words-plain').first().waitFor({ state: 'attached' })
    await window.page.locator('.viewer__window').evaluate((element) => element.scrollTo(0, 600))
    await window.page.locator('.viewer__window').evaluate((element) => element.scrollTo(0, 0))
    await window.page.locator('.paper__image').first().waitFor()
    expect(await window.page.locator('.words__piece').count()).toBe(0)
    expect(asked).toBeLessThanOrEqual(2)
    expect(asked).toBeGreaterThan(0)
    await window.context.close()
  })
})
