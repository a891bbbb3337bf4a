const host = require('./host')
const { me, visitor } = require('./people')

describe('sign-in in the mini-program', () => {
  let page

  beforeAll(async () => {
    host.boot()
    host.answer({
      ...visitor,
      'identity.sendCaptcha': () => ({ resendAt: Date.now() + 60_000, expiresAt: Date.now() + 300_000 }),
      'identity.signInByCaptcha': ({ code }) => {
        if (code === '123456') return me
        throw {
          code: 'CAPTCHA_WRONG',
          message: { zh: '验证码错误，还可尝试 4 次', en: 'Wrong code.' },
          params: { triesLeft: 4 },
        }
      },
    })
    page = await host.open('packages/account/sign-in/index')
  })
  afterAll(() => page.close())

  test('the phone number of WeChat comes first and is not asked for before consent', async () => {
    await page.says('微信手机号一键登录')
    await page.tap('.wechat-phone')
    await page.says('请先阅读并同意协议')
    expect(host.calls.some(({ call }) => call.startsWith('identity.signIn'))).toBe(false)
  })

  test('an SMS code is the other way; a wrong phone number is said at the field', async () => {
    await page.tap('.btn--text')
    await page.type('.field__input', '123')
    await page.tap('.field__trail .btn')
    await page.says('请输入正确的 11 位手机号')
    expect(host.calls.some(({ call }) => call === 'identity.sendCaptcha')).toBe(false)
  })

  test('the next code has to wait', async () => {
    await page.type('.field__input', '13800136021')
    await page.tap('.field__trail .btn')
    expect(host.calls.filter(({ call }) => call === 'identity.sendCaptcha')).toHaveLength(1)
    await page.says(/\d+ 秒后重新获取/)
    await page.tap('.field__trail .btn')
    expect(host.calls.filter(({ call }) => call === 'identity.sendCaptcha')).toHaveLength(1)
  })

  test('a wrong code says how many tries are left, the right one signs in', async () => {
    await page.tap('.tick')
    await page.type('.field__input', '000000', 1)
    await page.tap('.sign-in-form__go')
    await page.says('验证码错误，还可尝试 4 次')

    await page.type('.field__input', '123456', 1)
    await page.tap('.sign-in-form__go')
    const sent = host.calls.filter(({ call }) => call === 'identity.signInByCaptcha')
    expect(sent.map(({ data }) => data)).toEqual([
      { phone: '13800136021', code: '000000', consent: true },
      { phone: '13800136021', code: '123456', consent: true },
    ])
    expect(new Set(sent.map(({ key }) => key)).size).toBe(2)
    expect(host.moves).toContain('switchTab /pages/home/index')
  })

  test('no template is missing', () => {
    expect(host.complaints).toEqual([])
  })
})
