// Each page waits for the functions' answers; a loaded machine takes its time.
jest.setTimeout(20_000)

const host = require('./host')
const { me } = require('./people')

const signature = (name, trust) => ({
  kind: 'signature',
  party: null,
  certificate: {
    name,
    organization: null,
    issuer: 'C=CN, O=某地 CA, CN=某地签名 CA',
    serialNumber: '01',
    fingerprint: 'f'.repeat(64),
    notBefore: 0,
    notAfter: 1,
  },
  time: Date.now(),
  timeSource: 'claimed',
  level: 'B-B',
  integrity: 'ok',
  coverage: 'whole-file',
  changesAfter: 'none',
  trust,
})
const validation = {
  result: 'intact',
  verdict: 'intact',
  checkedAt: Date.now(),
  found: 1,
  file: { name: '租赁合同.pdf', sha256: 'a'.repeat(64), size: 120_000, pages: 2 },
  signatures: [signature('李雷', 'unknown-root')],
  findings: [],
  revisions: [{ size: 120_000, changes: [{ zh: '李雷 签署', en: 'Li Lei signed' }] }],
  contract: null,
  truncated: false,
}
const answers = {
  // Signed in is enough: no verified name.
  'identity.whoAmI': () => ({ me: { ...me, person: null, identities: [{ kind: 'person', name: null }] } }),
  'document.createValidation': () => ({
    uploadId: 'u1',
    ticket: { kind: 'cloud', cloudPath: 'uploads/u1/file' },
    maxBytes: 1e8,
    expiresAt: Date.now() + 1e6,
  }),
  'document.validate': () => validation,
}
const callsOf = (call) => host.calls.filter((made) => made.call === call)
const refusing = (code) => () => {
  throw { code, message: { zh: `refused ${code}`, en: code } }
}

/** What the person picks out of a chat. */
function chosen(name, size) {
  wx.chooseMessageFile = () => Promise.resolve({ tempFiles: [{ name, size, path: `wxfile://${name}` }] })
}

let page
beforeAll(async () => {
  host.boot()
  host.answer(answers)
  page = await host.open('packages/tools/validate/index')
})
afterAll(() => page.close())

describe('validating a PDF out of a chat (TOOL-11)', () => {
  test('it says what it takes and which answers there are', async () => {
    await page.says('从聊天中选择文件')
    for (const words of ['未被篡改', '已被篡改', '验证失败', '文件验完即删']) await page.says(words)
  })

  test('another kind, an empty or a too big file is refused before it is sent', async () => {
    for (const [name, size, words] of [
      ['照片.png', 10, '只能验 PDF 文件'],
      ['空.pdf', 0, '文件是空的'],
      ['大.pdf', 61 * 1024 * 1024, '文件超过 60 MB'],
    ]) {
      chosen(name, size)
      await page.tap('.drop .btn')
      await page.says(words)
    }
    expect(callsOf('document.createValidation')).toEqual([])
  })

  test('what only the server can tell is no PDF is said in words that fit here', async () => {
    host.answer({ ...answers, 'document.validate': refusing('FILE_TYPE') })
    chosen('其实不是.pdf', 5000)
    await page.tap('.drop .btn')
    await page.says('其实不是.pdf只能验 PDF 文件')
    host.answer(answers)
  })

  test('intact; nobody here knows the issuer, and the time is only claimed: both are said', async () => {
    chosen('租赁合同.pdf', 120_000)
    await page.tap('.drop .btn')
    await page.says('签名都完好，签署之后文件内容没有被改动')
    await page.says('有 1 个签名的颁发者不在本系统的信任名单里')
    await page.says('李雷签名完好')
    await page.says('时间为签署者自述，未经证明')
    await page.says('颁发者：某地签名 CA · 不在本系统信任名单')
    expect(callsOf('document.validate').pop().data).toEqual({ uploadId: 'u1', fileId: 'cloud://file' })
  })

  test('another one: tampered, with the reason', async () => {
    const text = { zh: '第 3 页的内容被改动', en: 'Page 3 was changed' }
    host.answer({
      ...answers,
      'document.validate': () => ({
        ...validation,
        result: 'tampered',
        verdict: 'tampered',
        signatures: [{ ...signature('李雷', 'trusted'), changesAfter: 'modified' }],
        findings: [{ severity: 'tampered', text }],
      }),
    })
    await page.tap('.frame__buttons .btn')
    await page.says('已被篡改')
    await page.says('第 3 页的内容被改动')
    await page.says('李雷签后被改')
    expect(page.text()).not.toContain('未被篡改')
  })

  test('a contract of this installation is led to', async () => {
    const contract = { id: 'c1', name: '年度软件采购框架合同', number: 'QL1', match: 'earlier' }
    host.answer({ ...answers, 'document.validate': () => ({ ...validation, contract }) })
    await page.tap('.frame__buttons .btn')
    await page.says('这是本系统合同“年度软件采购框架合同”较早的一版')
    await page.tap('.validate__open .btn')
    expect(host.moves.pop()).toBe('navigateTo /packages/contract/detail/index?id=c1')
  })

  test('nothing was drawn with an unknown template', () => {
    expect(host.complaints).toEqual([])
  })
})
