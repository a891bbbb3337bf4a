import type { Browser, Page } from 'playwright-core'
import { captchaFor } from '../local/test-client'
import { startHost, type TestHost } from '../local/test-host'
import { button, chromiumPath, field, launch, seen, visit } from './browser'

export interface RealApp {
  host: TestHost
  browser: Browser
}

/**
 * Starts a real host and a browser before the tests of the block, and ends both after them. The parts are there once
 * the block's first hook has run; nothing is started on a machine without a browser.
 */
export function realApp(): RealApp {
  const app = {} as RealApp
  beforeAll(async () => {
    if (!chromiumPath) return
    app.host = await startHost()
    app.browser = await launch()
  })
  afterAll(async () => {
    await app.browser?.close()
    await app.host?.stop()
  })
  return app
}

/** Signs in on the page that asks for it, with the code from the simulators' inbox. */
export async function giveCode(page: Page, host: TestHost, number: string): Promise<void> {
  await field(page, '手机号').fill(number)
  await button(page, '获取验证码').click()
  await seen(page, /\d+ ?秒|重新获取|s 后/)
  await field(page, '短信验证码').fill(await captchaFor(host, number))
  await page.getByRole('checkbox').locator('visible=true').click()
  await button(page, /^登录/).last().click()
}

/** Opens the sign-in page and signs in. */
export async function signIn(page: Page, host: TestHost, number: string): Promise<void> {
  await visit(page, host.url, '/packages/account/sign-in/index')
  await giveCode(page, host, number)
}
