import { existsSync } from 'node:fs'
import path from 'node:path'
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core'

/** Chromium of the machine, or of the environment; null where there is none. */
export const chromiumPath = [
  process.env.QIANLI_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((file): file is string => Boolean(file) && existsSync(file ?? ''))

/** A test that needs a browser; skipped by name where the machine has none. */
export const browserTest = chromiumPath ? test : test.skip

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

export const phone = { width: 375, height: 812 }
export const desktop = { width: 1280, height: 800 }

/** A context of its own (own cookies) whose page may talk to one origin only; errors of the page are collected. */
export async function openPage(
  browser: Browser,
  origin: string,
  viewport: { width: number; height: number },
): Promise<{ context: BrowserContext; page: Page; faults: string[] }> {
  const touch = viewport.width < 1024
  const context = await browser.newContext({
    viewport,
    hasTouch: touch,
    isMobile: touch,
    deviceScaleFactor: touch ? 2 : 1,
    locale: 'zh-CN',
    acceptDownloads: true,
  })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (e) => faults.push(`page error: ${e.message}`))
  page.on('console', (m) => {
    if (m.type() === 'error') faults.push(`console: ${m.text()}`)
  })
  page.on('request', (r) => {
    const url = new URL(r.url())
    if (url.protocol.startsWith('http') && url.origin !== origin)
      faults.push(`foreign request: ${url.origin}`)
  })
  return { context, page, faults }
}

/**
 * Opens a route in a new document. Within one document only the hash would change: until the router has answered,
 * the page before still stands there, and a click meant for the new one could hit it.
 */
export async function visit(page: Page, origin: string, route: string): Promise<void> {
  await page.goto('about:blank')
  await page.goto(`${origin}/#${route}`)
}

/** Only what the person sees: the app keeps earlier pages in the document, hidden. */
export const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('button', { name }).locator('visible=true')

export const field = (page: Page, name: string): Locator =>
  page.getByLabel(name, { exact: true }).locator('visible=true')

/** Waits until the words can be seen. */
export const seen = (page: Page, words: string | RegExp): Promise<void> =>
  page.getByText(words).locator('visible=true').first().waitFor()

export const shots = process.env.QIANLI_SHOTS

/** Keeps a picture of the moment when QIANLI_SHOTS names a folder. */
export async function look(page: Page, name: string): Promise<void> {
  if (!shots) return
  await page.waitForTimeout(400)
  await page.screenshot({ path: path.join(shots, `${name}.png`) })
}
