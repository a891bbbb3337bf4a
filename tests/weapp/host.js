/**
 * Runs compiled Taro pages in miniprogram-simulate, which only knows `Component`: this adds `App`, `Page`,
 * navigation and the parts of `wx` that the pages ask for. Run `npm run build:weapp` before.
 */
const fs = require('node:fs')
const path = require('node:path')

const dist = path.join(__dirname, '..', '..', 'dist', 'weapp')
if (!fs.existsSync(path.join(dist, 'app.json'))) {
  throw new Error('dist/weapp is missing: run `npm run build:weapp` first')
}

/** Only browsers have these; a page that needs one would die on a phone. */
const browserOnly = [
  'MutationObserver',
  'AbortController',
  'AbortSignal',
  'fetch',
  'XMLHttpRequest',
  'localStorage',
  'sessionStorage',
  'ResizeObserver',
  'IntersectionObserver',
]

let simulate
let app
let pages = []
let opening
const complaints = []

/** What the cloud functions would answer: `{ 'identity.whoAmI': (data) => … }`; a thrown object is a refusal. */
let answers = {}
/** Every call that left the pages, in order. */
const calls = []
/** Where the pages asked to go, in order. */
const moves = []

function callFunction({ name, data: { action, data, key } }) {
  const call = `${name}.${action}`
  calls.push({ call, data, key })
  const answer = answers[call]
  if (!answer) return Promise.reject(new Error(`no answer for ${call}`))
  try {
    return Promise.resolve({ result: { ok: true, data: answer(data), requestId: 'r1' } })
  } catch (error) {
    if (error instanceof Error) return Promise.reject(error)
    return Promise.resolve({ result: { ok: false, error, requestId: 'r1' } })
  }
}

function go(kind) {
  return ({ url, success, complete } = {}) => {
    moves.push(`${kind} ${url ?? ''}`.trim())
    const done = { errMsg: `${kind}:ok` }
    if (success) success(done)
    if (complete) complete(done)
  }
}

function extendWx(wx) {
  const stored = new Map()
  Object.assign(wx, {
    cloud: { init() {}, callFunction, uploadFile: () => Promise.resolve({ fileID: 'cloud://file' }) },
    getWindowInfo: () => ({
      statusBarHeight: 44,
      windowWidth: 375,
      windowHeight: 812,
      pixelRatio: 2,
      safeArea: { top: 44, bottom: 778, left: 0, right: 375, width: 375, height: 734 },
    }),
    getMenuButtonBoundingClientRect: () => ({
      top: 48,
      left: 281,
      right: 367,
      bottom: 80,
      width: 86,
      height: 32,
    }),
    onNetworkStatusChange() {},
    getStorageSync: (key) => stored.get(key) ?? '',
    setStorageSync: (key, value) => stored.set(key, value),
    removeStorageSync: (key) => stored.delete(key),
    getStorageInfoSync: () => ({ keys: [...stored.keys()] }),
    navigateTo: go('navigateTo'),
    redirectTo: go('redirectTo'),
    switchTab: go('switchTab'),
    reLaunch: go('reLaunch'),
    navigateBack: go('navigateBack'),
    chooseMessageFile: ({ fail }) => fail && fail({ errMsg: 'chooseMessageFile:fail cancel' }),
    chooseImage: ({ fail }) => fail && fail({ errMsg: 'chooseImage:fail cancel' }),
    createSelectorQuery: fakeQuery,
    nextTick: (run) => setTimeout(run, 0),
  })
}

/** The simulator measures nothing: every element is a box of 375 × 600, every canvas takes strokes. */
function fakeQuery() {
  const rect = { left: 0, top: 0, right: 375, bottom: 600, width: 375, height: 600 }
  const pen = new Proxy(
    {},
    { get: (_pen, name) => (name === 'measureText' ? () => ({ width: 10 }) : () => pen) },
  )
  const node = {
    width: 375,
    height: 200,
    getContext: () => pen,
    requestAnimationFrame: (run) => setTimeout(run, 0),
  }
  const callbacks = []
  const selected = {
    boundingClientRect(callback) {
      callbacks.push(() => (callback && callback(rect), rect))
      return query
    },
    fields(_fields, callback) {
      const result = { ...rect, node }
      callbacks.push(() => (callback && callback(result), result))
      return query
    },
    node(callback) {
      callbacks.push(() => (callback && callback({ node }), { node }))
      return query
    },
    scrollOffset(callback) {
      callbacks.push(() => (callback && callback({ scrollTop: 0, scrollLeft: 0 }), {}))
      return query
    },
  }
  const query = {
    in: () => query,
    select: () => selected,
    selectAll: () => selected,
    selectViewport: () => selected,
    exec(callback) {
      const results = callbacks.map((run) => run())
      if (callback) setTimeout(() => callback(results), 0)
    },
  }
  return query
}

