import type { IncomingMessage } from 'node:http'
import { actOnFace, faceRequestCollection } from '#platform/adapters/face/face-simulator'
import { inbox } from '#platform/adapters/sms/sms-simulator'
import { csrfCookie, csrfMatches, freshCsrf, isSameOrigin } from '../browser-session'
import { parseCookies, setCookie } from '../cookies'
import { json, notFound, redirect, text, type Reply } from '../reply'
import { readBody } from '../request-body'
import type { Site } from '../server'
import { faceActOf, faceClosed, faceForm, isOpen, pathBack } from './face-page'
import { languageCookie, languageOf, speak, type Language, type Speak } from './language'
import { pageReply, type Page } from './layout'
import { operatorAccess, operatorCookie } from './operator-access'
import { facesPage, inboxPage, personsPage, switchesPage } from './operator-pages'
import { behaviour, changeSwitches, readSwitches, type Switches } from './switches'

export type SimulatorPages = (request: IncomingMessage, url: URL) => Promise<Reply>

const maxFormBytes = 10_000

/** A visit to one page: who speaks which language and which proof its forms carry. */
interface Visit {
  request: IncomingMessage
  url: URL
  language: Language
  say: Speak
  csrf: string
  cookies: string[]
}

/** Everything under /simulators except the providers' own protocol. */
export function simulatorPages(site: Site): SimulatorPages {
  const secure = site.publicUrl.startsWith('https:')
  return async (request, url) => {
    const path = url.pathname.replace(/\/$/, '')
    const token = /^\/simulators\/face\/([A-Za-z0-9_-]+)$/.exec(path)?.[1]
    if (token) return facePage(site, visit(request, url, secure), token)

    const { operatorKey } = site.secrets
    const given = url.searchParams.get('key')
    if (given !== null) {
      const cookie = operatorCookie(given, operatorKey, secure)
      return cookie ? redirect(path, { 'set-cookie': cookie }) : notFound()
    }
    const access = operatorAccess(request, operatorKey)
    if (!access) return notFound()
    if (request.method === 'POST') return change(site, request, path, access === 'script')
    return show(site, visit(request, url, secure), path)
  }
}

function visit(request: IncomingMessage, url: URL, secure: boolean): Visit {
  const language = languageOf(request, url)
  const cookies: string[] = []
  if (url.searchParams.has('lang'))
    cookies.push(setCookie(languageCookie, language, { httpOnly: true, secure, path: '/simulators' }))
  let csrf = parseCookies(request.headers.cookie).get(csrfCookie)
  if (!csrf) {
    const cookie = freshCsrf(secure)
    cookies.push(cookie)
    csrf = cookie.slice(csrfCookie.length + 1, cookie.indexOf(';'))
  }
  return { request, url, language, say: speak(language), csrf, cookies }
}

async function show(site: Site, v: Visit, path: string): Promise<Reply> {
  const { deps } = site.parts
  const { say, language, cookies } = v
  const phone = v.url.searchParams.get('phone')?.trim() ?? ''
  const reply = (title: string, body: Page['body']) =>
    pageReply({ language, say, title, path, body, tabs: true }, cookies)
  switch (path) {
    case '/simulators':
      return reply(say('短信收件箱', 'SMS inbox'), await inboxPage(deps, say, phone))
    case '/simulators/sms.json':
      return json(200, { messages: await inbox(deps.store, phone || undefined) })
    case '/simulators/faces':
      return reply(say('人脸核身', 'Face checks'), await facesPage(deps, say))
    case '/simulators/persons':
      return reply(say('测试人员', 'Test persons'), personsPage(say, language))
    case '/simulators/switches':
      return reply(
        say('故障与时钟', 'Failures and clock'),
        switchesPage(await readSwitches(deps.store), deps, say, v.csrf),
      )
    default:
      return notFound()
  }
}

async function change(site: Site, request: IncomingMessage, path: string, isScript: boolean): Promise<Reply> {
  if (path !== '/simulators/switches') return notFound()
  const form = new URLSearchParams((await readBody(request, maxFormBytes)).toString('utf8'))
  // A script proves itself by the key it sends; a browser's cookie alone could be ridden by another page.
  if (!isScript && !isOwnForm(site, request, form)) return text(403, 'This page is out of date. Reload it.\n')
  const asked = changeOf(form)
  if (!asked) return text(400, 'Bad request\n')
  const switches = await changeSwitches(site.parts.deps.store, asked)
  site.parts.clock.setAhead(switches.clockAhead)
  if (asked.clockAhead !== undefined) await site.timers?.runAll()
  return isScript ? json(200, switches) : redirect(path)
}

function changeOf(form: URLSearchParams): Partial<Switches> | null {
  if (form.get('change') === 'clock') {
    const minutes = Number(form.get('minutes'))
    return Number.isFinite(minutes) && minutes >= 0 && minutes <= 5_256_000
      ? { clockAhead: Math.round(minutes * 60_000) }
      : null
  }
  if (form.get('change') !== 'parties') return null
  const parties: Partial<Switches> = {}
  for (const name of ['sms', 'face', 'registry'] as const) {
    const value = behaviour.safeParse(form.get(name))
    if (value.success) parties[name] = value.data
  }
  return parties
}

const isOwnForm = (site: Site, request: IncomingMessage, form: URLSearchParams) =>
  isSameOrigin(request, site.publicUrl) && csrfMatches(request, form.get('csrf') ?? undefined)

/** Opened by the person's phone; its token is the right to act. Leads back to the app afterwards. */
async function facePage(site: Site, v: Visit, token: string): Promise<Reply> {
  const { deps } = site.parts
  const { say, language, cookies, request, csrf } = v
  const found = await deps.store.get(faceRequestCollection, token)
  const reply = (body: Page['body'], status = 200) =>
    pageReply(
      { language, say, title: say('人脸核身', 'Face check'), path: v.url.pathname, body, status },
      cookies,
    )

  if (request.method !== 'POST') {
    if (!found) return reply(faceClosed(null, deps.clock.now(), say), 404)
    return reply(
      isOpen(found, deps.clock.now())
        ? faceForm(found, say, language, csrf)
        : faceClosed(found, deps.clock.now(), say),
    )
  }
  const form = new URLSearchParams((await readBody(request, maxFormBytes)).toString('utf8'))
  if (!isOwnForm(site, request, form)) return text(403, 'This page is out of date. Reload it.\n')
  const act = faceActOf(form)
  if (!act) return text(400, 'Bad request\n')
  const decided = await actOnFace(deps, token, act)
  return decided
    ? redirect(pathBack(decided.redirectUrl))
    : reply(faceClosed(found, deps.clock.now(), say), 409)
}
