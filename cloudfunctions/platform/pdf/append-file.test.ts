import { readdirSync, readFileSync } from 'node:fs'
import { appendToCopy } from './append-file'
import { Scratch } from './testing/outside-tools'

describe('appending to a file', () => {
  test('the base stays, the target is base and new bytes, nothing else is left behind', async () => {
    const scratch = new Scratch()
    const base = scratch.file('base.pdf', Buffer.from('old'))
    await appendToCopy(base, Buffer.from('new'), scratch.path('target.pdf'))
    expect(readFileSync(base, 'utf8')).toBe('old')
    expect(readFileSync(scratch.path('target.pdf'), 'utf8')).toBe('oldnew')
    expect(readdirSync(scratch.dir).sort()).toEqual(['base.pdf', 'target.pdf'])
    await expect(
      appendToCopy(scratch.path('missing.pdf'), Buffer.from('x'), scratch.path('t2.pdf')),
    ).rejects.toThrow()
    expect(readdirSync(scratch.dir).sort()).toEqual(['base.pdf', 'target.pdf'])
    scratch.remove()
  })
})
