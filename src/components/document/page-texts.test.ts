import type { PageText } from '#types/document'
import { PageTexts } from './page-texts'

const text: PageText = { width: 595, height: 842, spans: [], truncated: false }

function harness() {
  const asked: number[] = []
  const answers = new Map<number, { resolve: (text: PageText) => void; reject: (error: Error) => void }>()
  let changes = 0
  const texts = new PageTexts(
    (page) => {
      asked.push(page)
      return new Promise((resolve, reject) => answers.set(page, { resolve, reject }))
    },
    () => {
      changes += 1
    },
  )
  const settle = async (page: number, how: 'resolve' | 'reject' = 'resolve') => {
    if (how === 'resolve') answers.get(page)!.resolve(text)
    else answers.get(page)!.reject(new Error('offline'))
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { asked, texts, settle, changes: () => changes }
}

describe('texts of pages', () => {
  test('two at once; pages that were passed meanwhile are not asked for', async () => {
    const { asked, texts, settle } = harness()
    texts.want([0, 1, 2])
    texts.want([40])
    await settle(0)
    expect(asked).toEqual([0, 1, 40])
    expect(texts.get(0)).toBe(text)
    expect(texts.get(2)).toBeUndefined()
  })

  test('a page is asked for once, also when its text did not come', async () => {
    const { asked, texts, settle, changes } = harness()
    texts.want([0, 1])
    await settle(0, 'reject')
    await settle(1)
    texts.want([0, 1])
    expect(asked).toEqual([0, 1])
    expect(texts.get(0)).toBeUndefined()
    expect(changes()).toBe(1)
  })
})
