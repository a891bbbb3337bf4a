import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { sampleDocx } from '../convert/testing/office-files'
import { jpegFile } from '../pdf/image/testing/image-files.fixture'
import { run, Scratch, testWith } from '../pdf/testing/outside-tools'
import { samplePdf } from '../pdf/testing/sample-files'
import { runCli } from './run-cli'

const scratch = new Scratch()
afterAll(() => scratch.remove())

async function qianli(...args: string[]) {
  const out: string[] = []
  const err: string[] = []
  const code = await runCli(args, {
    env: {},
    script: null,
    write: (line) => void out.push(line),
    warn: (line) => void err.push(line),
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

const at = (title: string) => scratch.path(title)
const json = (title: string, value: unknown) => scratch.file(title, Buffer.from(JSON.stringify(value)))

const place = { page: 1, x: 60, y: 500, width: 119, height: 119 }
const plan = {
  parties: [
    {
      id: 'buyer',
      at: place,
      pageSeal: { y: 300, width: 119, height: 119 },
      controls: [
        {
          id: 'day',
          at: { page: 1, x: 60, y: 640, width: 140, height: 18 },
          control: { kind: 'signing-date', name: '日期' },
        },
        {
          id: 'amount',
          at: { page: 2, x: 60, y: 300, width: 160, height: 20 },
          control: { kind: 'number', name: '金额', required: true, grouped: true },
        },
      ],
    },
    {
      id: 'seller',
      at: { ...place, x: 330 },
      controls: [
        {
          id: 'agreed',
          at: { page: 2, x: 60, y: 340, width: 200, height: 20 },
          control: { kind: 'check-boxes', name: '确认', options: ['同意', '不同意'] },
        },
      ],
    },
  ],
  controls: [
    {
      id: 'title',
      at: { page: 1, x: 60, y: 40, width: 300, height: 24 },
      control: { kind: 'text', name: '标题', font: 'song', size: 16 },
    },
  ],
  watermark: { text: '签立 样本' },
}

describe('a contract made on the command line (issue 3 item 9)', () => {
  let planFile: string
  beforeAll(async () => {
    planFile = json('plan.json', plan)
    const upload = scratch.file('upload.pdf', samplePdf({ pages: 3 }))
    const composed = await qianli(
      'compose',
      upload,
      '-o',
      at('0.pdf'),
      '--plan',
      planFile,
      '--values',
      json('title.json', { title: '技术服务合同 𠮷㐂' }),
      '--json',
    )
    expect(composed).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(composed.out)).toMatchObject({ pages: 3, parties: 2, normalised: false })
    const seal = await qianli(
      'seal',
      '--kind',
      'contract',
      '--name',
      '上海云杉科技有限公司',
      '-o',
      at('seal.json'),
    )
    expect(seal.code).toBe(0)
    const authority = ['--authority', at('authority')]
    const buyer = await qianli(
      'sign',
      at('0.pdf'),
      '-o',
      at('1.pdf'),
      ...authority,
      '--as',
      '上海云杉科技有限公司',
      '--plan',
      planFile,
      '--party',
      'buyer',
      '--values',
      json('amount.json', { amount: '1234567.50' }),
      '--seal',
      at('seal.json'),
    )
    expect(buyer).toMatchObject({ code: 0, err: '' })
    const seller = await qianli(
      'sign',
      at('1.pdf'),
      '-o',
      at('2.pdf'),
      ...authority,
      '--as',
      '王小雨',
      '--person',
      '--plan',
      planFile,
      '--party',
      'seller',
      '--values',
      json('agreed.json', { agreed: ['同意'] }),
      '--level',
      'B-LTA',
      '--json',
    )
    expect(seller).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(seller.out)).toMatchObject({ field: 'seller', level: 'B-LTA' })
  })

  test('each file continues the one before, byte for byte', () => {
    const [first, second, third] = ['0.pdf', '1.pdf', '2.pdf'].map((title) => readFileSync(at(title)))
    expect(second?.subarray(0, first?.length).equals(first as Buffer)).toBe(true)
    expect(third?.subarray(0, second?.length).equals(second as Buffer)).toBe(true)
  })

  test('verify says intact, both parties at B-LTA', async () => {
    const { code, out } = await qianli('verify', at('2.pdf'), '--json')
    expect(code).toBe(0)
    const report = JSON.parse(out) as { signatures: { level: string; signer: { name: string } | null }[] }
    expect(report.signatures.map(({ level, signer }) => [signer?.name, level])).toEqual([
      ['上海云杉科技有限公司', 'B-LTA'],
      ['王小雨', 'B-LTA'],
      [expect.any(String), 'time-stamp'],
    ])
  })

  testWith('pdfsig')('pdfsig calls both signatures valid', async () => {
    const { output } = run('pdfsig', ['-nocert', at('2.pdf')])
    expect(output.match(/Signature is Valid/g)).toHaveLength(2)
  })

  testWith('pdftotext')('everything that was filled in is text in the file, rare names too', async () => {
    const { output } = run('pdftotext', ['-layout', at('2.pdf'), '-'])
    for (const wanted of ['技术服务合同 𠮷㐂', '1,234,567.50', '同意', /20\d\d年\d\d月\d\d日/])
      expect(output).toMatch(wanted)
  })

  test('a value that its control does not take is refused by name, and nothing is written', async () => {
    const tried = await qianli(
      'sign',
      at('0.pdf'),
      '-o',
      at('no.pdf'),
      '--authority',
      at('authority'),
      '--as',
      '甲',
      '--plan',
      planFile,
      '--party',
      'buyer',
      '--values',
      json('wrong.json', { amount: '许多' }),
      '--seal',
      at('seal.json'),
      '--json',
    )
    expect(tried.code).toBe(65)
    expect(JSON.parse(tried.out)).toMatchObject({ error: { code: 'NUMBER' } })
    expect(existsSync(at('no.pdf'))).toBe(false)
  })

  test('a field that is signed already is not signed again', async () => {
    const tried = await qianli(
      'sign',
      at('1.pdf'),
      '-o',
      at('no.pdf'),
      '--authority',
      at('authority'),
      '--as',
      '甲',
      '--field',
      'buyer',
    )
    expect(tried).toMatchObject({ code: 65 })
    expect(tried.err).toContain('signed already')
  })

  test('an existing file stays unless it is to be replaced', async () => {
    const before = readFileSync(at('seal.json'))
    const args = ['seal', '--kind', 'name', '--name', '王小雨', '-o', at('seal.json')]
    expect(await qianli(...args)).toMatchObject({ code: 64 })
    expect(readFileSync(at('seal.json')).equals(before)).toBe(true)
    expect(await qianli(...args, '--force')).toMatchObject({ code: 0 })
  })

  test('the key of an own authority is readable to its owner only', () => {
    expect(statSync(at('authority/master.key')).mode & 0o777).toBe(0o600)
  })
})

describe('a key of one’s own', () => {
  testWith('openssl')('PEM key and certificate; a key that does not fit is refused', async () => {
    const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' })
    for (const name of ['a', 'b'])
      openssl(
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-keyout',
        at(`${name}.key`),
        '-out',
        at(`${name}.crt`),
        '-subj',
        '/CN=Test',
        '-days',
        '2',
      )
    const upload = scratch.file('plain.pdf', samplePdf())
    const files = (key: string, cert: string) => ['--key', at(key), '--cert', at(cert)]
    const signed = await qianli(
      'sign',
      upload,
      '-o',
      at('own.pdf'),
      ...files('a.key', 'a.crt'),
      '--at',
      '1,50,50,100,60',
    )
    expect(signed).toMatchObject({ code: 0, out: expect.stringContaining('B-B') })
    expect((await qianli('verify', at('own.pdf'), '--roots', at('a.crt'))).code).toBe(0)
    const wrong = await qianli('sign', upload, '-o', at('no.pdf'), ...files('a.key', 'b.crt'))
    expect(wrong).toMatchObject({ code: 65, err: 'the key does not belong to the certificate' })
  })
})

describe('qianli seal and convert', () => {
  test('a seal as SVG and as PDF of its physical size', async () => {
    const args = ['seal', '--kind', 'official', '--name', '上海云杉科技有限公司', '--color', 'blue']
    expect((await qianli(...args, '-o', at('seal.svg'))).code).toBe(0)
    expect(readFileSync(at('seal.svg'), 'utf8')).toMatch(/^<svg [^>]*width="119/)
    expect((await qianli(...args, '-o', at('seal.pdf'))).code).toBe(0)
    expect((await qianli('verify', at('seal.pdf'))).code).toBe(2)
  })

  test('a name that no seal can hold is refused', async () => {
    const tried = await qianli('seal', '--kind', 'official', '--name', '短名', '-o', at('x.svg'), '--json')
    expect(tried.code).toBe(65)
    expect(JSON.parse(tried.out)).toMatchObject({ error: { code: 'NAME_LENGTH' } })
  })

  testWith('pdftotext')('text becomes a PDF; what is no document is refused', async () => {
    const text = scratch.file('text.txt', Buffer.from('第一条 服务内容\n乙方：𠮷田'))
    expect(await qianli('convert', text, '-o', at('text.pdf'))).toMatchObject({ code: 0, err: '' })
    expect(run('pdftotext', [at('text.pdf'), '-']).output).toContain('乙方：𠮷田')
    const odd = scratch.file('x.bin', Buffer.from([0, 1, 2, 3]))
    expect((await qianli('convert', odd, '-o', at('odd.pdf'))).code).toBe(65)
  })

  test('a refused conversion speaks as the product does, and names what was met', async () => {
    const emoji = scratch.file('emoji.docx', sampleDocx(['同意😀']))
    const met = await qianli('convert', emoji, '-o', at('no.pdf'), '--engine', 'embedded', '--lang', 'en')
    expect(met.code).toBe(65)
    expect(met.err).toMatch(/characters that no font here has: 😀\./)
    const arithmetic = jpegFile({ width: 8, height: 8 })
    arithmetic[arithmetic.indexOf(Buffer.from([0xff, 0xc0])) + 1] = 0xc9
    const kind = await qianli('convert', scratch.file('a.jpg', arithmetic), '-o', at('no.pdf'))
    expect(kind.code).toBe(65)
    expect(kind.err).toMatch(/cannot be converted here \(JPEG: /)
    expect(existsSync(at('no.pdf'))).toBe(false)
  })
})

describe('a seal from a photograph', () => {
  test('is cut out in one colour; a photograph without one is refused by name', async () => {
    const { createCanvas } = await import('@napi-rs/canvas')
    const photo = (seal: boolean) => {
      const canvas = createCanvas(600, 500)
      const context = canvas.getContext('2d')
      context.fillStyle = '#e4dfd3'
      context.fillRect(0, 0, 600, 500)
      context.strokeStyle = '#c03028'
      context.lineWidth = 12
      if (seal) {
        context.beginPath()
        context.arc(300, 250, 160, 0, 7)
        context.stroke()
      }
      return canvas.toBuffer('image/jpeg')
    }
    const args = (name: string, seal: boolean) => ['seal', '--photo', scratch.file(name, photo(seal))]
    const cut = await qianli(...args('stamp.jpg', true), '-o', at('stamp.png'), '--json')
    expect(cut).toMatchObject({ code: 0, err: '' })
    const { width, height } = JSON.parse(cut.out) as { width: number; height: number }
    expect([width, height].every((side) => side > 325 && side < 345)).toBe(true)
    const none = await qianli(...args('paper.jpg', false), '-o', at('none.png'), '--json')
    expect(none.code).toBe(65)
    expect(JSON.parse(none.out)).toMatchObject({ error: { code: 'NOTHING_FOUND' } })
  })
})
