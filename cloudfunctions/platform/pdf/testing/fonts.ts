import { FontsMissing } from '../fonts/font-directory'
import { FontSet } from '../fonts/font-set'
import { hasTool } from './outside-tools'

type TestBody = (fonts: FontSet) => Promise<void> | void

function openFonts(): FontSet | null {
  try {
    return FontSet.open()
  } catch (error) {
    if (error instanceof FontsMissing) return null
    throw error
  }
}

const fonts = openFonts()

/** `test` with the built fonts and, when one is named, an outside tool; else a skipped test whose name says why. */
export function testWithFonts(title: string, body: TestBody, tool?: string): void {
  const lacking = !fonts ? 'no dist/fonts' : tool && !hasTool(tool) ? `${tool} is not installed` : null
  if (lacking) test.skip(`SKIPPED, ${lacking}: ${title}`, () => undefined)
  else test(title, async () => body(fonts as FontSet))
}
