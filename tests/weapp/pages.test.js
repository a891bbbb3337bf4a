const host = require('./host')
const { signedIn, visitor } = require('./people')

/** Every page of the app opens and says its first words, for the employee who has one contract to seal. */
const first = [
  ['pages/home/index', {}, '年度软件采购框架合同'],
  ['pages/todo/index', {}, '去签署'],
  ['pages/me/index', {}, '陈思远'],
  ['packages/account/password/index', {}, '修改签署密码'],
  ['packages/account/agreement/index', { kind: 'privacy' }, '隐私政策'],
  ['packages/identity/real-name/index', {}, '实名认证已完成'],
  ['packages/contract/detail/index', { id: 'c1' }, '等您签署'],
  ['packages/contract/code/index', { id: 'c1' }, '云杉'],
  ['packages/sign/read/index', { id: 'c1' }, '年度软件采购框架合同'],
  ['packages/initiate/setup/index', {}, '发起'],
  ['packages/tools/validate/index', {}, '选择一份已签名的 PDF'],
]

describe('compiled pages run in the mini-program', () => {
  beforeAll(() => {
    host.boot()
    host.answer({
      ...signedIn,
      'contract.getCode': () => ({
        code: 'AbCdEf0123456789',
        url: 'https://q.example/s/AbCdEf0123456789',
        qrSvg: '<svg xmlns="http://www.w3.org/2000/svg"/>',
        name: '年度软件采购框架合同',
        inviterName: '上海云杉科技有限公司',
        deadline: Date.now() + 3_600_000,
      }),
    })
  })

  test.each(first)('%s', async (route, query, words) => {
    const page = await host.open(route, query)
    await page.says(words)
    page.close()
  })

  test('a visitor is asked to sign in', async () => {
    host.answer(visitor)
    const page = await host.open('packages/account/sign-in/index')
    await page.says('登录')
    page.close()
  })

  test('no template is missing', () => {
    expect(host.complaints).toEqual([])
  })
})
