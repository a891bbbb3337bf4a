import type { PersonalSignatureView, SealView } from '#types/seal'
import type { RawIdentity } from '#platform/kernel/context'
import { handwriting } from '#platform/pdf/appearance/handwriting'
import { packPicture } from '#platform/pdf/appearance/packed-picture'
import { freshPhone, Rig } from '../identity/rig.fixture'
import { employeeCollection, employeeId } from '../organization/model/employee'
import { organizationCollection } from '../organization/model/organization'
import { setUpDemo, type DemoAccount } from '../setup-demo'
import { drawName } from './commands/drawing'
import { outlinesOf, PictureTooBig, stampOf, storePicture } from './model/picture'
import { personalSignatureCollection } from './model/personal-signature'
import { sealCollection, type Seal } from './model/seal'
import { personalSignatureInTx } from './queries/personal-signature'
import { usableSeal } from './queries/usable-seal'

const codeOf = (run: Promise<unknown>) =>
  run.then(
    () => 'ok',
    (e: { code?: string }) => e.code,
  )
const wave = Array.from({ length: 40 }, (_, i) => ({
  x: 20 + i * 5,
  y: 60 + 25 * Math.sin(i / 3),
  t: i * 12,
}))
const pad = { padWidth: 375, padHeight: 300 }

describe('seals of an organization', () => {
  let rig: Rig
  let accounts: DemoAccount[]
  let organizationId: string
  let sessions: { raw: RawIdentity; accountId: string }[]
  beforeAll(async () => {
    rig = await Rig.open()
    accounts = await setUpDemo({ ...rig.deps, now: rig.now })
    organizationId = (await rig.deps.store.find(organizationCollection, { where: [] })).items[0]!.id
    sessions = []
    for (const { phone } of accounts) {
      const { raw, me } = await rig.signIn(phone)
      sessions.push({ raw, accountId: me.accountId })
    }
  }, 60_000)
  afterAll(() => rig.close())

  const list = async (who: number) =>
    (await rig.get<{ items: SealView[] }>(sessions[who]!.raw, 'listSeals')).items
  const sealOf = async (type: string) => (await list(0)).find((s) => s.type === type)!.id
  const use = (sealId: string, who: number, organization = organizationId) =>
    rig.deps.store.tx((t) =>
      usableSeal(t, { sealId, organizationId: organization, accountId: sessions[who]!.accountId }),
    )
  const change = (sealId: string, change: Partial<Seal>) =>
    rig.deps.store.tx(async (t) => {
      const seal = await t.get(sealCollection, sealId)
      await t.put(sealCollection, { ...seal!, ...change })
    })

  test('the demo company has an official and a contract seal, drawn from its name, 42 mm wide', async () => {
    const seals = await list(0)
    expect(seals.map((s) => [s.name, s.type, s.canUse])).toEqual([
      ['公章', 'official', true],
      ['合同专用章', 'contract', true],
    ])
    for (const { svg, width } of seals) {
      expect(svg).toMatch(/^<svg [^>]*>(<path [^>]*\/>)+<\/svg>$/)
      expect(svg).toContain('#c5372c')
      expect(width / 72).toBeCloseTo(42 / 25.4, 1)
    }
    expect(seals[0]!.svg).not.toBe(seals[1]!.svg)
  })

  test('only holders may use a seal; others see it and learn that they may not (SEAL_RIGHT)', async () => {
    expect((await list(2)).map((s) => [s.type, s.canUse])).toEqual([
      ['official', false],
      ['contract', true],
    ])
    expect(await codeOf(use(await sealOf('official'), 2))).toBe('SEAL_RIGHT')
    expect((await use(await sealOf('contract'), 2)).picture.content.length).toBeGreaterThan(1000)
  })

  test('a disabled seal is refused at once to its holders (dec-10)', async () => {
    const official = await sealOf('official')
    await change(official, { state: 'disabled' })
    expect(await codeOf(use(official, 0))).toBe('SEAL_DISABLED')
    expect((await list(0)).find((s) => s.id === official)).toMatchObject({ state: 'disabled', canUse: false })
    await change(official, { state: 'enabled' })
    expect(await codeOf(use(official, 0))).toBe('ok')
  })

  test('a removed holder, a holder whose role went and a holder who left are refused at once', async () => {
    const contractSeal = await sealOf('contract')
    const { holders } = (await rig.deps.store.get(sealCollection, contractSeal))!
    await change(contractSeal, { holders: holders.filter((h) => h !== sessions[1]!.accountId) })
    expect(await codeOf(use(contractSeal, 1))).toBe('SEAL_RIGHT')
    await change(contractSeal, { holders })
    const employ = (change: object) =>
      rig.deps.store.tx(async (t) => {
        const id = employeeId(organizationId, sessions[1]!.accountId)
        await t.put(employeeCollection, { ...(await t.get(employeeCollection, id))!, ...change })
      })
    await employ({ roles: ['template-admin'] })
    expect(await codeOf(use(contractSeal, 1))).toBe('SEAL_RIGHT')
    await employ({ roles: ['contract-admin'], state: 'RESIGNED' })
    expect(await codeOf(use(contractSeal, 1))).toBe('SEAL_RIGHT')
    await employ({ state: 'ACTIVE' })
    expect(await codeOf(use(contractSeal, 1))).toBe('ok')
  })

  test('a seal of another organization and one that is not there are refused alike', async () => {
    expect(await codeOf(use(await sealOf('official'), 0, 'other'))).toBe('SEAL_RIGHT')
    expect(await codeOf(use('nothing', 0))).toBe('SEAL_RIGHT')
  })

  test('a seal is stored with what a signature embeds; one of the first release without it gives the same bytes', async () => {
    const id = await sealOf('official')
    const stored = (await rig.deps.store.get(sealCollection, id))!
    expect(stored.stamp).toBeDefined()
    expect(JSON.stringify(stored).length).toBeLessThan(100_000)
    const { picture } = await use(id, 0)
    const { stamp, ...old } = stored
    await change(id, { stamp: undefined })
    expect(sealCollection.schema.parse(old)).toEqual(old)
    expect((await use(id, 0)).picture).toEqual(picture)
    await change(id, { stamp })
  })

  test('as the person one sees no seals', async () => {
    await rig.get(sessions[2]!.raw, 'switchIdentity', { identity: { kind: 'person' } })
    expect(await rig.refusal(sessions[2]!.raw, 'listSeals')).toBe('NO_PERMISSION')
    await rig.get(sessions[2]!.raw, 'switchIdentity', { identity: { kind: 'organization', organizationId } })
  })
})

