// Each page waits for the functions' answers; a loaded machine takes its time.
jest.setTimeout(20_000)

const host = require('./host')
const { detail, me, signedIn } = require('./people')

/** Wang Xiaoyu, who has two places to sign on two pages and a date that fills itself. */
const signer = {
  ...me,
  accountId: 'a2',
  phoneMasked: '138****6621',
  person: { ...me.person, name: '王小雨' },
  hasPassword: true,
  identities: [{ kind: 'person', name: '王小雨' }],
  active: { kind: 'person' },
}
const field = (id, page, y, type = 'signature') => ({ id, page, x: 340, y, width: 130, height: 52, type })
const contract = {
  ...detail,
  name: '产品设计顾问服务协议',
  status: 'PENDING_SIGN',
  actions: ['sign', 'refuse', 'download'],
  pages: [
    { width: 595, height: 842 },
    { width: 595, height: 842 },
  ],
  partyViews: [
    {
      ...detail.partyViews[0],
      id: 'p2',
      mine: true,
      state: 'PENDING_SIGN',
      auth: ['captcha', 'face'],
      signedAt: null,
      signedBy: null,
      fields: [field('f2', 1, 600), field('f1', 0, 90), field('f3', 1, 660, 'date')],
    },
  ],
  myPartyId: 'p2',
}

let saved = []
const answers = {
  ...signedIn,
  'identity.whoAmI': () => ({ me: signer }),
  'contract.get': () => contract,
  'seal.listPersonalSignatures': () => ({ items: saved }),
  'seal.savePersonalSignature': ({ kind }) => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    const signature = { id: `s${saved.length + 1}`, kind, svg, ratio: 2, createdAt: Date.now() }
    saved = [signature, ...saved]
    return signature
  },
  'contract.requestChallenge': ({ method }) => ({
    challengeId: 'ch1',
    method,
    state: 'pending',
    expiresAt: Date.now() + 300_000,
  }),
  'identity.answerChallenge': ({ challengeId, answer }) => {
    if (answer !== '123456') {
      throw {
        code: 'CAPTCHA_WRONG',
        message: { zh: '验证码错误，还可尝试 4 次', en: 'Wrong code.' },
        params: { triesLeft: 4 },
      }
    }
    return { challengeId, method: 'captcha', state: 'passed', expiresAt: Date.now() + 300_000 }
  },
}
const callsOf = (name) => host.calls.filter(({ call }) => call === name)

function stroke(canvas, points) {
  const touch = ([x, y]) => ({ touches: [{ x, y }], changedTouches: [{ x, y }] })
  canvas.dispatchEvent('touchstart', touch(points[0]))
  for (const point of points.slice(1)) canvas.dispatchEvent('touchmove', touch(point))
  canvas.dispatchEvent('touchend', { touches: [], changedTouches: touch(points[points.length - 1]).touches })
}

beforeAll(() => host.boot())
beforeEach(() => {
  host.answer(answers)
  host.calls.length = 0
  host.moves.length = 0
})

describe('landing of a signature code (SIGN-02)', () => {
  let page
  const invitation = (next, more = {}) => ({
    ...answers,
    'contract.openCode': () => ({
      contractId: null,
      name: '产品设计顾问服务协议',
      inviterName: '上海云杉科技有限公司',
      deadline: Date.now() + 3_600_000,
      status: 'PENDING_SIGN',
      next,
      ...more,
    }),
  })

  test('a scanned link says who invites to what and leads a visitor to sign in and back', async () => {
    host.answer(invitation('sign-in', { phoneMasked: '138****6621' }))
    const q = encodeURIComponent('https://sign.example.com/s/AbCdEf0123456789')
    page = await host.open('packages/sign/landing/index', { q })
    await page.says('上海云杉科技有限公司 邀请您签署')
    await page.says('138****6621')
    expect(callsOf('contract.openCode')[0].data).toEqual({ code: 'AbCdEf0123456789' })

    await page.tap('.frame__buttons .btn')
    expect(host.moves[0]).toMatch(/^navigateTo \/packages\/account\/sign-in\/index\?returnTo=/)
  })

  test('somebody else is told so when he comes back, and no contract opens', async () => {
    host.answer(invitation('not-signer', { refusal: 'PHONE_NOT_SIGNER', phoneMasked: '138****6621' }))
    getCurrentPages().pop().onShow()
    await page.says('您不是这份合同的签署方')
    await page.says('请使用手机号 138****6621 登录')
    expect(host.moves).toEqual([])
    page.close()
  })
})

