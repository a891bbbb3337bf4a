import type { ActionContract } from '#types/action'
import type { ActionInput, ActionName, Api, Room } from '#types/api'
import { billingActions } from '#types/billing'
import { contractActions } from '#types/contract'
import { documentActions } from '#types/document'
import { identityActions } from '#types/identity'
import { organizationActions } from '#types/organization'
import { sealActions } from '#types/seal'
import { todoActions } from '#types/todo'
import { timersActions } from '#types/timers'
import { collections } from '../../cloudfunctions/collections'
import { challengeCollection } from '../../cloudfunctions/identity/model/challenge'
import { testPerson } from '#platform/adapters/registry/test-persons'
import { Client, actForOrganization, freshKey } from '../host/client'
import { openWorld, secretName, type World } from './world'

type Sample<R extends Room, A extends ActionName<R>> = (w: World) => ActionInput<R, A>
/** An input that works for the rightful caller; a new action does not compile without one. */
const samples: { [R in Room]: { [A in ActionName<R>]: Sample<R, A> } } = {
  identity: {
    sendCaptcha: () => ({ phone: '13600000001' }),
    signInByCaptcha: () => ({ phone: '13600000001', code: '000000', consent: true }),
    signInByWechatPhone: () => ({ code: 'not-from-wechat', consent: true }),
    signOut: () => ({}),
    whoAmI: () => ({}),
    switchIdentity: () => ({ identity: { kind: 'person' } }),
    startRealName: () => ({
      name: '周敏',
      idNumber: testPerson('zhou-zixuan').idNumber,
      consentGeneral: true,
      consentSensitive: true,
    }),
    realNameStatus: () => ({ verificationId: 'somebody-elses-verification' }),
    sendPasswordCaptcha: () => ({}),
    setSigningPassword: () => ({ code: '000000', password: '135790', repeat: '135790' }),
    answerChallenge: (w) => ({ challengeId: w.challengeId, answer: '000000' }),
    challengeStatus: (w) => ({ challengeId: w.challengeId }),
  },
  organization: {
    getOrganization: () => ({}),
    listEmployees: () => ({}),
    setSignatureSuite: () => ({ suite: 'international' }),
  },
  billing: { getQuota: () => ({}) },
  seal: {
    listSeals: () => ({}),
    listPersonalSignatures: () => ({}),
    savePersonalSignature: () => ({ kind: 'system' }),
    removePersonalSignature: (w) => ({ id: w.signatureId }),
  },
  contract: {
    createUpload: () => ({ filename: 'a.pdf', size: 1000 }),
    completeUpload: (w) => ({ uploadId: w.uploadId }),
    initiate: (w) => ({
      uploadId: w.uploadId,
      name: '劳动合同',
      deadline: Date.now() + 86_400_000,
      order: 'any',
      parties: [
        {
          kind: 'organization',
          auth: ['captcha'],
          fields: [{ type: 'seal', page: 0, x: 10, y: 10, width: 100, height: 100 }],
        },
      ],
    }),
    list: () => ({}),
    countMine: () => ({}),
    get: (w) => ({ contractId: w.openContract.contractId }),
    openCode: (w) => ({ code: w.openContract.code }),
    getCode: (w) => ({ contractId: w.openContract.contractId }),
    requestChallenge: (w) => ({ contractId: w.openContract.contractId, method: 'face' }),
    sign: (w) => ({
      contractId: w.openContract.contractId,
      challengeId: w.challengeId,
      marks: [{ fieldId: w.fieldId, signatureId: w.signatureId }],
    }),
    refuse: (w) => ({ contractId: w.openContract.contractId, reason: '价格不符' }),
    revoke: (w) => ({ contractId: w.openContract.contractId, reason: '内容有误' }),
    download: (w) => ({ contractId: w.completedContract.contractId, what: 'pdf' }),
    verify: (w) => ({ contractId: w.completedContract.contractId }),
  },
  document: {
    getPage: (w) => ({
      source: { kind: 'contract', contractId: w.openContract.contractId },
      page: 0,
      width: 200,
    }),
    convertUpload: (w) => ({ uploads: [{ uploadId: w.uploadId }] }),
    createValidation: () => ({ filename: 'a.pdf', size: 1000 }),
    validate: (w) => ({ uploadId: w.validationId }),
    findText: (w) => ({
      source: { kind: 'contract', contractId: w.openContract.contractId },
      phrase: '协议',
      from: 0,
    }),
    getText: (w) => ({ source: { kind: 'contract', contractId: w.openContract.contractId }, page: 0 }),
  },
  todo: { list: () => ({}) },
}

const rooms: { [R in Room]: Api[R] } = {
  identity: identityActions,
  organization: organizationActions,
  billing: billingActions,
  seal: sealActions,
  // Before the contract room, whose `initiate` takes the one upload of the samples.
  document: documentActions,
  contract: contractActions,
  todo: todoActions,
}

const every = Object.entries(rooms).flatMap(([room, actions]) =>
  Object.entries(actions as Record<string, ActionContract>).map(([name, contract]) => ({
    room: room as Room,
    name,
    contract,
    input: (samples[room as Room] as Record<string, (w: World) => unknown>)[name]!,
  })),
)

