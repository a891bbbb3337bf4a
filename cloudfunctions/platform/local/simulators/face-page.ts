import { faceCode, type FaceAct, type FaceRequest } from '#platform/adapters/face/face-simulator'
import { testPersons } from '#platform/adapters/registry/test-persons'
import type { Language, Speak } from './language'
import { csrfField } from './layout'
import { markup, type Markup } from './markup'

/** `陈思远` → `陈**`: the page is opened by a link, so it shows no more than the person knows anyway. */
const maskedName = (name: string) => {
  const [first = '', ...rest] = [...name]
  return first + '*'.repeat(rest.length)
}

/** The page at which somebody plays the person before the camera. */
export function faceForm(request: FaceRequest, say: Speak, language: Language, csrf: string): Markup {
  const choices = testPersons.map(
    (person) => markup`<label class="choice"><input type="radio" name="person" value="${person.key}" required>
<span>${person.name}${person.note[language] ? markup` <span class="small">${person.note[language]}</span>` : null}</span></label>`,
  )
  return markup`<h1>${say('人脸核身', 'Face check')}</h1>
<p>${say(`正在核验 ${maskedName(request.name)}。请选择此刻镜头前的人。`, `Checking ${maskedName(request.name)}. Choose who is in front of the camera now.`)}</p>
<form method="post" class="card">${csrfField(csrf)}
<fieldset><legend>${say('谁在镜头前？', 'Who is in front of the camera?')}</legend>${choices}</fieldset>
<div class="actions"><button class="primary" name="act" value="show">${say('开始识别', 'Look into the camera')}</button></div>
</form>
<form method="post" class="card">${csrfField(csrf)}
<h2 style="margin-top:0">${say('其他情况', 'Or else')}</h2>
<div class="actions"><button name="act" value="cancel">${say('取消识别', 'Cancel the check')}</button>
<button name="act" value="camera-unavailable">${say('摄像头不可用', 'The camera does not work')}</button>
<button name="act" value="liveness-fails">${say('活体检测不通过', 'Liveness check fails')}</button></div>
</form>`
}

/** Reads the form; null when it says nothing this page offers. */
export function faceActOf(form: URLSearchParams): FaceAct | null {
  const act = form.get('act')
  const personKey = form.get('person') ?? ''
  if (act === 'show') return testPersons.some((p) => p.key === personKey) ? { act, personKey } : null
  if (act === 'cancel' || act === 'camera-unavailable' || act === 'liveness-fails') return { act }
  return null
}

const outcomes: Record<number, { zh: string; en: string; tone: 'wait' | 'done' | 'refused' | '' }> = {
  [faceCode.passed]: { zh: '已通过', en: 'Passed', tone: 'done' },
  [faceCode.pending]: { zh: '等待操作', en: 'Waiting', tone: 'wait' },
  [faceCode.cancelled]: { zh: '已取消', en: 'Cancelled', tone: '' },
  [faceCode.cameraUnavailable]: { zh: '摄像头不可用', en: 'No camera', tone: 'refused' },
  [faceCode.livenessFailed]: { zh: '活体未通过', en: 'Not alive', tone: 'refused' },
  [faceCode.personUnknown]: { zh: '查无此人', en: 'Unknown person', tone: 'refused' },
  [faceCode.identityMismatch]: { zh: '姓名与证件不符', en: 'Name and number differ', tone: 'refused' },
  [faceCode.faceMismatch]: { zh: '非本人', en: 'Another face', tone: 'refused' },
}

/** True while somebody may still act on it. */
export const isOpen = (request: FaceRequest, now: number): boolean =>
  request.code === faceCode.pending && request.expiresAt > now

export function outcomeChip(request: FaceRequest, now: number, say: Speak): Markup {
  const expired = request.code === faceCode.pending && request.expiresAt <= now
  const { zh, en, tone } = (expired ? undefined : outcomes[request.code]) ?? {
    zh: '已失效',
    en: 'Expired',
    tone: '' as const,
  }
  return markup`<span class="chip ${tone}">${say(zh, en)}</span>`
}

/** What is shown when the check is over and the person cannot be led back. */
export function faceClosed(request: FaceRequest | null, now: number, say: Speak): Markup {
  return markup`<h1>${say('本次核身已结束', 'This check is over')}</h1>
${request ? markup`<p>${outcomeChip(request, now, say)}</p>` : null}
<p>${say('请回到签立继续操作；需要时可重新发起核身。', 'Go back to Qianli to continue; start another check there if you need one.')}</p>
${request ? markup`<div class="actions"><a class="button primary" href="${pathBack(request.redirectUrl)}">${say('返回签立', 'Back to Qianli')}</a></div>` : null}`
}

/** Path of the app that the asking side named; anything that leads elsewhere becomes the home page. */
export function pathBack(redirectUrl: string): string {
  if (!URL.canParse(redirectUrl)) return '/'
  const { pathname, search, hash } = new URL(redirectUrl)
  const back = pathname + search + hash
  return /^\/(?![/\\])/.test(back) ? back : '/'
}
