import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import path from 'node:path'
import { text, type Reply } from './reply'
import { contentSecurityPolicy, inlineScriptHashes } from './security-headers'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.map': 'application/json; charset=utf-8',
}

interface Asset {
  body: Buffer
  br?: Buffer
  gzip?: Buffer
  etag: string
  type: string
  /** The name holds a hash of the content, so that it may be kept for ever. */
  immutable: boolean
}

/** The built browser app, held in memory (a few megabytes). */
export interface StaticApp {
  built: boolean
  /** The file of a request path, or null. */
  serve(request: IncomingMessage, pathname: string): Reply | null
  /** The app's page; `cookies` are set with it. */
  page(request: IncomingMessage, cookies: string[]): Reply
}

export function loadStaticApp(dir: string, secure: boolean): StaticApp {
  const assets = new Map<string, Asset>()
  if (existsSync(dir)) collect(dir, '', assets)
  const index = assets.get('/index.html')
  const policy = contentSecurityPolicy(index ? inlineScriptHashes(index.body.toString('utf8')) : [], secure)
  const page = (request: IncomingMessage, cookies: string[]): Reply => {
    if (!index) return text(503, 'The browser app is not built. Run: npm run build:h5\n')
    const reply = answer(request, index)
    return {
      ...reply,
      headers: {
        ...reply.headers,
        'content-security-policy': policy,
        ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}),
      },
    }
  }
  return {
    built: index !== undefined,
    page,
    serve(request, pathname) {
      const asset = assets.get(decoded(pathname))
      if (!asset || asset === index) return null
      return answer(request, asset)
    },
  }
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return ''
  }
}

function collect(root: string, under: string, assets: Map<string, Asset>): void {
  for (const entry of readdirSync(path.join(root, under), { withFileTypes: true })) {
    const name = `${under}/${entry.name}`
    if (entry.isDirectory()) collect(root, name, assets)
    const type = types[path.extname(entry.name)]
    if (!entry.isFile() || !type) continue
    const file = path.join(root, name)
    const body = readFileSync(file)
    assets.set(name, {
      body,
      br: readOptional(`${file}.br`),
      gzip: readOptional(`${file}.gz`),
      etag: createHash('sha256').update(body).digest('base64url').slice(0, 24),
      type,
      immutable: /[.-][0-9a-f]{8,}\./.test(entry.name),
    })
  }
}

const readOptional = (file: string) => (existsSync(file) ? readFileSync(file) : undefined)

function answer(request: IncomingMessage, asset: Asset): Reply {
  const [coding, body] = negotiate(request, asset)
  // Each coding is its own representation and needs its own strong tag (RFC 9110 §8.8.3).
  const etag = `"${asset.etag}${coding ? `-${coding}` : ''}"`
  const headers = {
    'content-type': asset.type,
    etag,
    vary: 'accept-encoding',
    'cache-control': asset.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...(coding ? { 'content-encoding': coding } : {}),
  }
  const known = (request.headers['if-none-match'] ?? '')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
  if (known.includes(etag)) return { status: 304, headers }
  return { status: 200, headers, body }
}

function negotiate(request: IncomingMessage, asset: Asset): ['br' | 'gzip' | null, Buffer] {
  const header = request.headers['accept-encoding']
  const accepted = new Set(
    String(header ?? '')
      .split(',')
      .map((part) => part.trim().toLowerCase())
      .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
      .map((part) => part.split(';')[0]),
  )
  if (asset.br && accepted.has('br')) return ['br', asset.br]
  if (asset.gzip && accepted.has('gzip')) return ['gzip', asset.gzip]
  return [null, asset.body]
}
