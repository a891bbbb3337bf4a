import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ProviderFailure } from '#platform/kernel/ports'
import { TencentFace } from '../face/tencent-face'
import { TencentRegistry } from '../registry/tencent-registry'
import { TencentSms } from '../sms/tencent-sms'
import { callCloud, type CloudEndpoint } from './client'
import { isAuthorized } from './tc3'

const key = { secretId: 'AKIDtest', secretKey: 'secret' }
let server: Server
let answer: RequestListener
let endpoint: CloudEndpoint

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  endpoint = { url: `http://127.0.0.1:${port}/wire`, service: 'sms', version: '2021-01-11', region: 'r', key }
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

/** Lets the provider answer this `Response`. */
const respond = (value: unknown) => {
  answer = (_, response) => response.end(JSON.stringify({ Response: value }))
}
const sms = () =>
  new TencentSms({
    endpoint,
    sdkAppId: '1400',
    signName: '签立',
    templates: {
      captcha: '1',
      'sign-invitation': '2',
      'sign-reminder': '5',
      'contract-completed': '3',
      'contract-ended': '4',
    },
    simulated: false,
  })
const face = () =>
  new TencentFace({
    endpoint: { ...endpoint, service: 'faceid', version: '2018-03-01' },
    ruleIds: { 'real-name': '1', sign: '2' },
    publicUrl: 'https://sign.example.cn',
    simulated: false,
  })

describe('calls to Tencent Cloud', () => {
  test('carry a signature over exactly what is sent', async () => {
    let verified = false
    answer = (request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => {
        const signed = {
          host: String(request.headers.host),
          service: 'sms',
          timestamp: Number(request.headers['x-tc-timestamp']),
          body,
        }
        verified = isAuthorized(String(request.headers.authorization), signed, key)
        response.end(JSON.stringify({ Response: { Said: JSON.parse(body) as unknown } }))
      })
    }
    expect(await callCloud(endpoint, 'SendSms', { name: '签立' })).toEqual({ Said: { name: '签立' } })
    expect(verified).toBe(true)
  })

  test.each([
    ['an error of the provider', '{"Response":{"Error":{"Code":"LimitExceeded"}}}', 'LimitExceeded'],
    ['a page instead of JSON', '<html>502</html>', 'AnswerUnreadable'],
    ['an empty answer', '', 'AnswerUnreadable'],
  ])('%s is a failure', async (_, body, message) => {
    answer = (_request, response) => response.end(body)
    await expect(callCloud(endpoint, 'SendSms', {})).rejects.toThrow(new ProviderFailure(message))
  })

  test('no answer, a dripping answer and a closed connection are failures, never successes', async () => {
    answer = () => undefined
    await expect(callCloud({ ...endpoint, timeout: 50 }, 'SendSms', {})).rejects.toThrow(ProviderFailure)
    answer = (_, response) => {
      const drip = setInterval(() => response.write(' '), 10)
      response.on('close', () => clearInterval(drip))
    }
    await expect(callCloud({ ...endpoint, timeout: 80 }, 'SendSms', {})).rejects.toThrow(ProviderFailure)
    answer = (request) => request.socket.destroy()
    await expect(callCloud(endpoint, 'SendSms', {})).rejects.toThrow(ProviderFailure)
  })
})

describe('SMS', () => {
  const captcha = { template: 'captcha', code: '123456', minutes: 5 } as const

  test('a number that the provider refuses is a failure although the call succeeded', async () => {
    respond({ SendStatusSet: [{ Code: 'LimitExceeded.PhoneNumberDailyLimit' }] })
    await expect(sms().send('13800000000', captcha, 'k')).rejects.toThrow(
      'LimitExceeded.PhoneNumberDailyLimit',
    )
    respond({})
    await expect(sms().send('13800000000', captcha, 'k')).rejects.toThrow(ProviderFailure)
    respond({ SendStatusSet: [{ Code: 'Ok' }] })
    await expect(sms().send('13800000000', captcha, 'k')).resolves.toBeUndefined()
  })
})

describe('face check and registry', () => {
  test.each([
    [17, { state: 'pending' }],
    [null, { state: 'pending' }],
    [0, { state: 'passed', providerReference: 'token' }],
    [2015, { state: 'failed', reason: 'FACE_MISMATCH' }],
    [2006, { state: 'failed', reason: 'IDENTITY_MISMATCH' }],
    [212, { state: 'failed', reason: 'FACE_CANCELLED' }],
    [1001, { state: 'failed', reason: 'FACE_UNAVAILABLE' }],
    [15, { state: 'failed', reason: 'FACE_FAILED' }],
    [999_999, { state: 'failed', reason: 'FACE_FAILED' }],
  ])('result code %p means %j', async (ErrCode, expected) => {
    respond({ Text: { ErrCode } })
    expect(await face().result('sign.token')).toEqual(expected)
  })

  test('an answer without any result is not a pass', async () => {
    respond({})
    expect(await face().result('sign.token')).toEqual({ state: 'pending' })
  })

  test.each([
    ['0', 'match'],
    ['-1', 'mismatch'],
    ['-5', 'unknown'],
  ])('registry result %s means %s', async (Result, expected) => {
    respond({ Result })
    expect(await new TencentRegistry(endpoint, false).check('陈思远', 'x')).toBe(expected)
  })

  test('any other registry result is a failure', async () => {
    respond({ Result: '-4' })
    await expect(new TencentRegistry(endpoint, false).check('陈思远', 'x')).rejects.toThrow(ProviderFailure)
  })
})
