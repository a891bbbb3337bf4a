import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openPki } from '#platform/adapters/pki-external/open-pki'
import { readPkiSettings } from '#platform/adapters/pki-external/pki-settings'
import { chainOf } from '#platform/kernel/audit'
import type { PkiPort } from '#platform/kernel/ports'
import { isString } from '#platform/pdf/objects'
import { PdfReader } from '#platform/pdf/reader'
import { readSignedData } from '#platform/pdf/verify/cms'
import { signaturesOfForm } from '#platform/pdf/verify/find-signatures'
import { verifyPdf } from '#platform/pdf/verify/verify-pdf'
import { LocalPki } from '#platform/pki/local-pki'
import { OID } from '#platform/pki/oids'
import { KeyFolder } from '#platform/pki/sealed-file'
import { actions as organizationActions } from '../organization/actions'
import { organizationCollection } from '../organization/model/organization'
import { contractCollection } from './model/contract'
import { expectConsistent, storedContract } from './testing/consistent.fixture'
import { company, companyParty, openScene, other, sign, start, type Scene } from './testing/scene.fixture'

let scene: Scene
beforeEach(async () => {
  scene = await openScene({ organization: organizationActions })
}, 60_000)
afterEach(() => scene?.rooms.close())

const choose = (who: string, suite: 'international' | 'sm' | null) =>
  scene.rooms.code('organization', 'setSignatureSuite', who, { suite })
const bytesOf = async (id: string) =>
  scene.rooms.files.read((await storedContract(scene.rooms, id)).revision.file)

interface Algorithms {
  digest: string
  signature: string
}
const sm: Algorithms = { digest: OID.sm3, signature: OID.sm2Sign }
const international: Algorithms = { digest: OID.sha256, signature: OID.ecdsaWithSha256 }

/** Algorithms of a signature, and of the time stamp that it carries. */
function algorithmsOfCms(cms: Buffer): Algorithms[] {
  const signer = readSignedData(cms).signers[0]!
  const stamp = signer.unsignedAttributes.get(OID.signatureTimeStamp)?.child(0)
  const { digestOid: digest, signatureAlgorithm } = signer
  return [
    { digest, signature: signatureAlgorithm.child(0).oid },
    ...(stamp ? algorithmsOfCms(stamp.raw) : []),
  ]
}

/** Those of each signature and time stamp of a file. */
function algorithmsOf(file: Buffer) {
  return signaturesOfForm(PdfReader.open(file)).signatures.flatMap(({ dict }) => {
    const contents = dict.get('Contents')
    if (!isString(contents)) throw new Error('a signature without a CMS')
    return algorithmsOfCms(Buffer.from(contents.bytes))
  })
}

/** A company and a person with a time stamp each, and the document time stamp that closes the file. */
const five = <T>(one: T): T[] => Array.from({ length: 5 }, () => one)

async function expectClosedIn(contractId: string, algorithms: Algorithms): Promise<void> {
  const { rooms } = scene
  const file = await bytesOf(contractId)
  expect(algorithmsOf(file)).toEqual(five(algorithms))
  // Past every certificate of the file, without asking anybody.
  const now = rooms.now() + 30 * 365 * 86_400_000
  const report = verifyPdf(file, { roots: rooms.deps.pki.roots(), now })
  expect(report.findings).toEqual([])
  expect(report.verdict).toBe('intact')
  expect(report.signatures.map((s) => [s.level, s.trust.status])).toEqual([
    ['B-LTA', 'trusted'],
    ['B-LTA', 'trusted'],
    ['time-stamp', 'trusted'],
  ])
  await expectConsistent(rooms, contractId)
}

/** The company and the person sign; the last one's request closes the file. */
async function signed(contractId: string): Promise<void> {
  await sign(scene.rooms, 'admin', contractId)
  await sign(scene.rooms, 'worker', contractId)
}

const suiteInChain = async (contractId: string) =>
  (await chainOf(scene.rooms.deps.store, contractId))[0]?.data['suite']

