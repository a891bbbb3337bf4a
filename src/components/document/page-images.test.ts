import { PageImages } from './page-images'

function harness() {
  const asked: number[] = []
  const answers = new Map<number, { resolve: () => void; reject: () => void }>()
  const images = new PageImages(
    (page) => {
      asked.push(page)
      return new Promise((resolve, reject) => {
        answers.set(page, {
          resolve: () => resolve({ url: `/page-${page}.png`, text: `text ${page}` }),
          reject: () => reject(new Error('offline')),
        })
      })
    },
    750,
    () => undefined,
  )
  const settle = async (page: number, how: 'resolve' | 'reject' = 'resolve') => {
    answers.get(page)![how]()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { asked, images, settle }
}

describe('page images', () => {
  test('two requests run at once; pages that were passed meanwhile are not asked for', async () => {
    const { asked, images, settle } = harness()
    images.want([0, 1, 2])
    expect(asked).toEqual([0, 1])

    images.want([40, 41])
    await settle(0)
    await settle(1)
    expect(asked).toEqual([0, 1, 40, 41])
  })

  test('a page is asked for once, however often it comes into view', async () => {
    const { asked, images, settle } = harness()
    images.want([3])
    await settle(3)
    images.want([3])
    images.want([3])

    expect(asked).toEqual([3])
    expect(images.get(3)).toMatchObject({ state: 'ready', url: '/page-3.png', text: 'text 3' })
  })

  test('a link that no longer works is renewed, but not for ever', async () => {
    const { asked, images, settle } = harness()
    images.want([0])
    for (let i = 0; i < 6; i += 1) {
      await settle(0)
      images.broken(0)
    }

    expect(asked).toHaveLength(3)
    expect(images.get(0)?.state).toBe('failed')
  })

  test('a failed page can be asked for again and does not stop the others', async () => {
    const { images, settle } = harness()
    images.want([0, 1])
    await settle(0, 'reject')
    await settle(1)
    expect(images.get(0)?.state).toBe('failed')
    expect(images.get(1)?.state).toBe('ready')

    images.retry(0)
    await settle(0)
    expect(images.get(0)?.state).toBe('ready')
  })
})
