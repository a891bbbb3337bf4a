/** Widths at which the server renders pages, px. */
export type ImageWidth = 200 | 750 | 1500

/** Asks for the image of one page; the link lives shortly. */
export type LoadPage = (page: number, width: ImageWidth) => Promise<{ url: string; text: string }>

export interface PageImage {
  state: 'loading' | 'ready' | 'failed'
  url?: string
  /** Text of the page for screen readers. */
  text?: string
  tries: number
}

const mostTries = 3

/**
 * Images of the pages that are or were in view. Few requests run at once, the newest wish first: who scrolls fast
 * does not wait for what he has passed. A link that no longer works is asked for again.
 */
export class PageImages {
  private readonly images = new Map<number, PageImage>()
  private wanted: number[] = []
  private running = 0

  constructor(
    private readonly load: LoadPage,
    private readonly width: ImageWidth,
    private readonly onChange: () => void,
    private readonly atOnce = 2,
  ) {}

  get(page: number): PageImage | undefined {
    return this.images.get(page)
  }

  /** Says which pages are in view now; others that still wait are dropped. */
  want(pages: readonly number[]): void {
    this.wanted = pages.filter((page) => !this.images.has(page))
    this.work()
  }

  /** The picture itself did not arrive (expired link, lost network): asks anew, at most three times by itself. */
  broken(page: number): void {
    const image = this.images.get(page)
    if (!image || image.state !== 'ready') return
    if (image.tries >= mostTries) this.put(page, { ...image, state: 'failed' })
    else void this.fetch(page, image.tries)
  }

  /** Asked by the person. */
  retry(page: number): void {
    void this.fetch(page, 0)
  }

  private work(): void {
    while (this.running < this.atOnce) {
      const page = this.wanted.shift()
      if (page === undefined) return
      if (!this.images.has(page)) void this.fetch(page, 0)
    }
  }

  private async fetch(page: number, tries: number): Promise<void> {
    this.running += 1
    this.put(page, { state: 'loading', tries: tries + 1 })
    try {
      const { url, text } = await this.load(page, this.width)
      this.put(page, { state: 'ready', url, text, tries: tries + 1 })
    } catch {
      this.put(page, { state: 'failed', tries: tries + 1 })
    } finally {
      this.running -= 1
      this.work()
    }
  }

  private put(page: number, image: PageImage): void {
    this.images.set(page, image)
    this.onChange()
  }
}
