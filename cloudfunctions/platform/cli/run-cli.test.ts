import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn, spawnSync } from 'node:child_process'
import { Attacker } from '../pdf/verify/testing/attacker'
import { signContract, type SignedContract } from '../pdf/verify/testing/signed-contract'
import { samplePdf } from '../pdf/testing/sample-files'
import { name, PdfDict } from '../pdf/objects'
import { runVerification } from '../pdf/verify/run-verification'
import { runCli } from './run-cli'

let dir: string
let contract: SignedContract
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'qianli-cli-'))
  contract = await signContract()
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const file = (title: string, bytes: Buffer | string) => {
  const path = join(dir, title)
  writeFileSync(path, bytes)
  return path
}

async function qianli(args: string[], env: Record<string, string> = {}) {
  const out: string[] = []
  const err: string[] = []
  const context = {
    env,
    script: null,
    write: (l: string) => void out.push(l),
    warn: (l: string) => void err.push(l),
  }
  const code = await runCli(args, context)
  return { code, out: out.join('\n'), err: err.join('\n') }
}

const tampered = () =>
  new Attacker(contract.completed)
    .addAnnotation(0, PdfDict.of({ Type: name('Annot'), Subtype: name('Stamp') }))
    .save()

describe('qianli verify (issue 2 point 7)', () => {
  test('exit codes: intact 0, tampered 1, unsigned 2, unreadable 3, indeterminate 4', async () => {
    const reader = contract.sealed.toString('latin1')
    // In the SignerInfo an algorithm that nobody knows: the signature can be neither confirmed nor refuted.
    const cms = /\/Contents ?<([0-9a-f]+)>/i.exec(reader)?.[1] ?? ''
    const strange = reader.replace(
      cms,
      cms.replace('300a06082a8648ce3d04030204', '300a06082a8648ce3d04037f04'),
    )
    const files: [string, Buffer, number][] = [
      ['intact', contract.completed, 0],
      ['tampered', tampered(), 1],
      ['unsigned', samplePdf(), 2],
      ['unreadable', Buffer.from('not a pdf'), 3],
      ['indeterminate', Buffer.from(strange, 'latin1'), 4],
    ]
    for (const [verdict, bytes, code] of files) {
      const result = await qianli(['verify', file(`${verdict}.pdf`, bytes), '--json'])
      expect([verdict, result.code, (JSON.parse(result.out) as { verdict: string }).verdict]).toEqual([
        verdict,
        code,
        verdict,
      ])
    }
  })

  test('wrong use is 64: no file, two files, a missing file, an unknown option, no command', async () => {
    const path = file('a.pdf', samplePdf())
    for (const args of [
      ['verify'],
      ['verify', path, path],
      ['verify', join(dir, 'none.pdf')],
      ['verify', dir],
      ['verify', path, '--wrong'],
      ['verify', path, '--sha256', 'abc'],
      ['nonsense'],
      [],
    ]) {
      expect([args.join(' '), (await qianli(args)).code]).toEqual([args.join(' '), 64])
    }
  })

  test('--json has the promised shape', async () => {
    const { out } = await qianli(['verify', file('b.pdf', contract.completed), '--json'])
    const report = JSON.parse(out) as { signatures: Record<string, unknown>[] }
    expect(Object.keys(report)).toEqual(
      expect.arrayContaining(['verdict', 'pages', 'signatures', 'findings', 'revisions']),
    )
    for (const key of [
      'signer',
      'time',
      'timeSource',
      'level',
      'integrity',
      'coverage',
      'changesAfter',
      'trust',
    ]) {
      expect(report.signatures[0]).toHaveProperty(key)
    }
  })

  test('speaks the language of the locale, or the one asked for', async () => {
    const path = file('c.pdf', contract.completed)
    expect((await qianli(['verify', path], { LANG: 'zh_CN.UTF-8' })).out).toContain('完整')
    expect((await qianli(['verify', path], { LANG: 'en_US.UTF-8' })).out).toContain('INTACT')
    expect((await qianli(['verify', path, '--lang', 'zh'], { LANG: 'en_US.UTF-8' })).out).toContain('王小雨')
  })

  test('--roots decides about trust, not about the verdict', async () => {
    const path = file('d.pdf', contract.completed)
    const root = file('root.der', contract.roots[0] as Buffer)
    const trusted = await qianli(['verify', path, '--roots', root])
    expect(trusted.code).toBe(0)
    expect(trusted.out).toContain('certificate trusted')
    const unknown = await qianli(['verify', path])
    expect(unknown.code).toBe(0)
    expect(unknown.out).toContain('issuer unknown')
    // Whoever reads one line only must know what it does not say.
    const first = ({ out }: { out: string }) => out.split('\n')[0]
    expect(first(trusted)).toMatch(/^INTACT .* trusted authorities vouch/)
    expect(first(unknown)).toMatch(/^INTACT .* nobody known here vouches/)
  })

  test('--signatures and --sha256: a file cut at a revision end is tampered', async () => {
    const path = file('e.pdf', contract.completed.subarray(0, contract.sealed.length))
    expect((await qianli(['verify', path])).code).toBe(0)
    expect((await qianli(['verify', path, '--signatures', '3'])).code).toBe(1)
    expect((await qianli(['verify', path, '--sha256', 'f'.repeat(64)])).code).toBe(1)
  })
})

test('qianli evidence: something else is unreadable (3)', async () => {
  expect((await qianli(['evidence', file('x.json', '{}')])).code).toBe(3)
})

describe('the bundle that npx runs', () => {
  const bin = join(__dirname, '../../../bin/qianli.mjs')

  // An older bundle may lie in dist/: what is tested must be the sources of now.
  beforeAll(() => {
    const build = `import(${JSON.stringify(join(__dirname, 'build-cli.mjs'))}).then((module) => module.buildCli())`
    expect(spawnSync(process.execPath, ['-e', build], { encoding: 'utf8' }).stderr).toBe('')
  })

  test('a file that takes too long or too much is indeterminate, and the process goes on', async () => {
    const bundle = join(__dirname, '../../../dist/cli/qianli.cjs')
    const report = await runVerification(bundle, Buffer.from(contract.completed), {}, { time: 1, heap: 1024 })
    expect(report).toMatchObject({ verdict: 'indeterminate', findings: [{ code: 'limit-reached' }] })
  })

  test('verifies in a worker and answers with the exit code', () => {
    const good = spawnSync(process.execPath, [bin, 'verify', file('f.pdf', contract.completed), '--json'], {
      encoding: 'utf8',
    })
    expect(good.stderr).toBe('')
    expect([good.status, (JSON.parse(good.stdout) as { verdict: string }).verdict]).toEqual([0, 'intact'])
    const bad = spawnSync(process.execPath, [bin, 'verify', file('g.pdf', tampered())], { encoding: 'utf8' })
    expect(bad.status).toBe(1)
  })

  test('whoever stops reading (`| head`) gets no fault: the exit code is the verdict', async () => {
    const child = spawn(process.execPath, [bin, 'verify', file('h.pdf', contract.completed), '--json'])
    child.stdout.destroy()
    let said = ''
    child.stderr.on('data', (part: Buffer) => (said += part.toString()))
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect({ code, said }).toEqual({ code: 0, said: '' })
  })
})
