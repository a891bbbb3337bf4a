import AxeBuilder from '@axe-core/playwright'
import type { BrowserContext, Page } from 'playwright-core'
import { routes } from '../../src/platform/routes'
import { momentsOf, type Moment } from './app-pages'
import { browserTest, chromiumPath, desktop, openPage, phone, visit } from './browser'
import { realApp } from './real-app'
import { actAs, leaveOnDevice, makeContracts, type RealContracts } from './real-contracts'

/** Pages as app.config.ts declares them. */
async function declaredPages(): Promise<string[]> {
  const globals = globalThis as { defineAppConfig?: (config: unknown) => unknown }
  globals.defineAppConfig = (config) => config
  const { default: config } = (await import('../../src/app.config')) as unknown as {
    default: { pages: string[]; subPackages: { root: string; pages: string[] }[] }
  }
  const inPackages = config.subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))
  return [...config.pages, ...inPackages].map((page) => `/${page}`)
}

/** Waits until nothing in view is still loading. */
async function settled(page: Page): Promise<void> {
  await page.locator('h1').locator('visible=true').first().waitFor({ state: 'attached' })
  await page.waitForFunction(
    () =>
      ![...document.querySelectorAll('[aria-busy="true"]')].some((element) => element.checkVisibility()) &&
      [...document.querySelectorAll('main')].some((element) => element.checkVisibility()),
  )
}

describe('accessibility of every page, with real contracts (axe)', () => {
  const app = realApp()
  let made: RealContracts

  beforeAll(async () => {
    if (chromiumPath) made = await makeContracts(app.host)
  })

  browserTest('the walk visits every page the app declares', async () => {
    const visited = new Set(momentsOf(made).map((moment) => routes[moment.route] as string))
    expect([...visited].sort()).toEqual((await declaredPages()).sort())
  })

  /** One browser for each person, so that files come from its cache; a fresh document for each moment. */
  async function walk(viewport: typeof phone): Promise<string[]> {
    const found: string[] = []
    const windows = new Map<Moment['as'], { context: BrowserContext; page: Page }>()
    for (const moment of momentsOf(made)) {
      let window = windows.get(moment.as)
      if (!window) {
        window = await openPage(app.browser, app.host.url, viewport)
        await window.page.emulateMedia({ reducedMotion: 'reduce' })
        if (moment.as) await actAs(window.context, moment.as)
        if (moment.as === made.employee)
          await leaveOnDevice(window.context, { 'initiate.draft': JSON.stringify(made.draft) })
        windows.set(moment.as, window)
      }
      const { page } = window
      await visit(page, app.host.url, moment.path)
      await settled(page)
      expect(page.url()).toContain(routes[moment.route])
      // No page has frames: legacy mode spares the second window axe would collect them in.
      const { violations } = await new AxeBuilder({ page })
        .setLegacyMode(true)
        .options({ resultTypes: ['violations'] })
        .analyze()
      for (const { id, impact, nodes } of violations)
        if (impact === 'serious' || impact === 'critical')
          found.push(`${moment.name}: ${id} at ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
    }
    for (const { context } of windows.values()) await context.close()
    return found
  }

  browserTest(
    'no serious or critical violation at 375 and at 1280 pixels',
    async () => {
      const [onPhone, onDesktop] = await Promise.all([walk(phone), walk(desktop)])
      expect({ onPhone, onDesktop }).toEqual({ onPhone: [], onDesktop: [] })
    },
    240_000,
  )
})
