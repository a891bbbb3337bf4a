// Each page waits for the functions' answers; a loaded machine takes its time.
jest.setTimeout(20_000)

const host = require('./host')
const { detail, signedIn } = require('./people')

const words = '第一条 服务内容。甲方应于每月五日前支付。'
const answers = {
  ...signedIn,
  'contract.get': () => ({
    ...detail,
    pages: [
      { width: 595, height: 842 },
      { width: 595, height: 842 },
    ],
  }),
  'document.getPage': ({ page }) => ({
    url: `https://files.example/page-${page}.png`,
    width: 1500,
    height: 2122,
    text: page === 0 ? `${words}${'长'.repeat(3000)}` : '',
  }),
  'document.findText': ({ phrase }) => ({
    matches:
      phrase === '服务费用'
        ? [
            {
              page: 0,
              boxes: [
                { x: 476, y: 84.2, width: 59.5, height: 16.84 },
                { x: 59.5, y: 168.4, width: 119, height: 16.84 },
              ],
            },
            { page: 1, boxes: [{ x: 59.5, y: 421, width: 119, height: 16.84 }] },
          ]
        : [],
    more: false,
    next: null,
    withoutText: 1,
    unreadable: 0,
  }),
}
const searches = () => host.calls.filter(({ call }) => call === 'document.findText')
const enter = (page) => page.find('.find__input').dispatchEvent('confirm', { detail: {} })
const styleOf = (element) => element.dom.getAttribute('style')

describe('the document in the mini-program', () => {
  let page
  beforeAll(async () => {
    host.boot()
    host.answer(answers)
    page = await host.open('packages/contract/detail/index', { id: 'c1' })
    await page.tapNth('.tabs__tab', 1)
    await host.until(() => page.has('.paper__image'))
  })
  afterAll(() => page.close())

  test('the image of a page carries its words, bounded; one without text says that it is a picture', async () => {
    await host.until(() => page.all('.paper__image').length === 2)
    const html = page.find('.viewer').dom.innerHTML
    expect(host.calls.map(({ call }) => call)).not.toContain('document.getText')
    expect(html).not.toContain('长'.repeat(1300))
  })

  test('the magnifier opens the bar; a phrase over two lines is marked by two views placed in percent', async () => {
    await page.tap('.viewer__find')
    await page.type('.find__input', '服务费用')
    enter(page)
    await page.says('1/2')
    expect(searches().map(({ data }) => data)).toEqual([
      { source: { kind: 'contract', contractId: 'c1' }, phrase: '服务费用', from: 0, until: 2 },
    ])
    const lines = page.all('.found--now')
    expect(lines).toHaveLength(2)
    expect(styleOf(lines[0])).toMatch(/left: ?80%; ?top: ?10%; ?width: ?10%; ?height: ?2%/)
    expect(page.all('.found')).toHaveLength(3)
  })

  test('the search key again goes on, without asking again; another phrase is looked for anew', async () => {
    enter(page)
    await page.says('2/2')
    expect(searches()).toHaveLength(1)
    expect(page.all('.found--now')).toHaveLength(1)

    await page.type('.find__input', '没有这句')
    enter(page)
    await page.says('没有找到')
    await page.says('1 页是图片，无法查找')
    expect(page.all('.found')).toHaveLength(0)
  })

  test('closing takes bar and marks away and brings the magnifier back', async () => {
    await page.tapNth('.find__press', 2)
    expect(page.has('.find')).toBe(false)
    expect(page.has('.viewer__find')).toBe(true)
  })

  test('nothing was drawn with an unknown template', () => {
    expect(host.complaints).toEqual([])
  })
})
