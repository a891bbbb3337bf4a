import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loadFunctions } from './functions'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'qianli-functions-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

function build(room: string, code: string): void {
  mkdirSync(path.join(dir, room))
  writeFileSync(path.join(dir, room, 'index.js'), code)
  writeFileSync(path.join(dir, room, 'config.json'), JSON.stringify({ timeout: 20, memorySize: 256 }))
}

test('a room whose folder is missing is named like one that does not load; the others serve', () => {
  build('contract', 'exports.main = async () => ({ ok: true })')
  build('seal', 'throw new TypeError("broken")')
  const functions = loadFunctions(dir)
  expect(functions.has('contract')).toBe(true)
  expect(functions.broken.get('seal')).toBe('TypeError')
  expect(functions.broken.get('timers')).toBe('not built')
  expect([...functions.broken.keys()].sort()).toEqual(
    ['billing', 'document', 'identity', 'organization', 'seal', 'timers', 'todo'].sort(),
  )
})

test('without any build every room is named', () => {
  expect(loadFunctions(path.join(dir, 'nowhere')).broken.size).toBe(8)
})