/** Who acts for the positive control: the same input must not fail for want of rights. */
const rightful = (room: string, name: string): 'superAdmin' | 'person' =>
  [
    'sign',
    'refuse',
    'requestChallenge',
    'answerChallenge',
    'challengeStatus',
    'removePersonalSignature',
  ].includes(name) ||
  (room === 'seal' && name !== 'listSeals')
    ? 'person'
    : 'superAdmin'

/** These need WeChat's word or a running verification, which no sample can hold; signing out would end the caller. */
const withoutControl = ['signOut', 'signInByWechatPhone', 'realNameStatus']

const wantOfRights = [
  'SIGN_IN_REQUIRED',
  'REAL_NAME_REQUIRED',
  'NO_PERMISSION',
  'NOT_FOUND',
  'INPUT_INVALID',
  'INTERNAL',
  'ACTION_UNKNOWN',
  'KEY_REQUIRED',
]

describe('permission matrix: every action × every caller without the right', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld((host) => new Client({ url: host.url, operatorKey: host.operatorKey }))
  }, 180_000)
  afterAll(() => world?.host.close())

  /** Everything stored, but for what a mere visit may move: the sliding end of sessions and tries of a captcha. */
  async function stateOf(): Promise<string> {
    const { store } = world.host.parts.deps
    const all: Record<string, unknown[]> = {}
    for (const c of collections) {
      if (['sessions'].includes(c.name)) continue
      const docs: unknown[] = []
      let after: string | undefined
      do {
        const page = await store.find(c, { where: [], limit: 500, after })
        docs.push(...page.items)
        after = page.next
      } while (after)
      all[c.name] = docs
    }
    return JSON.stringify(all)
  }

  /** What belongs to the company and its signer, and may stand in no answer to anybody else. */
  const secrets = (action: string) => [
    ...(action === 'openCode' ? [] : [secretName]),
    '13912345678',
    '13800000001',
    testPerson('wang-xiaoyu').idNumber,
    testPerson('chen-siyuan').idNumber,
    ...(action === 'openCode' ? [] : [testPerson('wang-xiaoyu').name]),
    world.completedContract.code,
    world.signatureId,
    world.sealId,
  ]

  const callers = [
    'nobody',
    'stranger',
    'verified stranger',
    'employee of another company',
    'employee without the permission',
  ] as const

  describe.each(callers)('%s', (who) => {
    // Signing out would end the caller for the rows that follow.
    test.each(every.filter((a) => a.name !== 'signOut'))(
      '$room $name',
      async ({ room, name, contract, input }) => {
        const client = world.strangers[who]
        const before = await stateOf()
        const answer = await client.raw(room, name, input(world), freshKey())
        const text = JSON.stringify(answer)
        for (const secret of secrets(name)) expect(text).not.toContain(secret)
        if (!answer.ok) {
          expect(answer.error.code).not.toBe('INTERNAL')
          // A wrong captcha counts as a try; everything else that is refused leaves no trace.
          if (name !== 'signInByCaptcha' && name !== 'setSigningPassword')
            expect(await stateOf()).toBe(before)
        }
        const { guard } = contract
        const code = answer.ok ? 'ok' : answer.error.code
        if (guard.who !== 'anyone' && who === 'nobody') expect(code).toBe('SIGN_IN_REQUIRED')
        if (guard.who === 'person' && who === 'stranger') expect(code).toBe('REAL_NAME_REQUIRED')
        if (guard.who === 'employee' && who !== 'employee of another company' && who !== 'nobody')
          expect(code).toBe('NO_PERMISSION')
        if (guard.who === 'participant') expect(answer.ok).toBe(false)
        if (guard.who === 'system') expect(answer.ok).toBe(false)
      },
    )
  })

  test.each(every.filter((a) => !withoutControl.includes(a.name)))(
    'control: the rightful caller is not refused for want of rights: $room $name',
    async ({ room, name, input }) => {
      const answer = await world[rightful(room, name)].raw(room, name, input(world), freshKey())
      if (!answer.ok) expect(wantOfRights).not.toContain(answer.error.code)
      if (name === 'switchIdentity') await actForOrganization(world.superAdmin)
    },
  )

  test.each(Object.keys(timersActions))(
    'the timer action %s is out of reach of every browser',
    async (name) => {
      for (const client of [...Object.values(world.strangers), world.superAdmin]) {
        const answer = await client.raw('timers', name, {}, freshKey())
        expect(answer.ok).toBe(false)
      }
    },
  )

  test('a challenge of somebody else is as unknown as none', async () => {
    const client = world.strangers['verified stranger']
    const real = await client.raw(
      'identity',
      'challengeStatus',
      { challengeId: world.challengeId },
      freshKey(),
    )
    const none = await client.raw(
      'identity',
      'challengeStatus',
      { challengeId: 'no-such-challenge' },
      freshKey(),
    )
    expect(real.ok ? 'ok' : real.error).toEqual(none.ok ? 'ok' : none.error)
    expect(await world.host.parts.deps.store.get(challengeCollection, world.challengeId)).not.toBeNull()
  })
})
