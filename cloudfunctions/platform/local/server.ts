import type { IncomingMessage, ServerResponse } from 'node:http'
import { bucketFolder } from '#platform/adapters/converter/tencent-document'
import { framesOf } from '#platform/kernel/log'
import { freshCsrf, hasCsrf, isSameOrigin } from './browser-session'
import { serveFile, takeUpload } from './file-routes'
import { healthReply } from './health'
import type { HostConfig } from './host-config'
import { invokeFromBrowser, refusal, type InvokeRoute } from './invoke-route'
import { pkiPath, pkiRoutes } from './pki-routes'
import { notFound, redirect, send, text, type Reply } from './reply'
import { setSecurityHeaders } from './security-headers'
import { answerProvider, providerPath } from './simulators/provider-endpoint'
import { simulatorPages, type SimulatorPages } from './simulators/pages'
import type { Secrets } from './secrets'
import type { StaticApp } from './static-files'
import type { Timers } from './timers'

/** Everything the routes need. */
export interface Site extends InvokeRoute {
  config: HostConfig
  secrets: Secrets
  app: StaticApp
  timers: Timers | null
  /** Address the host listens on, e.g. `http://127.0.0.1:8080`. */
  ownUrl: string
}

/** Answers null when it has written the response itself. */
type Route = (request: IncomingMessage, url: URL, response: ServerResponse) => Promise<Reply | null>

/** The handler of every request of this host. */
export function siteHandler(site: Site): (request: IncomingMessage, response: ServerResponse) => void {
  const secure = site.publicUrl.startsWith('https:')
  const route = routes(site, secure)
  return (request, response) => {
    setSecurityHeaders(response, secure)
    void respond(site, route, request, response)
  }
}

async function respond(
  site: Site,
  route: Route,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    if (!isOurName(site, request)) return send(response, text(421, 'This host does not serve that name.\n'))
    const url = URL.canParse(request.url ?? '', site.ownUrl) ? new URL(request.url ?? '', site.ownUrl) : null
    const reply = url ? await route(request, url, response) : text(400, 'Bad request\n')
    if (reply && !response.headersSent) send(response, reply, request.method === 'HEAD')
  } catch (e) {
    site.parts.deps.log.error({
      event: 'http.failed',
      outcome: e instanceof Error ? e.name : 'unknown',
      stack: framesOf(e),
    })
    if (response.headersSent) response.destroy()
    else send(response, refusal(500, 'INTERNAL'))
  }
}

/** A page of a foreign name that resolves to this machine (DNS rebinding) must not be served as ours. */
function isOurName(site: Site, request: IncomingMessage): boolean {
  const host = request.headers.host ?? ''
  if (host === new URL(site.publicUrl).host || host === new URL(site.ownUrl).host) return true
  const name = host.replace(/:\d+$/, '')
  return ['127.0.0.1', 'localhost', '[::1]'].includes(name) || !isLoopback(site.config.host)
}

const isLoopback = (host: string) => ['127.0.0.1', 'localhost', '[::1]', '::1'].includes(host)

/** `localhost` for `127.0.0.1`: another origin to the browser, whose uploads and pictures would be refused. */
function isAlias(publicUrl: string, host = ''): boolean {
  const own = new URL(publicUrl)
  const port = host.startsWith('[') ? host.split(']:')[1] : host.split(':')[1]
  return host !== own.host && own.protocol === 'http:' && isLoopback(own.hostname) && port === own.port
}

function routes(site: Site, secure: boolean): Route {
  const { config, parts, functions, app, publicUrl } = site
  const simulators: SimulatorPages | null = config.simulators ? simulatorPages(site) : null
  const pki = pkiRoutes({
    pki: parts.pki,
    trustProxy: config.trustProxy,
    publicTimeStamps: config.pki.publicTimeStamps,
    now: () => parts.clock.now(),
  })
  const page = (request: IncomingMessage) => app.page(request, hasCsrf(request) ? [] : [freshCsrf(secure)])

  return async (request, url, response) => {
    const { pathname } = url
    const [, first = '', second = ''] = pathname.split('/')
    const isPost = request.method === 'POST'
    const isGet = request.method === 'GET' || request.method === 'HEAD'
    if (parts.documentSimulator && pathname.startsWith(`${bucketFolder}/`)) {
      await parts.documentSimulator.answer(request, response)
      return null
    }
    if (!isPost && !isGet) return text(405, 'Method not allowed\n')

    if (pathname.startsWith(`${pkiPath}/`)) return pki(request, pathname)
    if (isPost && first === 'invoke') return invokeFromBrowser(site, second, request)
    if (isPost && first === 'upload') {
      if (!isSameOrigin(request, publicUrl)) return refusal(403, 'CSRF')
      return takeUpload(parts.files, second, request)
    }
    if (first === 'simulators') {
      if (!simulators) return notFound()
      if (isPost && pathname === providerPath)
        return answerProvider(request, parts.deps, site.secrets.simulator, publicUrl)
      return simulators(request, url)
    }
    if (!isGet) return text(405, 'Method not allowed\n')

    if (first === 'f') return serveFile(parts.files, second, request, response, parts.clock.now())
    if (first === 's' && second)
      return redirect(`/#/packages/sign/landing/index?code=${encodeURIComponent(decodeSafely(second))}`)
    if (pathname === '/healthz') return healthReply(config, parts, functions, site.timers)
    if (pathname === '/' || pathname === '/index.html')
      return isAlias(publicUrl, request.headers.host) ? redirect(`${publicUrl}/`) : page(request)
    // Links inside the app name its pages by path; the app itself routes by hash.
    if (first === 'pages' || first === 'packages') return redirect(`/#${pathname}${url.search}`)
    return app.serve(request, pathname) ?? notFound()
  }
}

function decodeSafely(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
