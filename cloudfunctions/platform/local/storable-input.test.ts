import { unstorablePath } from './storable-input'

const nested = (depth: number): unknown => (depth === 0 ? 'x' : [nested(depth - 1)])

test.each([
  [{ name: 'a\u0000b' }, 'name'],
  [{ parties: [{ name: '王' }, { name: '\ud83d' }] }, 'parties.1.name'],
  [{ name: '\udc00\ud800' }, 'name'],
  [{ 'a\u0000': 1 }, 'data'],
  ['\ud800', 'data'],
])('text that no store takes is found: %#', (data, path) => expect(unstorablePath(data)).toBe(path))

test.each([
  [undefined],
  [null],
  [{ name: '𠮷野家 😀', size: 1, yes: true, none: null }],
  [[[[{ x: 1, y: 2 }]]]],
  [nested(19)],
])('anything else passes: %#', (data) => expect(unstorablePath(data)).toBeNull())

test('nesting is refused before it can exhaust the stack', () => {
  const deep: unknown = JSON.parse('['.repeat(400_000) + ']'.repeat(400_000))
  expect(unstorablePath({ deep })).toMatch(/^deep\.0/)
})
