import { openTestStore } from '#platform/adapters/store-sql/test-store'
import { AdjustableClock } from '#platform/adapters/clock/clock'
import { createIds } from '#platform/adapters/ids/ids'
import { ProviderFailure } from '#platform/kernel/ports'
import { CloudWechat } from './cloud-wechat'
import { WechatSimulator, phoneCodeCollection } from './wechat-simulator'

const api = (getPhoneNumber: () => Promise<object>) => ({ phonenumber: { getPhoneNumber } })

describe('WeChat phone button', () => {
  test('a number of the mainland is answered, another country is not accepted', async () => {
    const mainland = { phoneInfo: { purePhoneNumber: '13800000000', countryCode: '86' } }
    expect(await new CloudWechat(api(() => Promise.resolve(mainland))).phoneNumber('c')).toBe('13800000000')
    const abroad = { phoneInfo: { purePhoneNumber: '5551234', countryCode: '1' } }
    expect(await new CloudWechat(api(() => Promise.resolve(abroad))).phoneNumber('c')).toBeNull()
  })

  test('a used or invented code is not accepted; any other error is a failure of the provider', async () => {
    const failing = (errCode: number) =>
      new CloudWechat(api(() => Promise.reject(Object.assign(new Error('x'), { errCode }))))
    expect(await failing(40029).phoneNumber('c')).toBeNull()
    await expect(failing(-1).phoneNumber('c')).rejects.toThrow(ProviderFailure)
  })

  test('the simulator accepts a code once, for five minutes, and no code of anybody else', async () => {
    const store = await openTestStore([phoneCodeCollection])
    const clock = new AdjustableClock()
    const wechat = new WechatSimulator({ store, clock, ids: createIds() })
    const code = await wechat.pressPhoneButton('13800000000')
    expect(await wechat.phoneNumber('invented')).toBeNull()
    expect(await wechat.phoneNumber(code)).toBe('13800000000')
    expect(await wechat.phoneNumber(code)).toBeNull()
    const late = await wechat.pressPhoneButton('13800000000')
    clock.setAhead(300_001)
    expect(await wechat.phoneNumber(late)).toBeNull()
    await store.close()
  }, 60_000)
})
