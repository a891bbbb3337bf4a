import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { loadStaticApp, type StaticApp } from './static-files'

const script = 'console.log(1)'
let dir: string
let app: StaticApp

beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'qianli-static-'))
  mkdirSync(path.join(dir, 'js'))
  writeFileSync(
    path.join(dir, 'index.html'),
    '<script>var a = 1</script><script src="js/app.0a1b2c3d.js"></script>',
  )
  writeFileSync(path.join(dir, 'js', 'app.0a1b2c3d.js'), script)
  writeFileSync(path.join(dir, 'js', 'app.0a1b2c3d.js.br'), brotliCompressSync(script))
  writeFileSync(path.join(dir, 'js', 'app.0a1b2c3d.js.gz'), gzipSync(script))
  writeFileSync(path.join(dir, 'js', 'plain.js'), script)
  writeFileSync(path.join(dir, 'secret.key'), 'secret')
  app = loadStaticApp(dir, false)
})
afterAll(() => rmSync(dir, { recursive: true }))

const request = (headers: Record<string, string> = {}) => ({ headers }) as unknown as IncomingMessage

describe('static app', () => {
  test('serves the coding the browser accepts, the smallest first', () => {
    const serve = (accept: string) => app.serve(request({ 'accept-encoding': accept }), '/js/app.0a1b2c3d.js')
    expect(serve('gzip, deflate, br')?.headers).toMatchObject({
      'content-encoding': 'br',
      vary: 'accept-encoding',
      'content-type': 'text/javascript; charset=utf-8',
    })
    expect(serve('gzip')?.headers?.['content-encoding']).toBe('gzip')
    expect(serve('br;q=0, gzip;q=0.5')?.headers?.['content-encoding']).toBe('gzip')
    expect(serve('')?.headers?.['content-encoding']).toBeUndefined()
    expect(serve('')?.body?.toString()).toBe(script)
  })

  test('files named by their content may be kept for ever, others are asked about each time', () => {
    expect(app.serve(request(), '/js/app.0a1b2c3d.js')?.headers?.['cache-control']).toContain('immutable')
    expect(app.serve(request(), '/js/plain.js')?.headers?.['cache-control']).toBe('no-cache')
  })

  test('a known ETag is answered by 304 without a body, each coding with its own', () => {
    const first = app.serve(request({ 'accept-encoding': 'br' }), '/js/app.0a1b2c3d.js')
    const etag = String(first?.headers?.etag)
    const again = app.serve(
      request({ 'accept-encoding': 'br', 'if-none-match': etag }),
      '/js/app.0a1b2c3d.js',
    )
    expect(again).toMatchObject({ status: 304 })
    expect(again?.body).toBeUndefined()
    expect(app.serve(request({ 'if-none-match': etag }), '/js/app.0a1b2c3d.js')?.status).toBe(200)
  })

  test('only files of the app are served: no other kind, nothing above the folder', () => {
    for (const path of ['/secret.key', '/../secret.key', '/%2e%2e/etc/passwd', '/%', '/js/', '/index.html'])
      expect(app.serve(request(), path)).toBeNull()
  })

  test('the page allows its own inline script by hash and no other', () => {
    const policy = String(app.page(request(), []).headers?.['content-security-policy'])
    expect(policy).toMatch(/script-src 'self' 'sha256-[A-Za-z0-9+/=]{44}';/)
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
    expect(policy).toContain("frame-ancestors 'none'")
  })
})
