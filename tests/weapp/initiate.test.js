// Each page waits for the functions' answers; a loaded machine takes its time.
jest.setTimeout(20_000)

const host = require('./host')
const { me, signedIn } = require('./people')

const employee = {
  ...me,
  identities: [
    {
      kind: 'organization',
      organizationId: 'o1',
      name: '上海云杉科技有限公司',
      roles: [],
      permissions: ['contract.initiate', 'org.view'],
    },
  ],
  active: { kind: 'organization', organizationId: 'o1' },
}
const page595 = { width: 595, height: 842 }
const answers = {
  ...signedIn,
  'identity.whoAmI': () => ({ me: employee }),
  'contract.createUpload': () => ({
    uploadId: 'u1',
    ticket: { kind: 'cloud', cloudPath: 'uploads/u1.pdf' },
    maxBytes: 62_914_560,
    expiresAt: Date.now() + 600_000,
  }),
  'contract.completeUpload': () => ({
    uploadId: 'u1',
    filename: '顾问服务协议.pdf',
    size: 120_000,
    sha256: 'a',
    pages: [page595, page595],
  }),
}
const callsOf = (name) => host.calls.filter(({ call }) => call === name)

/** What the person picks in WeChat's own file dialog. */
function chosen(name, size) {
  wx.chooseMessageFile = () => Promise.resolve({ tempFiles: [{ name, size, path: `wxfile://${name}` }] })
}

let page
beforeAll(async () => {
  host.boot()
  host.answer(answers)
  page = await host.open('packages/initiate/setup/index')
})
afterAll(() => page.close())

describe('preparing a contract in the mini-program (CON-65…71)', () => {
  test('a file of another kind, or empty, or too big is refused before it is sent', async () => {
    for (const [name, size, words] of [
      ['程序.exe', 10, '不支持此类文件'],
      ['照片.png', 6 * 1024 * 1024, '文件超过 5 MB'],
      ['空.pdf', 0, '文件是空的'],
      ['大.pdf', 61 * 1024 * 1024, '文件超过 60 MB'],
    ]) {
      chosen(name, size)
      await page.tap('.drop .btn')
      await page.says(words)
    }
    expect(callsOf('contract.createUpload')).toEqual([])
  })

  test('what the server finds in the file is said with its name', async () => {
    host.answer({
      ...answers,
      'contract.completeUpload': () => {
        throw { code: 'FILE_LOCKED', message: { zh: '文件已加密，请解除密码后重新上传', en: 'Locked.' } }
      },
    })
    chosen('加密.pdf', 5000)
    await page.tap('.drop .btn')
    await page.says('文件已加密，请解除密码后重新上传')
    host.answer(answers)
  })

  test('pictures of the album become one document; what differs from them is told (CON-67)', async () => {
    host.answer({
      ...answers,
      'document.convertUpload': () => ({
        uploadId: 'u1',
        converted: true,
        notices: [{ code: 'X', count: 2, message: { zh: '图片已缩小', en: 'Smaller.' } }],
      }),
    })
    wx.chooseImage = ({ success }) =>
      success({
        tempFiles: [
          { path: 'wxfile://tmp_a.png', size: 1000 },
          { path: 'wxfile://tmp_b.jpg', size: 2000 },
        ],
      })
    await page.tapNth('.drop .btn', 1)
    await page.says('图片已缩小（2 处）')
    const names = callsOf('contract.createUpload').map(({ data }) => data.filename)
    expect(names.slice(-2)).toEqual(['图片1.png', '图片2.jpg'])
    expect(callsOf('document.convertUpload').pop().data.uploads).toHaveLength(2)
    host.answer(answers)
  })

  test('a good file names the contract', async () => {
    chosen('顾问服务协议.pdf', 120_000)
    await page.tap('.file__change')
    await page.says('2 页 · 117 KB')
    expect(callsOf('contract.createUpload').pop().data).toEqual({
      filename: '顾问服务协议.pdf',
      size: 120_000,
    })
  })

  test('without parties one cannot go on, and is told why', async () => {
    await page.tap('.frame__buttons .btn')
    await page.says('请至少添加一个签署方')
    expect(host.moves).toEqual([])
  })

  test('own company and a person; a wrong phone is refused at its field', async () => {
    await page.tapNth('.setup__add .btn', 0)
    await page.says('上海云杉科技有限公司')
    await page.tap('.setup__add .btn')
    await page.type('.party-form .field__input', '王小雨', 0)
    await page.type('.party-form .field__input', '1380000', 1)
    await page.tap('.sheet__bar .btn')
    await page.says('请输入正确的手机号')

    await page.type('.party-form .field__input', '13800006621', 1)
    await page.tap('.sheet__bar .btn')
    await page.says('个人 · 13800006621')
    await page.tap('.frame__buttons .btn')
    expect(host.moves).toEqual(['navigateTo /packages/initiate/place/index'])
  })
})

describe('placing and sending', () => {
  let placing
  beforeAll(async () => {
    host.moves.length = 0
    placing = await host.open('packages/initiate/place/index')
  })
  afterAll(() => placing.close())

  const tapPaper = async (x, y) => {
    const at = { clientX: x, clientY: y, pageX: x, pageY: y, x, y }
    placing.find('.viewer__content').dispatchEvent('tap', { touches: [at], changedTouches: [at] })
    await new Promise((resolve) => setTimeout(resolve, 60))
  }

  test('the draft was kept: both parties wait for a place', async () => {
    await placing.says('未放置')
    await host.until(() => placing.has('.viewer__content'))
    expect(placing.all('.block')).toHaveLength(2)
  })

  test('sending names the party without a sign area', async () => {
    await placing.tap('.frame__buttons .btn')
    await placing.says('请为“上海云杉科技有限公司”添加签署区')
    expect(callsOf('contract.initiate')).toEqual([])
  })

  test('a tap on the paper places the tool of the chosen party, and undo takes it back', async () => {
    await tapPaper(150, 250)
    await placing.says('已放 1 处')
    await placing.tapNth('.placing__side', 0)
    expect(await host.until(() => !placing.text().includes('已放 1 处'))).toBe(true)
    await placing.tapNth('.placing__side', 1)
    await placing.says('已放 1 处')
  })

  test('everything placed, the contract is sent once, with its areas in points', async () => {
    await placing.tapNth('.block', 1)
    await tapPaper(20, 20)
    await tapPaper(250, 250)
    host.answer({
      ...answers,
      'contract.initiate': () => ({ contractId: 'c5', number: 'QL1', code: 'x', url: 'y' }),
    })
    await placing.tap('.frame__buttons .btn')
    await placing.says('发起这份合同？')
    await placing.tapNth('.dialog__bar .btn', 1)
    await host.until(() => host.moves.length > 0)

    const [sent] = callsOf('contract.initiate')
    expect(sent.key).toBeTruthy()
    expect(sent.data).toMatchObject({ uploadId: 'u1', name: '顾问服务协议', order: 'any' })
    expect(sent.data.parties.map(({ kind, fields }) => [kind, fields.map(({ type }) => type)])).toEqual([
      ['organization', ['seal']],
      ['person', ['signature']],
    ])
    const [{ fields }] = sent.data.parties
    expect(fields[0]).toMatchObject({ page: 0, width: 119, height: 119 })
    expect(host.moves).toEqual(['redirectTo /packages/initiate/sent/index?id=c5'])
  })
})

test('no template is missing', () => {
  expect(host.complaints).toEqual([])
})
