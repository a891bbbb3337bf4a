import { existsSync } from 'node:fs'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

/** Chromium of the machine, or of the environment; null where there is none. */
export const chromiumPath = [
  process.env.QIANLI_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path): path is string => Boolean(path) && existsSync(path ?? ''))

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