describe('personal signatures (SIGN-07)', () => {
  let rig: Rig
  let raw: RawIdentity
  let accountId: string
  beforeAll(async () => {
    rig = await Rig.open()
  }, 60_000)
  beforeEach(async () => {
    const verified = await rig.verified(freshPhone(), 'wang-xiaoyu')
    raw = verified.raw
    accountId = verified.me.accountId
  })
  afterEach(() => rig.clear())
  afterAll(() => rig.close())

  const save = (input: object, who = raw, key = rig.key()) =>
    rig.call<PersonalSignatureView>(who, 'savePersonalSignature', input, key)
  const list = async (who = raw) =>
    (await rig.get<{ items: PersonalSignatureView[] }>(who, 'listPersonalSignatures')).items
  const picture = (signatureId: string, owner = accountId) =>
    rig.deps.store.tx((t) => personalSignatureInTx(t, owner, signatureId))

  test('handwriting is kept as ink, cropped to what was written, newest first', async () => {
    const first = await save({ kind: 'handwritten', strokes: [wave], ...pad })
    rig.now += 1000
    const second = await save({ kind: 'handwritten', strokes: [wave, [...wave].reverse()], ...pad })
    if (!first.ok || !second.ok) throw new Error('not saved')
    expect(first.data).toMatchObject({ kind: 'handwritten', createdAt: rig.now - 1000 })
    expect(first.data.ratio).toBeGreaterThan(2)
    expect((await list()).map((s) => s.id)).toEqual([second.data.id, first.data.id])
    expect((await picture(first.data.id)).picture).toEqual(packPicture(handwriting([wave])))
  })

  test.each([
    ['nothing', []],
    ['one dot', [[{ x: 10, y: 10 }]]],
    ['dots all over', Array.from({ length: 9 }, (_, i) => [{ x: i * 30, y: i * 20 }])],
    ['a dot held down', [Array.from({ length: 50 }, () => ({ x: 10, y: 10 }))]],
  ])('%s is no signature', async (_, strokes) => {
    expect(await save({ kind: 'handwritten', strokes, ...pad })).toMatchObject({ code: 'SIGNATURE_EMPTY' })
    expect(await list()).toEqual([])
  })

  test.each([
    ['infinitely far', 1e308],
    ['beyond any pad', 1e150],
    ['off the pad', 10_001],
  ])('a pen that went %s is refused and keeps nothing', async (_, x) => {
    const strokes = [[...wave, { x, y: 10 }, { x: -x, y: -x }]]
    expect(await save({ kind: 'handwritten', strokes, ...pad })).toMatchObject({ code: 'INPUT_INVALID' })
    expect(await list()).toEqual([])
  })

  test('scribbling for hours still fits into a document', async () => {
    const scribble = Array.from({ length: 200 }, (_, s) =>
      Array.from({ length: 2000 }, (_, i) => ({
        x: 180 + 170 * Math.sin(s + i * 0.05),
        y: 150 + 140 * Math.cos(s + i * 0.07),
      })),
    )
    const saved = await save({ kind: 'handwritten', strokes: scribble, ...pad })
    const stored = await rig.deps.store.get(personalSignatureCollection, saved.ok ? saved.data.id : '')
    expect(JSON.stringify(stored).length).toBeLessThan(100_000)
  }, 30_000)

  test('the system signature is the verified name and there is one of it', async () => {
    const first = await save({ kind: 'system' })
    rig.now += 1000
    const again = await save({ kind: 'system' })
    if (!first.ok || !again.ok) throw new Error('not saved')
    expect(again.data.id).toBe(first.data.id)
    expect((await list()).map((s) => s.kind)).toEqual(['system'])
    expect((await picture(first.data.id)).picture).toEqual(packPicture(drawName('王小雨')))
    expect(drawName('王小雨')).not.toEqual(drawName('李建国'))
  })

  test.each(['𠮷野家明', '㐂田薫', '阿依古丽·买买提'])('%s can be drawn', (name) => {
    expect(drawName(name).shapes[0]!.d.length).toBeGreaterThan(20)
  })

  test('a character that no font has is named, never drawn as a box (NAME_GLYPH)', () => {
    expect(() => drawName('王\u{32000}')).toThrow(
      expect.objectContaining({ code: 'NAME_GLYPH', facts: { params: { char: '\u{32000}' } } }),
    )
  })

  test('a double click saves once', async () => {
    const key = rig.key()
    const input = { kind: 'handwritten', strokes: [wave], ...pad }
    const both = await Promise.all([save(input, raw, key), save(input, raw, key)])
    expect(both.every((b) => b.ok)).toBe(true)
    expect(await list()).toHaveLength(1)
  })

  test('another person neither sees, uses nor removes it', async () => {
    const saved = await save({ kind: 'handwritten', strokes: [wave], ...pad })
    const id = saved.ok ? saved.data.id : ''
    const other = await rig.verified(freshPhone(), 'li-jianguo')
    expect(await list(other.raw)).toEqual([])
    expect(await rig.refusal(other.raw, 'removePersonalSignature', { id })).toBe('NOT_FOUND')
    expect(await codeOf(picture(id, other.me.accountId))).toBe('NOT_FOUND')
    expect(await list()).toHaveLength(1)
  })

  test('removed is removed', async () => {
    const saved = await save({ kind: 'handwritten', strokes: [wave], ...pad })
    const id = saved.ok ? saved.data.id : ''
    await rig.get(raw, 'removePersonalSignature', { id })
    expect(await list()).toEqual([])
    expect(await rig.refusal(raw, 'removePersonalSignature', { id })).toBe('NOT_FOUND')
    expect(await codeOf(picture(id))).toBe('NOT_FOUND')
  })

  test('only a verified person has signatures', async () => {
    const { raw: unverified } = await rig.signIn(freshPhone())
    expect(await save({ kind: 'system' }, unverified)).toMatchObject({ code: 'REAL_NAME_REQUIRED' })
    expect(await rig.refusal(unverified, 'listPersonalSignatures')).toBe('REAL_NAME_REQUIRED')
  })
})

test('pictures come back as they were packed; what a document cannot hold is refused', () => {
  const small = handwriting([wave])
  const stored = storePicture(small)
  expect(outlinesOf(stored)).toEqual(small)
  expect(stampOf(stored)).toEqual(packPicture(small))
  const noise = Array.from({ length: 40_000 }, (_, i): ['L', number, number] => [
    'L',
    Math.sin(i) * 1e6,
    Math.cos(i) * 1e6,
  ])
  expect(() => storePicture({ width: 1, height: 1, shapes: [{ d: noise }] })).toThrow(PictureTooBig)
})
