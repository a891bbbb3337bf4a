import type { Me } from '#types/identity'
import { testPerson } from '#platform/adapters/registry/test-persons'
import { verificationCollection } from './model/verification'
import { accountCollection } from './model/account'
import { freshPhone, Rig } from './rig.fixture'

const wang = testPerson('wang-xiaoyu')
const li = testPerson('li-jianguo')

describe('personal real-name authentication (ID-14, ID-25, ID-81)', () => {
  let rig: Rig
  beforeAll(async () => {
    rig = await Rig.open()
  }, 60_000)
  afterEach(() => rig.clear())
  afterAll(() => rig.close())

  const status = (raw: Parameters<Rig['call']>[0], verificationId: string) =>
    rig.call<{ state: string; reason?: string; me?: Me }>(raw, 'realNameStatus', { verificationId })
  const start = async (raw: Parameters<Rig['call']>[0], person = wang) => {
    const started = await rig.startRealName(raw, person.name, person.idNumber)
    if (!started.ok) throw new Error(started.code)
    return started.data.verificationId
  }
  const startRefused = async (raw: Parameters<Rig['call']>[0], name: string, idNumber: string) => {
    const started = await rig.startRealName(raw, name, idNumber)
    return started.ok ? 'ok' : started.code
  }

  test('pending until somebody acts, then recorded with the reference and the word that it was a simulator', async () => {
    const { raw } = await rig.signIn(freshPhone())
    const started = await rig.startRealName(raw, ' 王 小雨', wang.idNumber.toLowerCase())
    if (!started.ok) throw new Error(started.code)
    const { verificationId, faceUrl } = started.data
    expect(faceUrl).toContain('/simulators/face/')
    expect(await status(raw, verificationId)).toMatchObject({ data: { state: 'pending' } })
    expect(await rig.get(raw, 'whoAmI')).toMatchObject({ me: { person: null } })

    await rig.actOnNewestFace({ act: 'show', personKey: wang.key })
    const passed = await status(raw, verificationId)
    const person = { name: '王小雨', verifiedAt: rig.now, simulated: true }
    expect(passed).toMatchObject({ data: { state: 'passed', me: { person } } })
    expect(await status(raw, verificationId)).toEqual(passed)
    const [account] = (await rig.deps.store.find(accountCollection, { where: [] })).items
    expect(account?.person?.providerReference).toMatch(/.{10,}/)
    expect(JSON.stringify(account)).not.toContain(wang.idNumber)
    expect(await startRefused(raw, wang.name, wang.idNumber)).toBe('ALREADY_VERIFIED')
  })

  test('what is wrong in the form is refused before anybody is asked', async () => {
    const { raw } = await rig.signIn(freshPhone())
    const { idNumber } = wang
    const flipped = idNumber.slice(0, 17) + (idNumber.endsWith('1') ? '2' : '1')
    const [minor, old] = [testPerson('zhou-zixuan'), testPerson('sun-guilan')]
    expect(await startRefused(raw, 'Wang Xiaoyu', idNumber)).toBe('NAME_INVALID')
    expect(await startRefused(raw, wang.name, flipped)).toBe('DOC_NUMBER_INVALID')
    expect(await startRefused(raw, minor.name, minor.idNumber)).toBe('AGE_NOT_ALLOWED')
    expect(await startRefused(raw, old.name, old.idNumber)).toBe('AGE_NOT_ALLOWED')
    expect(await rig.deps.store.count(verificationCollection, [])).toBe(0)
  })

  test('name and number that the authority does not know together are refused', async () => {
    const { raw } = await rig.signIn(freshPhone())
    expect(await startRefused(raw, li.name, wang.idNumber)).toBe('IDENTITY_MISMATCH')
    expect(await startRefused(raw, '张不在', '11010519491231002X')).toBe('AGE_NOT_ALLOWED')
    expect(await startRefused(raw, '张不在', '310104199001010018')).toMatch(
      /IDENTITY_MISMATCH|DOC_NUMBER_INVALID/,
    )
  })

  test.each([
    ['another face', { act: 'show', personKey: 'li-jianguo' }, 'FACE_MISMATCH'],
    ['no living face', { act: 'liveness-fails' }, 'FACE_FAILED'],
    ['leaving the page', { act: 'cancel' }, 'FACE_CANCELLED'],
    ['no camera', { act: 'camera-unavailable' }, 'FACE_UNAVAILABLE'],
  ] as const)('%s fails with its reason, and another attempt may pass', async (_, act, reason) => {
    const { raw } = await rig.signIn(freshPhone())
    const first = await start(raw)
    await rig.actOnNewestFace(act)
    expect(await status(raw, first)).toMatchObject({ data: { state: 'failed', reason } })
    expect(await rig.get(raw, 'whoAmI')).toMatchObject({ me: { person: null } })
    rig.now += 1000
    const second = await start(raw)
    await rig.actOnNewestFace({ act: 'show', personKey: wang.key })
    expect(await status(raw, second)).toMatchObject({ data: { state: 'passed' } })
    expect(await status(raw, first)).toMatchObject({ data: { state: 'failed', reason } })
  })

  test('a provider that is down is a refusal at the start and pending afterwards, never a success', async () => {
    const { raw } = await rig.signIn(freshPhone())
    await rig.switches({ face: 'refuses' })
    expect(await startRefused(raw, wang.name, wang.idNumber)).toBe('FACE_UNAVAILABLE')
    await rig.switches({ face: 'works', registry: 'refuses' })
    expect(await startRefused(raw, wang.name, wang.idNumber)).toBe('FACE_UNAVAILABLE')
    await rig.switches({ registry: 'works' })
    const verificationId = await start(raw)
    await rig.actOnNewestFace({ act: 'show', personKey: wang.key })
    await rig.switches({ face: 'refuses' })
    expect(await status(raw, verificationId)).toMatchObject({ data: { state: 'pending' } })
    rig.now += 10 * 60_000
    expect(await status(raw, verificationId)).toMatchObject({
      data: { state: 'failed', reason: 'FACE_UNAVAILABLE' },
    })
  })

  test('a check nobody finishes is over after ten minutes', async () => {
    const { raw } = await rig.signIn(freshPhone())
    const verificationId = await start(raw)
    rig.now += 10 * 60_000
    expect(await status(raw, verificationId)).toMatchObject({
      data: { state: 'failed', reason: 'FACE_CANCELLED' },
    })
  })

  test('five failures of an identity lock it until midnight, whichever account tries (D5)', async () => {
    rig.now = Date.UTC(2026, 10, 23, 2, 0)
    const { raw } = await rig.signIn(freshPhone())
    for (let i = 0; i < 5; i++) {
      const id = await start(raw)
      await rig.actOnNewestFace({ act: 'liveness-fails' })
      await status(raw, id)
      await status(raw, id) // asking again counts nothing
      rig.now += 1000
    }
    expect(await rig.startRealName(raw, wang.name, wang.idNumber)).toMatchObject({
      code: 'FACE_LIMIT',
      params: { hours: 14 },
    })
    const other = await rig.signIn(freshPhone())
    expect(await startRefused(other.raw, wang.name, wang.idNumber)).toBe('FACE_LIMIT')
    expect(await startRefused(other.raw, li.name, li.idNumber)).toBe('ok')
    rig.now += 14 * 3_600_000
    expect(await startRefused(raw, wang.name, wang.idNumber)).toBe('ok')
  })

  test('twenty attempts of one account a day, also with names that never match', async () => {
    const { raw } = await rig.signIn(freshPhone())
    for (let i = 0; i < 20; i++)
      expect(await startRefused(raw, li.name, wang.idNumber)).toBe('IDENTITY_MISMATCH')
    expect(await startRefused(raw, wang.name, wang.idNumber)).toBe('FACE_LIMIT')
  })

  test('a document belongs to one account: refused at the start and again at the end (D14)', async () => {
    const [anna, bert] = [await rig.signIn(freshPhone()), await rig.signIn(freshPhone())]
    const annas = await start(anna.raw)
    await rig.actOnNewestFace({ act: 'show', personKey: wang.key })
    rig.now += 1000
    const berts = await start(bert.raw)
    await rig.actOnNewestFace({ act: 'show', personKey: wang.key })
    // Both passed; both ask at the same time.
    const answers = await Promise.all([status(anna.raw, annas), status(bert.raw, berts)])
    expect(answers.filter((a) => a.ok)).toHaveLength(1)
    expect(answers.filter((a) => !a.ok && a.code === 'IDENTITY_TAKEN')).toHaveLength(1)
    const [owner, loser] = answers[0].ok ? [anna, bert] : [bert, anna]
    expect(await rig.get(owner.raw, 'whoAmI')).toMatchObject({ me: { person: { name: wang.name } } })
    expect(await rig.get(loser.raw, 'whoAmI')).toMatchObject({ me: { person: null } })
    expect(await startRefused(loser.raw, wang.name, wang.idNumber)).toBe('IDENTITY_TAKEN')
  })

  test('one account does not become two persons', async () => {
    const { raw } = await rig.signIn(freshPhone())
    const first = await start(raw, wang)
    await rig.actOnNewestFace({ act: 'show', personKey: wang.key })
    rig.now += 1000
    const second = await start(raw, li)
    await rig.actOnNewestFace({ act: 'show', personKey: li.key })
    expect((await status(raw, first)).ok).toBe(true)
    expect(await status(raw, second)).toMatchObject({ code: 'ALREADY_VERIFIED' })
    expect(await rig.get(raw, 'whoAmI')).toMatchObject({ me: { person: { name: wang.name } } })
  })

  test('the verification of another account is not there', async () => {
    const [anna, bert] = [await rig.signIn(freshPhone()), await rig.signIn(freshPhone())]
    const verificationId = await start(anna.raw)
    expect(await status(bert.raw, verificationId)).toMatchObject({ code: 'NOT_FOUND' })
  })

  test('the way back leads into this app only', async () => {
    const { raw } = await rig.signIn(freshPhone())
    for (const returnTo of ['https://evil.test', '//evil.test', '/\\evil.test', 'evil']) {
      const input = {
        name: wang.name,
        idNumber: wang.idNumber,
        consentGeneral: true,
        consentSensitive: true,
        returnTo,
      }
      expect(await rig.refusal(raw, 'startRealName', input)).toBe('INPUT_INVALID')
    }
  })
})
