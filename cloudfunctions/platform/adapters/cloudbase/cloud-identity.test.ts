import { cloudSdk } from './cloud-deps'
import { cloudIdentity } from './cloud-identity'
import { CloudSettingsMissing, cloudVariables, readCloudSettings } from './cloud-settings'

// A dependency of the SDK names its entry without an ending; the test runner would take the ES module of the two.
jest.mock('@mattiasbuelens/web-streams-adapter', () =>
  jest.requireActual<object>('@mattiasbuelens/web-streams-adapter/dist/web-streams-adapter.js'),
)

const timer = { Type: 'Timer', TriggerName: 'tick', Time: '2026-11-22T00:00:00Z' }

describe('identity of a cloud call', () => {
  test('is the openid that the real SDK reads from its environment', () => {
    process.env.WX_CONTEXT_KEYS = 'WX_OPENID,WX_APPID,WX_CLIENTIP'
    process.env.WX_OPENID = 'oAbc-123'
    process.env.WX_CLIENTIP = '10.0.0.9'
    expect(cloudIdentity(cloudSdk().getWXContext(), {}, {})).toEqual({ openid: 'oAbc-123', ip: '10.0.0.9' })
    delete process.env.WX_CONTEXT_KEYS
    expect(cloudIdentity(cloudSdk().getWXContext(), {}, {})).toEqual({})
  })

  test('a timer is the system only by the mark of the platform and without any openid', () => {
    expect(cloudIdentity({}, timer, { TRIGGER_SRC: 'timer' })).toEqual({ system: true })
    expect(cloudIdentity({}, timer, {})).toEqual({})
    expect(cloudIdentity({}, {}, { TRIGGER_SRC: 'timer' })).toEqual({})
    expect(cloudIdentity({ OPENID: 'o1' }, timer, { TRIGGER_SRC: 'timer' })).toEqual({ openid: 'o1' })
  })

  test('an openid of digits, which the SDK hands over as a number, stays a text', () => {
    expect(cloudIdentity({ OPENID: 123 }, {}, {})).toEqual({ openid: '123' })
  })
})

describe('settings on the cloud', () => {
  const secret = Buffer.alloc(32, 1).toString('base64url')
  const env = {
    QIANLI_MASTER_SECRET: secret,
    QIANLI_KEY_STORE_SECRET: secret,
    PUBLIC_URL: 'https://a.example/',
  }

  test('no secret has a default: every absent or short one is named', () => {
    expect(() => readCloudSettings({})).toThrow(/QIANLI_MASTER_SECRET, QIANLI_KEY_STORE_SECRET, PUBLIC_URL/)
    expect(() => readCloudSettings({ ...env, QIANLI_MASTER_SECRET: 'c2hvcnQ' })).toThrow(CloudSettingsMissing)
    expect(readCloudSettings(env).publicUrl).toBe('https://a.example')
  })

  test('the list for deployment names each variable once', () => {
    const names = cloudVariables.map((v) => v.name)
    expect(new Set(names).size).toBe(names.length)
    for (const name of Object.keys(env)) expect(names).toContain(name)
  })
})
