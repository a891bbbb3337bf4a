import type { IncomingMessage } from 'node:http'
import { parseCookies } from '../cookies'

export type Language = 'zh' | 'en'
export const languageCookie = 'qianli_simulators_lang'

/** Language of a page: asked for in the address, remembered, preferred by the browser, else Chinese. */
export function languageOf(request: IncomingMessage, url: URL): Language {
  const asked = url.searchParams.get('lang') ?? parseCookies(request.headers.cookie).get(languageCookie)
  if (asked === 'zh' || asked === 'en') return asked
  return /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh'
}

/** Picks the text of a language. */
export const speak =
  (language: Language) =>
  (zh: string, en: string): string =>
    language === 'en' ? en : zh

export type Speak = ReturnType<typeof speak>
