import { ConfigError, hostConfig } from './host-config'

const config = (env: Record<string, string | undefined>) => hostConfig(env, '/srv/qianli')

describe('host configuration', () => {
  test('listens on loopback with simulators unless told otherwise', () => {
    expect(config({})).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      publicUrl: null,
      dataDir: '/srv/qianli/data',
      simulators: true,
      trustProxy: false,
    })
  })

  test('a production start has no simulators unless told so out loud', () => {
    expect(config({ NODE_ENV: 'production' }).simulators).toBe(false)
    expect(config({ NODE_ENV: 'production', QIANLI_ALLOW_SIMULATORS: 'yes' }).simulators).toBe(false)
    expect(config({ NODE_ENV: 'production', QIANLI_ALLOW_SIMULATORS: '1' }).simulators).toBe(true)
  })

  test.each([
    { PORT: '80a' },
    { PORT: '70000' },
    { PUBLIC_URL: 'sign.example.cn' },
    { PUBLIC_URL: 'https://sign.example.cn/app' },
    { PUBLIC_URL: 'ftp://sign.example.cn' },
    { QIANLI_SHARED_DATA: '1' },
  ])('refuses %j with a sentence', (env) => {
    expect(() => config(env)).toThrow(ConfigError)
  })

  test('a trailing slash of PUBLIC_URL does not double in links', () => {
    expect(config({ PUBLIC_URL: 'https://sign.example.cn/' }).publicUrl).toBe('https://sign.example.cn')
  })
})
