const fs = require('node:fs')
const path = require('node:path')
const acorn = require('acorn')
const walk = require('acorn-walk')
const { dist } = require('./host')

const kb = 1024
const read = (file) => fs.readFileSync(file, 'utf8')

function filesUnder(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name)
    return entry.isDirectory() ? filesUnder(full) : [full]
  })
}

const files = filesUnder(dist)
const { subPackages } = JSON.parse(read(path.join(dist, 'app.json')))
const roots = subPackages.map(({ root }) => root.replace(/\/$/, ''))
const packageOf = (file) => {
  const relative = path.relative(dist, file).split(path.sep).join('/')
  return roots.find((root) => relative.startsWith(`${root}/`)) ?? 'main'
}
const sizes = {}
for (const file of files) sizes[packageOf(file)] = (sizes[packageOf(file)] ?? 0) + fs.statSync(file).size

describe('size of the mini-program, copied shared chunks counted', () => {
  test(`the main package is at most 1.2 MB (now ${Math.round(sizes.main / kb)} KB)`, () => {
    expect(sizes.main).toBeLessThanOrEqual(1.2 * kb * kb)
  })

  test(`packages/sign adds at most 600 KB (now ${Math.round((sizes['packages/sign'] ?? 0) / kb)} KB)`, () => {
    expect(sizes['packages/sign']).toBeGreaterThan(0)
    expect(sizes['packages/sign']).toBeLessThanOrEqual(600 * kb)
  })

  test('no package is over 2 MB', () => {
    for (const size of Object.values(sizes)) expect(size).toBeLessThanOrEqual(2 * kb * kb)
  })
})

describe('what the mini-program holds', () => {
  const scripts = files.filter((file) => file.endsWith('.js'))

  test('every page named in app.json is there', () => {
    const { pages } = JSON.parse(read(path.join(dist, 'app.json')))
    const all = [
      ...pages,
      ...subPackages.flatMap(({ root, pages: own }) => own.map((page) => path.posix.join(root, page))),
    ]
    for (const page of all) {
      for (const ending of ['.js', '.json', '.wxml']) {
        expect({ page, there: fs.existsSync(path.join(dist, page + ending)) }).toEqual({ page, there: true })
      }
    }
  })

  test('no console module: its class names occur in no script and no style', () => {
    const own = read(path.join(__dirname, '../../src/console/shell.tsx'))
    expect(own).toContain('desk-rail')
    for (const file of files.filter((name) => /\.(js|wxss)$/.test(name))) {
      expect({ file: path.relative(dist, file), console: read(file).includes('desk-rail') }).toEqual({
        file: path.relative(dist, file),
        console: false,
      })
    }
  })

  test('no script calls eval, which mini-programs forbid', () => {
    for (const file of scripts) {
      const found = []
      walk.simple(acorn.parse(read(file), { ecmaVersion: 2020, sourceType: 'script' }), {
        CallExpression: ({ callee }) => callee.name === 'eval' && found.push('eval'),
      })
      expect({ file: path.relative(dist, file), found }).toEqual({
        file: path.relative(dist, file),
        found: [],
      })
    }
  })
})

/** Features of ES2019 and older are in iOS 13.0 and WebView 80; optional chaining and `??` only since 13.4. */
const floor = 2019

describe('emitted syntax runs on iOS 13 and Android WebView 80', () => {
  const targets = [
    ['weapp', dist],
    ['h5', path.join(dist, '..', 'h5')],
  ]

  test.each(targets)('%s', (_name, folder) => {
    const built = fs.existsSync(folder) ? filesUnder(folder).filter((name) => name.endsWith('.js')) : []
    expect(built.length).toBeGreaterThan(5)

    const broken = []
    for (const file of built) {
      try {
        acorn.parse(read(file), { ecmaVersion: floor, sourceType: 'script', allowHashBang: true })
      } catch (error) {
        broken.push(`${path.relative(folder, file)}: ${error.message}`)
      }
    }
    expect(broken).toEqual([])
  })

  test('the check itself refuses newer syntax', () => {
    expect(() => acorn.parse('a?.b', { ecmaVersion: floor })).toThrow(SyntaxError)
  })
})
