import { readFileSync } from 'node:fs'
import { addVerifiedAccount } from '../../cloudfunctions/identity/commands/add-verified-account'
import { addEmployee, foundOrganization } from '../../cloudfunctions/organization/commands/found-organization'
import { organizationCollection } from '../../cloudfunctions/organization/model/organization'
import { addQuota } from '../../cloudfunctions/billing/commands/add-quota'
import { addSeal } from '../../cloudfunctions/seal/commands/add-seal'
import { testPerson } from '#platform/adapters/registry/test-persons'
import {
  actForOrganization,
  initiate,
  ownMarks,
  passCaptcha,
  signIn,
  upload,
  verify,
  type Client,
} from '../host/client'
import { openTestHost, type InProcessHost } from '../host/in-process'

export const secretName = '绝密并购意向书'
const personPhone = '13912345678'
const superAdminPhone = '13800000001'

/** A host with a company, its open and completed contracts, and people who have no business with them. */
export interface World {
  host: InProcessHost
  /** Those who may. */
  superAdmin: Client
  person: Client
  /** Those who may not. */
  strangers: Record<
    | 'nobody'
    | 'stranger'
    | 'verified stranger'
    | 'employee of another company'
    | 'employee without the permission',
    Client
  >
  openContract: { contractId: string; code: string }
  completedContract: { contractId: string; code: string }
  uploadId: string
  /** An upload of the super administrator's that waits to be validated. */
  validationId: string
  fieldId: string
  challengeId: string
  sealId: string
  signatureId: string
}

const sample = readFileSync('samples/service-agreement.pdf')

export async function openWorld(nobody: (host: InProcessHost) => Client): Promise<World> {
  const host = await openTestHost()
  const address = { url: host.url, operatorKey: host.operatorKey }
  await addOutsiders(host)

  const { client: superAdmin } = await signIn(address, superAdminPhone)
  await actForOrganization(superAdmin)
  const { client: person } = await signIn(address, personPhone)
  await verify(person, 'wang-xiaoyu')

  const signatory = { name: testPerson('wang-xiaoyu').name, phone: personPhone }
  const completedContract = await initiate(superAdmin, sample, signatory, { name: secretName })
  for (const [client, phone] of [
    [person, personPhone],
    [superAdmin, superAdminPhone],
  ] as const) {
    const { contractId } = completedContract
    const challengeId = await passCaptcha(client, contractId, phone)
    await client.call('contract', 'sign', {
      contractId,
      challengeId,
      marks: await ownMarks(client, contractId),
    })
  }
  const openContract = await initiate(superAdmin, sample, signatory, { name: secretName })
  const { contractId } = openContract
  const marks = await ownMarks(person, contractId)
  const { challengeId } = await person.call('contract', 'requestChallenge', { contractId, method: 'face' })
  const signatures = await person.call('seal', 'listPersonalSignatures', {})
  const seals = await superAdmin.call('seal', 'listSeals', {})

  const { client: stranger } = await signIn(address, '13700000001')
  const { client: verifiedStranger } = await signIn(address, '13700000002')
  await verify(verifiedStranger, 'li-jianguo')
  const { client: rival } = await signIn(address, '13700000003')
  await actForOrganization(rival)
  const { client: powerless } = await signIn(address, '13700000004')
  await actForOrganization(powerless)

  return {
    host,
    superAdmin,
    person,
    strangers: {
      nobody: nobody(host),
      stranger,
      'verified stranger': verifiedStranger,
      'employee of another company': rival,
      'employee without the permission': powerless,
    },
    openContract,
    completedContract,
    uploadId: await upload(superAdmin, sample),
    validationId: await sendForValidation(superAdmin, sample),
    fieldId: marks[0]?.fieldId ?? '',
    challengeId,
    sealId: seals.items[0]?.id ?? '',
    signatureId: signatures.items[0]?.id ?? '',
  }
}

async function sendForValidation(client: Client, bytes: Buffer): Promise<string> {
  const opened = await client.call('document', 'createValidation', {
    filename: `${secretName}.pdf`,
    size: bytes.length,
  })
  if (opened.ticket.kind !== 'http') throw new Error('not a local upload')
  const { url, headers } = opened.ticket
  const sent = await client.fetch(url, { method: 'POST', headers, body: Uint8Array.from(bytes) })
  if (!sent.ok) throw new Error(`upload: ${sent.status}`)
  return opened.uploadId
}

/** A second company with everything of its own, and an employee of the first who holds no role. */
async function addOutsiders({ parts: { deps } }: InProcessHost): Promise<void> {
  const at = deps.clock.now()
  const { items } = await deps.store.find(organizationCollection, { where: [], limit: 1 })
  const [first] = items
  if (!first) throw new Error('set-up made no organization')
  const join = async (t: Parameters<Parameters<typeof deps.store.tx>[0]>[0], key: string, phone: string) => {
    const { name, idNumber } = testPerson(key)
    const account = await addVerifiedAccount(t, deps, {
      name,
      idNumber,
      phone,
      at,
      providerReference: 'test',
      simulated: true,
    })
    return { accountId: account.id, name, phoneMasked: account.phoneMasked, at }
  }
  await deps.store.tx(async (t) => {
    const founder = await join(t, 'zhao-wenbo', '13700000003')
    const organization = {
      id: 'rival-company',
      name: '杭州对手贸易有限公司',
      creditCode: '91330106MA2ABCDE4R',
      superAdminId: founder.accountId,
      verifiedAt: at,
      simulated: true,
    }
    await foundOrganization(t, { organization, superAdmin: founder })
    await addSeal(t, {
      id: 'rival-seal',
      organizationId: organization.id,
      organizationName: organization.name,
      createdBy: founder.accountId,
      name: '公章',
      type: 'official',
      holders: [],
      at,
    })
    await addQuota(t, { id: 'rival-quota', organizationId: organization.id, by: 10, at, reason: 'test' })
    await addEmployee(t, first, await join(t, 'sun-haoran', '13700000004'), [])
  })
}
