import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CloudEndpoint } from '#platform/adapters/tencent-cloud/client'
import { isProviderFailure } from '#platform/kernel/ports'
import { signPdf } from '#platform/pdf/sign'
import { opensslVerify, run, Scratch, testWith } from '#platform/pdf/testing/outside-tools'
import { samplePdf } from '#platform/pdf/testing/sample-files'
import { Authority } from '#platform/pki/authority'
import { readCertificate } from '#platform/pki/certificate'
import { readDer } from '#platform/pki/der-reader'
import type { SignatureSuite } from '#platform/pki/keys'
import type { LocalKey } from '#platform/pki/local-key'
import { sm2Verify } from '#platform/pki/sm2'
import { OrganizationKeys, OrganizationKeysError } from './organization-keys'

const name = '上海云杉科技有限公司'
let scratch: Scratch
let folder: string
const now = () => Date.now()
beforeEach(() => {
  scratch = new Scratch()
  folder = scratch.path('keys')
  mkdirSync(folder)
})
afterEach(() => scratch.remove())

const pem = (label: string, der: Buffer) =>
  `-----BEGIN ${label}-----\n${der.toString('base64').replace(/.{64}(?!$)/g, '$&\n')}\n-----END ${label}-----\n`

/** A key with a certificate of an authority that is not ours, in files as an operator would get them. */
async function bring(
  file: string,
  { suite = 'international', keyFile = true }: { suite?: SignatureSuite; keyFile?: boolean } = {},
): Promise<{ key: LocalKey; authority: Authority; certificate: Buffer }> {
  const keyType = suite === 'sm' ? 'sm2' : 'p256'
  const authority = await Authority.make(suite, '外部认证', { now: now(), keyType })
  const { key, certificate } = await authority.issue({
    subject: { commonName: name, organization: name },
    keyType,
    now: now(),
    validMs: 86_400_000,
    profile: { use: 'document' },
  })
  const chain = [certificate, authority.identities.issuing.certificate, authority.root]
  writeFileSync(`${folder}/${file}.crt.pem`, chain.map((der) => pem('CERTIFICATE', der)).join(''))
  if (keyFile) writeFileSync(`${folder}/${file}.key.pem`, pem('PRIVATE KEY', key.export()))
  return { key, authority, certificate }
}

