jest.setTimeout(20_000)

const host = require('./host')
const { signedIn } = require('./people')

/** Who has no part in a contract sees nothing of it. */
describe('shut out', () => {
  beforeAll(() => host.boot())

  test('a contract of strangers shows no content', async () => {
    host.answer({
      ...signedIn,
      'contract.get': () => {
        throw { code: 'NOT_FOUND', message: { zh: '内容不存在或您无权查看', en: 'It does not exist.' } }
      },
    })
    const page = await host.open('packages/sign/read/index', { id: 'c9' })
    await page.says('内容不存在或您无权查看')
    expect(host.calls.map(({ call }) => call)).not.toContain('document.getPage')
    page.close()
  })

  test('what is no signature code is not sent to the server', async () => {
    const page = await host.open('packages/sign/landing/index', { scene: 'x' })
    await page.says('没有识别到签署码')
    expect(host.calls.map(({ call }) => call)).not.toContain('contract.openCode')
    page.close()
  })

  test('no template is missing', () => {
    expect(host.complaints).toEqual([])
  })
})