describe('reading and signing', () => {
  let page
  beforeAll(async () => {
    host.answer(answers)
    page = await host.open('packages/sign/read/index', { id: 'c1' })
  })
  afterAll(() => page.close())

  test('more: refusing asks for a reason and ends the contract', async () => {
    host.answer({ ...answers, 'contract.refuse': () => ({ status: 'REJECTED' }) })
    await page.says('下一处签名')
    await page.tapNth('.reading__side', 0)
    await page.says('说明原因后')
    await page.tapNth('.sheet .li--press', 2)
    await page.says('拒绝签署？')
    await page.tapNth('.dialog__bar .btn', 1)
    expect(callsOf('contract.refuse')).toEqual([])

    await page.type('.dialog__input', '金额与约定不符')
    await page.tapNth('.dialog__bar .btn', 1)
    await host.until(() => host.moves.length > 0)
    expect(callsOf('contract.refuse')[0].data).toEqual({ contractId: 'c1', reason: '金额与约定不符' })
  })

  test('from the first place to the receipt: write, read to the end, verify, sign', async () => {
    await page.says('1 / 2')

    await page.tap('.reading__next')
    await page.tap('.reading__next')
    await page.says('请签：王小雨')
    await page.tap('.sheet__bar .btn--off')
    expect(callsOf('seal.savePersonalSignature')).toEqual([])

    await host.until(() => page.has('.pad__canvas'))
    await new Promise((resolve) => setTimeout(resolve, 400))
    const across = Array.from({ length: 20 }, (_, index) => [20 + index * 10, 60 + (index % 3)])
    stroke(page.find('.pad__canvas'), across)
    await host.until(() => page.has('.sheet__bar .btn--primary'))
    await page.tap('.sheet__bar .btn--primary')
    const [written] = callsOf('seal.savePersonalSignature')
    expect(written.data.kind).toBe('handwritten')
    expect(written.data.strokes[0].length).toBeGreaterThan(10)
    expect(written.key).toBeTruthy()

    // Both places are filled at once, but the last page was not on the screen yet.
    await page.says('读到最后一页')
    page.find('.viewer__window').dispatchEvent('scroll', { detail: { scrollTop: 9000, scrollLeft: 0 } })
    await page.says('确认签署')
    await page.tap('.reading .btn')

    await page.says('请验证是您本人')
    await page.says('短信验证码')
    await page.tapNth('.method', 1)
    await page.tap('.frame__buttons .btn')
    expect(callsOf('contract.requestChallenge')).toEqual([])
    await page.tap('.auth__consent .tick')
    await page.tap('.frame__buttons .btn--sign')
    await page.says('输入短信验证码')

    await page.type('.code__input', '111111')
    await page.says('验证码错误，还可尝试 4 次')

    // The answer gets lost on its way back: asked again with the same key, the one result comes.
    let lost = true
    host.answer({
      ...answers,
      'contract.sign': () => {
        if (lost) {
          lost = false
          throw new Error('network')
        }
        return { status: 'COMPLETED', signed: 1, total: 1, signedAt: Date.now(), revision: 2, sha256: 'b' }
      },
    })
    await page.type('.code__input', '123456')
    await host.until(() => host.moves.length > 0)
    expect(host.moves).toEqual(['redirectTo /packages/sign/done/index?id=c1'])

    const signs = callsOf('contract.sign')
    expect(signs).toHaveLength(2)
    expect(new Set(signs.map(({ key }) => key)).size).toBe(1)
    expect(signs[0].data).toEqual({
      contractId: 'c1',
      challengeId: 'ch1',
      marks: [
        { fieldId: 'f1', signatureId: 's1' },
        { fieldId: 'f2', signatureId: 's1' },
      ],
    })
  })
})

describe('receipt', () => {
  test('says what, who, when and how to prove it, and offers evidence once all have signed', async () => {
    const at = Date.UTC(2026, 10, 22, 1, 41, 18)
    const party = { ...contract.partyViews[0], state: 'SIGNED', signedAt: at, signedBy: 'captcha' }
    host.answer({
      ...answers,
      'contract.get': () => ({
        ...contract,
        id: 'c7',
        status: 'COMPLETED',
        completedAt: at,
        signed: 1,
        total: 1,
        partyViews: [party],
        actions: ['download', 'evidence'],
        file: { revision: 2, sha256: `3f9a71c2${'0'.repeat(48)}e80d4b16`, size: 1 },
      }),
    })
    const page = await host.open('packages/sign/done/index', { id: 'c7' })
    await page.says('签署完成')
    await page.says('2026-11-22 09:41:18')
    await page.says('3f9a 71c2 … e80d 4b16')
    await page.says('短信验证码')
    await page.says('证据')
    page.close()
  })
})

test('no template is missing', () => {
  expect(host.complaints).toEqual([])
})