describe('keys that organizations bring along', () => {
  testWith('openssl')('sign for their organization alone; openssl agrees with the result', async () => {
    const { authority, certificate } = await bring('org-1')
    const keys = await OrganizationKeys.open(folder, { now })
    expect(keys.organization('org-2', 'international')).toBeNull()
    expect(keys.organization('org-1', 'sm')).toBeNull()
    expect(keys.installation()).toBeNull()
    const signer = keys.organization('org-1', 'international')
    if (!signer) throw new Error('no signer')
    expect(signer.certificate.equals(certificate)).toBe(true)
    const base = samplePdf()
    const signed = await signPdf({
      base,
      fieldName: 'seal',
      newField: { page: 0, rect: { x: 60, y: 60, width: 119, height: 119 } },
      appearance: null,
      date: new Date(),
      signer,
    })
    const file = Buffer.concat([base, signed.append])
    const { output } = opensslVerify(scratch, file, signed.byteRange, [authority.root])
    expect(output).toContain('CAdES Verification successful')
    const later = await OrganizationKeys.open(folder, { now: () => now() + 2 * 86_400_000 })
    expect(later.organization('org-1', 'international')).toBeNull()
  })

  testWith('openssl')('may be encrypted, and may be of SM2', async () => {
    await bring('org-1')
    const encrypt = (file: string) =>
      run('openssl', [
        ...['pkcs8', '-topk8', '-v2', 'aes-256-cbc', '-in', `${folder}/${file}.key.pem`],
        ...['-out', `${folder}/${file}.key.pem.new`, '-passout', 'pass:geheim'],
      ])
    encrypt('org-1')
    run('mv', [`${folder}/org-1.key.pem.new`, `${folder}/org-1.key.pem`])
    const { certificate } = await bring('org-1.sm', { suite: 'sm' })
    await expect(OrganizationKeys.open(folder, { now })).rejects.toThrow(OrganizationKeysError)
    await expect(OrganizationKeys.open(folder, { now, passphrase: 'wrong' })).rejects.toThrow(/passphrase/)
    const keys = await OrganizationKeys.open(folder, { now, passphrase: 'geheim' })
    expect(keys.organization('org-1', 'international')?.algorithm).toBe('ecdsa-sha256')
    const sm = keys.organization('org-1', 'sm')
    const data = Buffer.from('data')
    const point = readDer(readCertificate(certificate).publicKey).child(1).bits
    expect(sm2Verify(point, data, (await sm?.sign(data)) ?? Buffer.alloc(0))).toBe(true)
  })

  test('that do not fit are refused with the name of the file', async () => {
    await bring('org-1', { keyFile: false })
    await expect(OrganizationKeys.open(folder, { now })).rejects.toThrow(/neither .*org-1\.key\.pem/)
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    writeFileSync(`${folder}/org-1.key.pem`, privateKey.export({ type: 'pkcs8', format: 'pem' }))
    await expect(OrganizationKeys.open(folder, { now })).rejects.toThrow(/does not belong/)
    writeFileSync(`${folder}/org-1.kms`, 'key-id')
    await expect(OrganizationKeys.open(folder, { now })).rejects.toThrow(/TENCENT_SECRET_ID/)
    await expect(OrganizationKeys.open(scratch.path('nowhere'), { now })).rejects.toThrow(/cannot read/)
  })
})

describe('keys in the key management service', () => {
  let server: Server
  let kms: CloudEndpoint
  const asked: Record<string, unknown>[] = []
  const keys = new Map<string, LocalKey>()
  beforeEach(async () => {
    asked.length = 0
    server = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const call = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string>
        asked.push({ action: request.headers['x-tc-action'], ...call })
        const key = keys.get(call.KeyId ?? '')
        const answer = key
          ? key
              .sign(Buffer.from(call.Message ?? '', 'base64'))
              .then((value) => ({ Signature: value.toString('base64') }))
          : Promise.resolve({ Error: { Code: 'ResourceUnavailable.CmkNotFound' } })
        void answer.then((content) => response.end(JSON.stringify({ Response: content })))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    kms = {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      service: 'kms',
      version: '2019-01-18',
      region: 'ap-guangzhou',
      key: { secretId: 'id', secretKey: randomBytes(8).toString('hex') },
    }
  })
  afterEach(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  test.each([
    ['org-1', 'international', 'ECC_P256_R1'],
    ['org-1.sm', 'sm', 'SM2DSA'],
  ] as const)(
    '%s: the service is asked by key id; its signature is checked before use',
    async (file, suite, algorithm) => {
      const { key } = await bring(file, { suite, keyFile: false })
      writeFileSync(`${folder}/${file}.kms`, 'key-1\n')
      keys.set('key-1', key)
      const signer = (await OrganizationKeys.open(folder, { now, kms })).organization('org-1', suite)
      const data = Buffer.from('attributes')
      expect((await signer?.sign(data))?.length).toBeGreaterThan(60)
      expect(asked).toEqual([
        {
          action: 'SignByAsymmetricKey',
          Algorithm: algorithm,
          KeyId: 'key-1',
          Message: data.toString('base64'),
          MessageType: 'RAW',
        },
      ])
      keys.set('key-1', (await bring('other', { suite })).key)
      const wrong = await signer?.sign(data).catch((e: unknown) => e)
      expect(isProviderFailure(wrong) && (wrong as Error).message).toBe('KmsOtherKey')
      keys.clear()
      await expect(signer?.sign(data)).rejects.toThrow('ResourceUnavailable.CmkNotFound')
    },
  )
})
