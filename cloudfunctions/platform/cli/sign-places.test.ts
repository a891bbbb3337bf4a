import { existsSync } from 'node:fs'
import { Scratch } from '../pdf/testing/outside-tools'
import { samplePdf } from '../pdf/testing/sample-files'
import { runCli } from './run-cli'

const scratch = new Scratch()
afterAll(() => scratch.remove())
const upload = scratch.file('upload.pdf', samplePdf({ pages: 2 }))
const out = scratch.path('out.pdf')

async function sign(file: string, ...args: string[]) {
  const said: string[] = []
  const code = await runCli(
    [
      'sign',
      file,
      '-o',
      out,
      '--authority',
      scratch.path('authority'),
      '--as',
      '甲',
      '--lang',
      'zh',
      ...args,
    ],
    { env: {}, script: null, write: () => undefined, warn: (line) => void said.push(line) },
  )
  return { code, said: said.join('\n'), written: existsSync(out) }
}

describe('where qianli sign puts a signature', () => {
  test.each(['1,9999,5,10,10', '1,590,5,30,10', '7,1,5,10,10'])(
    'a place that nobody would see is refused: %s',
    async (place) => {
      expect(await sign(upload, '--at', place)).toMatchObject({
        code: 65,
        said: expect.stringContaining('不在文件的页面内'),
        written: false,
      })
    },
  )

  test('a plan with places for a seal asks for the seal', async () => {
    const at = { page: 1, x: 60, y: 500, width: 119, height: 119 }
    const plan = { parties: [{ id: 'a', at, pageSeal: { y: 300, width: 119, height: 119 } }] }
    const file = scratch.file('plan.json', Buffer.from(JSON.stringify(plan)))
    expect(await sign(upload, '--plan', file, '--party', 'a')).toMatchObject({
      code: 64,
      said: expect.stringContaining('--seal'),
      written: false,
    })
  })
})