test('SM2/SM3 of one company: its signatures, stamps and closing; what runs and what others start is P-256', async () => {
  const { rooms } = scene
  const before = await start(rooms, 'admin')
  expect(await choose('admin', 'sm')).toBe('ok')
  expect(await rooms.ok('organization', 'getOrganization', 'admin', {})).toMatchObject({
    signatureSuite: 'sm',
  })
  const after = await start(rooms, 'admin')
  await signed(before.contractId)
  await signed(after.contractId)
  await expectClosedIn(before.contractId, international)
  await expectClosedIn(after.contractId, sm)
  expect([await suiteInChain(before.contractId), await suiteInChain(after.contractId)]).toEqual([
    'international',
    'sm',
  ])

  const others = await start(rooms, 'rival')
  const detail = await rooms.ok('contract', 'get', 'rival', { contractId: others.contractId })
  const seal = detail.partyViews.find((p) => p.mine)?.fields.find((f) => f.type === 'seal')
  await rooms.ok('contract', 'sign', 'rival', {
    contractId: others.contractId,
    challengeId: await rooms.challenge('rival', others.contractId),
    marks: [{ fieldId: seal?.id, sealId: `seal-${other.id}` }],
  })
  await sign(rooms, 'worker', others.contractId)
  await expectClosedIn(others.contractId, international)

  // Back again: contracts of the time in between are finished as they were started.
  const between = await start(rooms, 'admin')
  await sign(rooms, 'admin', between.contractId)
  expect(await choose('admin', null)).toBe('ok')
  await sign(rooms, 'worker', between.contractId)
  await expectClosedIn(between.contractId, sm)
  expect(await suiteInChain((await start(rooms, 'admin')).contractId)).toBe('international')
}, 120_000)

test('evidence and report of an SM2 contract keep the international suite', async () => {
  const { rooms } = scene
  await choose('admin', 'sm')
  const { contractId } = await start(rooms, 'admin')
  await signed(contractId)
  const { report } = await storedContract(rooms, contractId)
  if (!report) throw new Error('no report')
  const algorithms = algorithmsOf(await rooms.files.read(report))
  expect(algorithms.length).toBeGreaterThan(1)
  for (const one of algorithms) expect(one).toEqual(international)
  expect(await rooms.ok('contract', 'verify', 'worker', { contractId })).toMatchObject({
    verdict: 'intact',
    signatures: [{ trust: 'trusted' }, { trust: 'trusted' }, { kind: 'document-time-stamp' }],
  })
}, 60_000)

test('an installation that signs with SM2 stamps its evidence internationally, as it signs it', async () => {
  const { rooms } = scene
  rooms.deps.pki = await LocalPki.create(join(rooms.folder, 'national'), randomBytes(32), { suite: 'sm' })
  const { contractId } = await start(rooms, 'admin')
  await signed(contractId)
  const { revision, evidence, report } = await storedContract(rooms, contractId)
  if (!evidence || !report) throw new Error('no evidence')
  expect(algorithmsOf(await rooms.files.read(revision.file))).toEqual(five(sm))
  const { seal } = JSON.parse((await rooms.files.read(evidence)).toString('utf8')) as {
    seal: { cms: string }
  }
  expect(algorithmsOfCms(Buffer.from(seal.cms, 'base64'))).toEqual([international, international])
  const algorithms = algorithmsOf(await rooms.files.read(report))
  expect(algorithms.length).toBeGreaterThan(1)
  for (const one of algorithms) expect(one).toEqual(international)
}, 60_000)

test('a process that has not met the SM authority trusts its signatures all the same', async () => {
  const { rooms } = scene
  const key = randomBytes(32)
  const folder = join(rooms.folder, 'shared')
  const first = await LocalPki.openOrCreate(folder, key)
  const second = await LocalPki.open(folder, key)
  rooms.deps.pki = first
  await choose('admin', 'sm')
  const { contractId } = await start(rooms, 'admin')
  await signed(contractId)
  rooms.deps.pki = second
  expect((await rooms.ok('contract', 'verify', 'worker', { contractId })).signatures).toMatchObject([
    { trust: 'trusted' },
    { trust: 'trusted' },
    { trust: 'trusted' },
  ])
}, 60_000)

