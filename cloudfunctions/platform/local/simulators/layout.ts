import { html, type Reply } from '../reply'
import { scriptlessPolicy } from '../security-headers'
import type { Language, Speak } from './language'
import { styles } from './look'
import { Markup, markup } from './markup'

export interface Page {
  language: Language
  say: Speak
  title: string
  /** Path of the page, for the language link and the tabs. */
  path: string
  body: Markup
  /** Tabs of the operator's pages; absent on a page for one person. */
  tabs?: boolean
  status?: number
}

const tabs = [
  { path: '/simulators', zh: '短信收件箱', en: 'SMS inbox' },
  { path: '/simulators/faces', zh: '人脸核身', en: 'Face checks' },
  { path: '/simulators/persons', zh: '测试人员', en: 'Test persons' },
  { path: '/simulators/switches', zh: '故障与时钟', en: 'Failures and clock' },
]

/** A whole page. It says on every screen that nothing here is real. */
export function pageReply(page: Page, cookies: string[] = []): Reply {
  const { say, language } = page
  const other = language === 'en' ? 'zh' : 'en'
  const text = markup`<!doctype html>
<html lang="${language === 'en' ? 'en' : 'zh-CN'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><link rel="icon" href="data:,"><title>${page.title} · ${say('签立模拟环境', 'Qianli simulators')}</title>
<style>${new Markup(styles)}</style></head>
<body>
<header><div class="notice">${say('模拟环境：这里的短信、人脸和身份都不是真的', 'Simulated: the messages, faces and identities here are not real')}</div>
<div class="bar"><span class="mark" aria-hidden="true">签<br>立</span><b>${say('签立模拟器', 'Qianli simulators')}</b><span class="grow"></span>
<a href="${page.path}?lang=${other}" hreflang="${other === 'en' ? 'en' : 'zh-CN'}" lang="${other === 'en' ? 'en' : 'zh-CN'}">${other === 'en' ? 'English' : '中文'}</a></div>
${page.tabs ? tabBar(page) : null}</header>
<main${page.tabs ? null : new Markup(' class="narrow"')}>${page.body}</main>
</body></html>`.text
  return html(page.status ?? 200, text, {
    'content-security-policy': scriptlessPolicy,
    ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}),
  })
}

function tabBar({ say, path }: Page): Markup {
  const links = tabs.map(
    (tab) =>
      markup`<a href="${tab.path}"${tab.path === path ? new Markup(' aria-current="page"') : null}>${say(tab.zh, tab.en)}</a>`,
  )
  return markup`<nav aria-label="${say('模拟器', 'Simulators')}">${links}</nav>`
}

/** The hidden field that proves a form came from our own page. */
export const csrfField = (token: string): Markup => markup`<input type="hidden" name="csrf" value="${token}">`
