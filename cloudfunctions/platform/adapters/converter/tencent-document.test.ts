import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ConversionRefused } from '#platform/convert/conversion'
import { sampleDocx } from '#platform/convert/testing/office-files'
import { inspectUpload } from '#platform/pdf/inspect'
import { convertersFromEnv, ConverterSetting } from './converters-from-env'
import { cosAuthorization, isCosAuthorized } from './cos-signature'
import { DocumentSimulator } from './document-simulator'
import { TencentDocument } from './tencent-document'

const key = { secretId: 'AKIDtest', secretKey: 'secret' }
let server: Server
let simulator: DocumentSimulator
let url: string
beforeAll(async () => {
  simulator = new DocumentSimulator(key)
  server = createServer((request, response) => void simulator.answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})
afterEach(() => {
  simulator.behaviour = 'works'
  expect(simulator.count).toBe(0)
})

const client = (change: { secretKey?: string; timeout?: number; at?: string } = {}) =>
  new TencentDocument({
    url: change.at ?? url,
    key: { ...key, secretKey: change.secretKey ?? key.secretKey },
    simulated: true,
    timeout: change.timeout ?? 20_000,
  })
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'converted',
    (e: unknown) => (e instanceof ConversionRefused ? e.code : String(e)),
  )
const docx = { kind: 'docx', bytes: sampleDocx(['租赁合同']) } as const

describe('the signature of Cloud Object Storage', () => {
  test('is that of the published example', () => {
    const request = {
      method: 'PUT',
      path: '/exampleobject(腾讯云)',
      query: {},
      headers: {
        Date: 'Thu, 16 May 2019 06:45:51 GMT',
        Host: 'examplebucket-1250000000.cos.ap-beijing.myqcloud.com',
        'Content-Type': 'text/plain',
        'Content-Length': '13',
        'Content-MD5': 'mQ/fVh815F3k6TAUm8m0eg==',
        'x-cos-acl': 'private',
        'x-cos-grant-read': 'uin="100000000011"',
      },
    }
    const example = {
      secretId: 'AKIDQjz3ltompVjBni5LitkWHFlFpwkn9U5q',
      secretKey: 'BQYIM75p8x0iWVFSIgqEKwFprpRSVHlz',
    }
    const header = cosAuthorization(request, example, { start: 1557989151, end: 1557996351 })
    expect(header).toContain('q-signature=3b8851a11a569213c17ba8fa7dcf2abec6935172')
    expect(header).toContain(
      'q-header-list=content-length;content-md5;content-type;date;host;x-cos-acl;x-cos-grant-read',
    )
    expect(isCosAuthorized(header, request, example, 1557990000)).toBe(true)
    expect(isCosAuthorized(header, request, example, 1557996352)).toBe(false)
    expect(isCosAuthorized(header, { ...request, path: '/other' }, example, 1557990000)).toBe(false)
  })
})

describe('Tencent document preview', () => {
  test('a Word file comes back as a PDF; nothing stays in the bucket', async () => {
    const { pdf, version } = await client().convert(docx)
    expect(inspectUpload(pdf).pages).toHaveLength(1)
    expect(version).toBe('doc-preview')
  })

  test('kinds the service does not know and damaged files are refused', async () => {
    expect(await codeOf(client().convert({ kind: 'doc', bytes: Buffer.from('no word file') }))).toBe(
      'FILE_UNREADABLE',
    )
  })

  test('tracked changes never leave this house', async () => {
    const bytes = sampleDocx(['<w:p><w:del w:id="1"><w:r><w:delText>加价</w:delText></w:r></w:del></w:p>'])
    expect(await codeOf(client({ at: 'http://127.0.0.1:9' }).convert({ kind: 'docx', bytes }))).toBe(
      'FILE_CHANGES',
    )
  })

  test.each(['refuses', 'busy'] as const)(
    'a service that %s is a failure, never a result',
    async (behaviour) => {
      simulator.behaviour = behaviour
      expect(await codeOf(client().convert(docx))).toBe('CONVERSION_UNAVAILABLE')
      // It does not remove anything either while it refuses.
      simulator = new DocumentSimulator(key)
    },
  )

  test('silence, a wrong key and an unreachable service are failures', async () => {
    simulator.behaviour = 'silent'
    expect(await codeOf(client({ timeout: 60 }).convert(docx))).toBe('CONVERSION_UNAVAILABLE')
    simulator.behaviour = 'works'
    expect(await codeOf(client({ secretKey: 'wrong' }).convert(docx))).toBe('CONVERSION_UNAVAILABLE')
    expect(await codeOf(client({ at: 'http://127.0.0.1:9' }).convert(docx))).toBe('CONVERSION_UNAVAILABLE')
  })
})

describe('QIANLI_CONVERTER', () => {
  const never = () => {
    throw new Error('not asked for')
  }

  test('chooses; what cannot be followed says so at the start', () => {
    const none = { PATH: '/nowhere' }
    expect(convertersFromEnv(none, never)).toEqual({ preferred: null, fallback: null })
    expect(convertersFromEnv({ ...none, QIANLI_CONVERTER: 'tencent' }, client).preferred?.name).toBe(
      'tencent',
    )
    expect(() => convertersFromEnv({ ...none, QIANLI_CONVERTER: 'libreoffice' }, never)).toThrow(
      ConverterSetting,
    )
    expect(() => convertersFromEnv({ ...none, QIANLI_CONVERTER: 'word' }, never)).toThrow(ConverterSetting)
  })
})
