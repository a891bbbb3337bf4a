import { faceRequests } from '#platform/adapters/face/face-simulator'
import { testPersons } from '#platform/adapters/registry/test-persons'
import { inbox } from '#platform/adapters/sms/sms-simulator'
import type { Deps } from '#platform/kernel/ports'
import { isOpen, outcomeChip } from './face-page'
import type { Language, Speak } from './language'
import { csrfField } from './layout'
import { markup, Markup } from './markup'
import type { Behaviour, Switches } from './switches'

type Parts = Pick<Deps, 'store' | 'clock'>

/** `11-22 10:15:03` in Shanghai. */
const stamp = (at: number) =>
  new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  })
    .format(at)
    .replace('/', '-')

export async function inboxPage({ store }: Parts, say: Speak, phone: string): Promise<Markup> {
  const messages = await inbox(store, phone || undefined)
  const list = messages.map(
    (
      message,
    ) => markup`<article class="card"><div class="row"><span class="num">${message.phone}</span><span class="small num">${stamp(message.at)}</span></div>
<p class="msg">【签立】${message.text}</p></article>`,
  )
  return markup`<h1>${say('短信收件箱', 'SMS inbox')}</h1>
<p>${say('系统发出的每条短信都到这里，最新的在前。', 'Every message the system sends arrives here, newest first.')}</p>
<form method="get" class="card lead inline"><label class="field"><span>${say('手机号', 'Mobile number')}</span><input type="tel" name="phone" value="${phone}" inputmode="numeric" autocomplete="off"></label>
<button class="small">${say('筛选', 'Filter')}</button></form>
${list.length > 0 ? list : markup`<div class="card empty">${say('还没有短信。到签立登录页获取一个验证码试试。', 'No messages yet. Ask for a code on the sign-in page of Qianli.')}</div>`}`
}

export async function facesPage({ store, clock }: Parts, say: Speak): Promise<Markup> {
  const requests = await faceRequests(store)
  const list = requests.map(
    (
      request,
    ) => markup`<article class="card"><div class="row"><div><b>${request.name}</b><div class="small num">${request.idNumber}</div></div>
<div>${outcomeChip(request, clock.now(), say)}</div></div>
<div class="row"><span class="small num">${stamp(request.at)}</span>${isOpen(request, clock.now()) ? markup`<a href="/simulators/face/${request.id}">${say('打开核身页', 'Open its page')}</a>` : null}</div></article>`,
  )
  return markup`<h1>${say('人脸核身', 'Face checks')}</h1>
<p>${say('每次核身都等待有人在核身页操作；只有登记在册的本人才能通过。', 'Every check waits until somebody acts on its page; only the registered person passes.')}</p>
${list.length > 0 ? list : markup`<div class="card empty">${say('还没有核身请求。', 'No checks yet.')}</div>`}`
}

export function personsPage(say: Speak, language: Language): Markup {
  const rows = testPersons.map(
    (p) =>
      markup`<tr><td>${p.name}</td><td class="num">${p.idNumber}</td><td class="small">${p.note[language]}</td></tr>`,
  )
  return markup`<h1>${say('测试人员', 'Test persons')}</h1>
<p>${say('模拟的权威库里只有这些人；其他姓名和证件号都会被拒绝。', 'The simulated authority knows only these persons; every other name and number is refused.')}</p>
<div class="card scroll" tabindex="0" role="region" aria-label="${say('测试人员', 'Test persons')}"><table><thead><tr><th>${say('姓名', 'Name')}</th><th>${say('身份证号', 'ID number')}</th><th>${say('说明', 'Note')}</th></tr></thead><tbody>${rows}</tbody></table></div>`
}

export function switchesPage(switches: Switches, { clock }: Parts, say: Speak, csrf: string): Markup {
  const options: [Behaviour, string][] = [
    ['works', say('正常', 'Works')],
    ['refuses', say('返回错误', 'Refuses every call')],
    ['silent', say('不响应（超时）', 'Never answers')],
  ]
  const choose = (name: 'sms' | 'face' | 'registry', label: string) =>
    markup`<label class="field"><span>${label}</span><select name="${name}">${options.map(
      ([value, text]) =>
        markup`<option value="${value}"${switches[name] === value ? new Markup(' selected') : null}>${text}</option>`,
    )}</select></label>`
  const ahead = Math.round(switches.clockAhead / 60_000)
  return markup`<h1>${say('故障与时钟', 'Failures and clock')}</h1>
<p>${say('让外部服务按真实情况出错，或把系统时间往后拨。', 'Let the outside parties fail as the real ones do, or move the clock on.')}</p>
<div class="pair"><form method="post" class="card">${csrfField(csrf)}<h2 style="margin-top:0">${say('外部服务', 'Outside parties')}</h2>
${choose('sms', say('短信', 'SMS'))}${choose('face', say('人脸核身', 'Face check'))}${choose('registry', say('身份信息比对', 'Identity registry'))}
<button class="primary" name="change" value="parties">${say('保存', 'Save')}</button></form>
<form method="post" class="card">${csrfField(csrf)}<h2 style="margin-top:0">${say('系统时钟', 'Clock')}</h2>
<dl class="num"><dt>${say('现在', 'Now')}</dt><dd>${stamp(clock.now())}</dd><dt>${say('快了', 'Ahead')}</dt><dd>${say(`${ahead} 分钟`, `${ahead} min`)}</dd></dl>
<div class="actions"><label class="field"><span>${say('快多少分钟', 'Minutes ahead')}</span><input type="number" name="minutes" value="${ahead}" min="0" max="5256000" inputmode="numeric"></label>
<button class="primary" name="change" value="clock">${say('设置并运行定时任务', 'Set and run the timers')}</button></div></form></div>`
}