test('an SM2 key that the company brought along signs although nobody asked for an SM signer here before', async () => {
  const { rooms } = scene
  const local = rooms.deps.pki
  const elsewhere = await LocalPki.create(join(rooms.folder, 'elsewhere'), randomBytes(32))
  rooms.deps.pki = {
    signatureSuites: () => local.signatureSuites(),
    ready: (suite) => local.ready(suite),
    personSigner: (person) => local.personSigner(person),
    organizationSigner: (organization) => elsewhere.organizationSigner(organization),
    evidenceSigner: () => local.evidenceSigner(),
    timeStamper: (suite) => local.timeStamper(suite),
    validationData: async (certificates, suite) => {
      const parts = [
        await local.validationData(certificates, suite),
        await elsewhere.validationData(certificates),
      ]
      return {
        certificates: parts.flatMap((part) => part.certificates ?? []),
        crls: parts.flatMap((part) => part.crls ?? []),
        ocsps: parts.flatMap((part) => part.ocsps ?? []),
      }
    },
    revokeOrganization: (...request) => local.revokeOrganization(...request),
    roots: () => [...local.roots(), ...elsewhere.roots()],
  }
  await choose('admin', 'sm')
  const { contractId } = await start(rooms, 'admin', { parties: [companyParty] })
  await sign(rooms, 'admin', contractId)
  const report = verifyPdf(await bytesOf(contractId), { roots: rooms.deps.pki.roots() })
  expect(report.verdict).toBe('intact')
  expect(report.signatures).toMatchObject([
    { level: 'B-LTA', trust: { status: 'trusted' } },
    { level: 'time-stamp', trust: { status: 'trusted' } },
  ])
}, 60_000)

test('only who manages the organization chooses, and only one of the two', async () => {
  const { rooms } = scene
  expect(await choose('clerk', 'sm')).toBe('NO_PERMISSION')
  expect(await choose('worker', 'sm')).toBe('NO_PERMISSION')
  expect(await rooms.code('organization', 'setSignatureSuite', 'admin', { suite: 'gm' })).toBe(
    'INPUT_INVALID',
  )
  for (const { id } of [company, other])
    expect(await rooms.deps.store.get(organizationCollection, id)).not.toHaveProperty('signatureSuite')
  const key = 'k'.repeat(32)
  const twice = [1, 2].map(() =>
    rooms.call('organization', 'setSignatureSuite', 'admin', { suite: 'sm' }, key),
  )
  expect((await Promise.all(twice)).map((answer) => answer.ok && answer.data)).toEqual([
    { signatureSuite: 'sm' },
    { signatureSuite: 'sm' },
  ])
  expect(await rooms.deps.store.get(organizationCollection, other.id)).not.toHaveProperty('signatureSuite')
})

describe('beside an outside authority', () => {
  const configured = async (env: Record<string, string>): Promise<PkiPort> => {
    const folder = join(scene.rooms.folder, `configured-${randomBytes(4).toString('hex')}`)
    mkdirSync(folder)
    const roots = join(folder, 'roots.pem')
    const der = scene.rooms.deps.pki.roots()[0] as Buffer
    writeFileSync(
      roots,
      `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`,
    )
    const settings = readPkiSettings({ ...env, QIANLI_TSA_ROOTS: roots, QIANLI_EST_ROOTS: roots })
    const files = new KeyFolder(folder, randomBytes(32))
    return (await openPki({ files, settings, now: Date.now })).port
  }
  const tsa = { QIANLI_TSA_URL: 'https://tsa.example' }
  const est = { QIANLI_EST_URL: 'https://ca.example/.well-known/est' }

  test.each([tsa, est, { ...tsa, ...est }])(
    'SM2 is refused by name, its own suite is not: %j',
    async (env: Record<string, string>) => {
      scene.rooms.deps.pki = await configured(env)
      expect(await choose('admin', 'sm')).toBe('SUITE_UNAVAILABLE')
      expect(await choose('admin', 'international')).toBe('ok')
      expect(await choose('admin', null)).toBe('ok')
    },
  )

  test('where the installation itself signs with SM2 it may be named, and is what contracts start with', async () => {
    scene.rooms.deps.pki = await configured({ ...tsa, QIANLI_SIGNATURE_SUITE: 'sm' })
    const { contractId } = await start(scene.rooms, 'admin')
    expect((await storedContract(scene.rooms, contractId)).suite).toBe('sm')
    expect(await choose('admin', 'sm')).toBe('ok')
  })
})

test('documents from before there was a choice: the installation decides', async () => {
  const { rooms } = scene
  const { contractId } = await start(rooms, 'admin')
  const { suite, ...old } = await storedContract(rooms, contractId)
  expect(suite).toBe('international')
  expect(contractCollection.schema.parse(old).suite).toBeNull()
  await rooms.deps.store.tx(async (t) => {
    const stored = await t.get(contractCollection, contractId)
    if (stored) await t.put(contractCollection, { ...stored, suite: null })
  })
  await signed(contractId)
  await expectClosedIn(contractId, international)
}, 60_000)