/** Starts the app once in this test file. */
function boot() {
  for (const name of browserOnly) delete globalThis[name]
  simulate = require('miniprogram-simulate')
  extendWx(globalThis.wx)
  globalThis.getApp = () => app
  globalThis.getCurrentPages = () => pages
  globalThis.App = (config) => {
    app = config
  }
  globalThis.Page = (config) => {
    const { route, query } = opening
    const methods = {}
    for (const key of Object.keys(config)) if (typeof config[key] === 'function') methods[key] = config[key]
    globalThis.Component({
      data: config.data || {},
      options: config.options,
      methods,
      lifetimes: {
        attached() {
          this.route = this.__route__ = route
          this.options = query
          pages.push(this)
          if (config.onLoad) config.onLoad.call(this, query)
          if (config.onShow) config.onShow.call(this)
        },
        ready() {
          if (config.onReady) config.onReady.call(this)
        },
        detached() {
          pages = pages.filter((page) => page !== this)
          if (config.onUnload) config.onUnload.call(this)
        },
      },
    })
  }

  for (const level of ['error', 'warn']) {
    const before = console[level].bind(console)
    console[level] = (...words) => {
      const line = words.map(String).join(' ')
      if (/Template `.*` not found/i.test(line)) complaints.push(line)
      else before(...words)
    }
  }

  require(path.join(dist, 'app.js'))
  if (app.onLaunch) app.onLaunch({ path: '', query: {}, scene: 1001 })
  if (app.onShow) app.onShow({})
}

/** Waits until something holds; the tests say what, never how long it may take. Gives up after five seconds. */
async function until(holds) {
  for (let tries = 0; tries < 250; tries += 1) {
    if (holds()) return true
    await simulate.sleep(20)
  }
  return false
}

/** Opens a page, e.g. `pages/home/index`; one at a time. */
async function open(route, query = {}) {
  opening = { route, query }
  const component = simulate.render(
    simulate.load(path.join(dist, route), 'page', { rootPath: dist, compiler: 'official' }),
  )
  const place = document.createElement('div')
  document.body.appendChild(place)
  component.attach(place)
  await until(() => component.dom.textContent !== '')

  const find = (selector) => {
    const found = component.querySelector(selector)
    if (!found) throw new Error(`${selector} is not on ${route}:\n${component.dom.textContent}`)
    return found
  }

  return {
    text: () => component.dom.textContent,
    /** Waits for words; fails with what the page says instead. */
    async says(words) {
      const said = () =>
        words instanceof RegExp
          ? words.test(component.dom.textContent)
          : component.dom.textContent.includes(words)
      if (!(await until(said)))
        throw new Error(`${route} does not say ${words}:\n${component.dom.textContent}`)
    },
    has: (selector) => Boolean(component.querySelector(selector)),
    all: (selector) => component.querySelectorAll(selector),
    find,
    async tap(selector) {
      await until(() => component.querySelector(selector))
      find(selector).dispatchEvent('tap')
      await simulate.sleep(80)
    },
    /** Taps the n-th of several. */
    async tapNth(selector, index) {
      await until(() => component.querySelectorAll(selector).length > index)
      component.querySelectorAll(selector)[index].dispatchEvent('tap')
      await simulate.sleep(80)
    },
    async type(selector, value, index = 0) {
      await until(() => component.querySelectorAll(selector).length > index)
      component.querySelectorAll(selector)[index].dispatchEvent('input', { detail: { value } })
      await simulate.sleep(40)
    },
    close() {
      component.detach()
      place.remove()
    },
  }
}

module.exports = {
  boot,
  open,
  calls,
  moves,
  complaints,
  dist,
  answer(next) {
    answers = next
  },
  until,
}
