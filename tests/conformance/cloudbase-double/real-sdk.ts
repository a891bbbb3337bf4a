import type { CloudSdk } from '#platform/adapters/store-cloudbase/cloud-sdk'

/** Variables that lead the real SDK to the double, and keep it from asking the cloud's metadata service. */
export const doubleEnvironment = (adminUrl: string): Record<string, string> => ({
  TENCENTCLOUD_RUNENV: 'SCF',
  TENCENTCLOUD_REGION: 'local',
  SCF_NAMESPACE: 'local',
  TCB_ENV: 'local',
  TENCENTCLOUD_SECRETID: 'x',
  TENCENTCLOUD_SECRETKEY: 'x',
  TCB_CONTEXT_CNFG: JSON.stringify({ URL: adminUrl }),
})

/** The real wx-server-sdk, talking to the double. Sets process.env for the whole process. */
export async function realSdk(adminUrl: string): Promise<CloudSdk> {
  Object.assign(process.env, doubleEnvironment(adminUrl))
  // A dependency of the SDK names its entry without an ending; the test runner would take the ES module of the two.
  const adapter = '@mattiasbuelens/web-streams-adapter'
  jest.doMock(adapter, () => jest.requireActual<object>(`${adapter}/dist/web-streams-adapter.js`))
  const module = (await import('wx-server-sdk')) as unknown as { default: CloudSdk }
  module.default.init({ env: module.default.DYNAMIC_CURRENT_ENV })
  return module.default
}
