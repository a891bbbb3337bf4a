import type { Page } from 'playwright-core'
import { routes } from '../../src/platform/routes'
import { browserTest, chromiumPath, desktop, openPage, seen, visit } from './browser'
import { realApp } from './real-app'
import { actAs, makeContracts, password, type RealContracts } from './real-contracts'

/** What the focused element is called, the way a person hears it, roughly: its label, else its words. */
const focusedName = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement
    return (element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim()
  })

/** Presses Tab until something of this name has the focus. @throws Error naming what was passed on the way */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = []
  for (let i = 0; i < 60; i += 1) {
    const focused = await focusedName(page)
    // The body's own words are everything on the page.
    if (focused.length < 80 && name.test(focused)) return
    passed.push(focused.slice(0, 30))
    await page.keyboard.press('Tab')
  }
  throw new Error(`nothing called ${String(name)} takes the focus; passed: ${passed.join(' | ')}`)
}

describe('signing by keyboard alone (WCAG 2.1.1)', () => {
  const app = realApp()
  let made: RealContracts

  beforeAll(async () => {
    if (chromiumPath) made = await makeContracts(app.host)
  })

  browserTest(
    'a person reads, puts the signature set from the name, authenticates with the password and is done',
    async () => {
      const { page, faults } = await openPage(app.browser, app.host.url, desktop)
      await page.emulateMedia({ reducedMotion: 'reduce' })
      await actAs(page.context(), made.person)
      await visit(page, app.host.url, `${routes.sign}?id=${made.open.contractId}`)
      await seen(page, '下一处签名')

      // To the place; from there the sheet of signatures.
      await tabTo(page, /下一处签名/)
      await page.keyboard.press('Enter')
      const sheet = page.getByRole('dialog').locator('visible=true')
      if (!(await appears(page))) {
        await tabTo(page, /下一处签名|点此签名/)
        await page.keyboard.press('Enter')
      }
      await sheet.waitFor()

      // Tabs move by arrow keys; the last kind is the one set from the verified name.
      await tabTo(page, /^(手写|常用|系统)签名$/)
      for (let i = 0; i < 3 && (await focusedName(page)) !== '系统签名'; i += 1)
        await page.keyboard.press('ArrowRight')
      expect(await focusedName(page)).toBe('系统签名')
      await tabTo(page, /^(使用此签名|生成并使用)/)
      await page.keyboard.press('Enter')
      await sheet.waitFor({ state: 'hidden' })

      // Read to the end if asked, confirm, choose the password, agree.
      await tabTo(page, /^(读到最后一页|确认签署)/)
      if (/读到最后一页/.test(await focusedName(page))) {
        await page.keyboard.press('Enter')
        await seen(page, /^确认签署/)
        await tabTo(page, /^确认签署/)
      }
      await page.keyboard.press('Enter')
      await seen(page, '选择验证方式')
      await tabTo(page, /^签署密码/)
      await page.keyboard.press('Space')
      await tabTo(page, /已阅读.*同意/)
      await page.keyboard.press('Space')
      await tabTo(page, /密码.*签署$/)
      await page.keyboard.press('Enter')

      // The six boxes of the sheet are one field.
      await sheet.waitFor()
      for (
        let i = 0;
        i < 10 && !(await page.evaluate(() => document.activeElement?.matches('input')));
        i += 1
      )
        await page.keyboard.press('Tab')
      expect(await focusedName(page)).toMatch(/密码/)
      await page.keyboard.type(password, { delay: 30 })
      await seen(page, /您已签署/)
      expect(faults).toEqual([])
    },
    120_000,
  )
})

/** Whether a dialog opened at once. */
async function appears(page: Page): Promise<boolean> {
  await page.waitForTimeout(800)
  return (await page.getByRole('dialog').locator('visible=true').count()) > 0
}
