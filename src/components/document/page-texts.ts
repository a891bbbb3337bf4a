import type { PageText } from '#types/document'

/** Asks for the text of one page with the places of its pieces; pages from 0. */
export type LoadText = (page: number) => Promise<PageText>

/**
 * Texts of the pages that are or were in view. A text that does not come costs nothing but the selection: the image
 * stays, and nobody asks again.
 */
export class PageTexts {
  private readonly texts = new Map<number, PageText>()
  private readonly asked = new Set<number>()
  private wanted: number[] = []
  private running = 0

  constructor(
    private readonly load: LoadText,
    private readonly onChange: () => void,
    private readonly atOnce = 2,
  ) {}

  get(page: number): PageText | undefined {
    return this.texts.get(page)
  }

  /** Says which pages are in view now; others that still wait are dropped. */
  want(pages: readonly number[]): void {
    this.wanted = pages.filter((page) => !this.asked.has(page))
    this.work()
  }

  private work(): void {
    while (this.running < this.atOnce) {
      const page = this.wanted.shift()
      if (page === undefined) return
      void this.fetch(page)
    }
  }

  private async fetch(page: number): Promise<void> {
    this.running += 1
    this.asked.add(page)
    try {
      this.texts.set(page, await this.load(page))
      this.onChange()
    } catch {
      // Without it the page is an image with the plain text that came along.
    } finally {
      this.running -= 1
      this.work()
    }
  }
}
