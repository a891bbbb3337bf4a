const host = require('./host')
const { signedIn } = require('./people')

describe('the contract list in the mini-program', () => {
  let page

  beforeAll(async () => {
    host.boot()
    host.answer(signedIn)
    page = await host.open('pages/contracts/index')
  })
  afterAll(() => page.close())

  test('shows status, name, parties and the one act', async () => {
    await page.says('待我签署 1/2')
    await page.says('年度软件采购框架合同')
    await page.says('王小雨')
    await page.says('去签署')
  })

  test('a folder asks the server for its scope', async () => {
    await page.tapNth('.pill', 1)
    const asked = host.calls.filter(({ call }) => call === 'contract.list').map(({ data }) => data.scope)
    expect(asked).toEqual(['all', 'mine'])
  })

  test('opens signing and details', async () => {
    await page.tap('.contract-card__act .btn')
    expect(host.moves).toContain('navigateTo /packages/sign/read/index?id=c1')
    await page.tap('.contract-card__body')
    expect(host.moves).toContain('navigateTo /packages/contract/detail/index?id=c1')
  })

  test('a filter without result says so and how to go on', async () => {
    host.answer({ ...signedIn, 'contract.list': () => ({ items: [] }) })
    await page.tap('.search__filter')
    await page.tapNth('.choice__option', 3)
    await page.tap('.sheet__bar .btn--primary')
    expect(host.calls.filter(({ call }) => call === 'contract.list').pop().data.label).toBe('COMPLETED')
    await page.says('没有符合条件的合同')
  })

  test('no template is missing', () => {
    expect(host.complaints).toEqual([])
  })
})
