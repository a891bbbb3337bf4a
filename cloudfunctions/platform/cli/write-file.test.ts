import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { Scratch } from '../pdf/testing/outside-tools'
import { outputPath, writeOutput } from './write-file'

const scratch = new Scratch()
afterAll(() => scratch.remove())
const NEW = Buffer.from('new')

describe('an output file is written whole or not at all', () => {
  test('what appeared at the target after the check stays', async () => {
    const path = scratch.path('late.pdf')
    const target = await outputPath({ output: path })
    writeFileSync(path, 'of somebody else')
    await expect(writeOutput(target, NEW)).rejects.toThrow('exists')
    expect(readFileSync(path, 'utf8')).toBe('of somebody else')
  })

  test('with --force it is replaced, and nothing is left beside it', async () => {
    const path = scratch.path('forced.pdf')
    writeFileSync(path, 'old')
    await writeOutput(await outputPath({ output: path, force: true }), NEW, NEW)
    expect(readFileSync(path, 'utf8')).toBe('newnew')
    expect(readdirSync(scratch.dir).filter((file) => file.endsWith('.part'))).toEqual([])
  })

  test('a link that leads nowhere counts as there; --force replaces the link, not what it names', async () => {
    const path = scratch.path('link.pdf')
    symlinkSync(scratch.path('elsewhere.pdf'), path)
    await expect(outputPath({ output: path })).rejects.toThrow('exists')
    await writeOutput(await outputPath({ output: path, force: true }), NEW)
    expect(readFileSync(path, 'utf8')).toBe('new')
    expect(readdirSync(scratch.dir)).not.toContain('elsewhere.pdf')
  })

  test('a folder that is not there is wrong use', async () => {
    const target = await outputPath({ output: scratch.path('none/out.pdf') })
    await expect(writeOutput(target, NEW)).rejects.toThrow('ENOENT')
  })
})
