import type { CallError } from '@/platform/call-error'
import { defineTexts } from '@/locales/texts'

type Reason = Extract<
  CallError['code'],
  'FACE_MISMATCH' | 'FACE_CANCELLED' | 'FACE_UNAVAILABLE' | 'FACE_FAILED' | 'IDENTITY_MISMATCH'
>

interface Failure {
  title: string
  text: string
}

const zhFailures: Record<Reason, Failure> = {
  FACE_MISMATCH: { title: '不是同一个人', text: '镜头前的人与填写的身份不一致，请本人面对镜头再试一次。' },
  FACE_CANCELLED: { title: '您取消了人脸识别', text: '没有提交任何结果，可以重新填写并识别。' },
  FACE_UNAVAILABLE: { title: '人脸识别暂时不可用', text: '没有摄像头，或服务中断。换一台设备，或稍后再试。' },
  FACE_FAILED: { title: '人脸识别没有通过', text: '请在光线充足的地方正对镜头，摘下口罩和墨镜后再试。' },
  IDENTITY_MISMATCH: { title: '姓名与证件号码不一致', text: '请对照身份证检查后重新填写。' },
}

const enFailures: Record<Reason, Failure> = {
  FACE_MISMATCH: {
    title: 'Not the same person',
    text: 'The face does not match the identity. The person must do it.',
  },
  FACE_CANCELLED: {
    title: 'You cancelled the face check',
    text: 'Nothing was submitted. You can fill in the form and start again.',
  },
  FACE_UNAVAILABLE: {
    title: 'The face check is unavailable',
    text: 'There is no camera, or the service is down. Use another device or try later.',
  },
  FACE_FAILED: {
    title: 'The face check did not pass',
    text: 'Face the camera in good light, without mask or sunglasses.',
  },
  IDENTITY_MISMATCH: {
    title: 'Name and ID number do not match',
    text: 'Compare with the ID card and enter them again.',
  },
}

export const realNameTexts = defineTexts(
  {
    title: '个人实名认证',
    headline: '确认您的身份',
    why: '签署前需核实一次，信息须与身份证一致。',
    waiting: (name: string) => `有一份合同等您签署：${name}`,
    docType: '证件类型',
    idCard: '居民身份证',
    name: '姓名',
    nameHint: '身份证上的姓名',
    nameWrong: '请输入证件上的姓名',
    idNumber: '证件号码',
    idNumberHint: '18 位身份证号码',
    idNumberWrong: '请输入 18 位身份证号码',
    phone: '手机号',
    phoneVerified: '已验证',
    consents: '授权与同意',
    general: '同意以下协议',
    sensitive: '单独同意处理我的证件号码与人脸信息，仅用于核实本人身份和申领签名证书。',
    consentMissing: '请阅读并勾选两项同意',
    start: '开始人脸识别',
    waitTitle: '等待人脸识别结果',
    waitText: '请在打开的页面完成人脸识别，完成后这里会自动继续。',
    waitCopied: '链接已复制，请在浏览器中打开并完成人脸识别，这里会自动继续。',
    openAgain: '打开人脸识别页面',
    cancel: '重新填写',
    failed: zhFailures,
    again: '重新识别',
    doneTitle: '实名认证已完成',
    doneText: '之后签署合同不必再次填写证件信息。',
    simulated: '本次为模拟核验，仅供演示。',
    go: '继续',
    already: '您已完成实名认证',
    expiredTitle: '认证已超时',
    expiredText: '没有在 10 分钟内完成人脸识别，请重新开始。',
  },
  {
    title: 'Real-name verification',
    headline: 'Confirm who you are',
    why: 'Once before you sign. The data must be those of your ID card.',
    waiting: (name: string) => `A contract waits for you: ${name}`,
    docType: 'Document',
    idCard: 'Resident ID card',
    name: 'Name',
    nameHint: 'as on the ID card',
    nameWrong: 'Enter the name as on the document',
    idNumber: 'ID number',
    idNumberHint: '18 characters',
    idNumberWrong: 'Enter the ID number of 18 characters',
    phone: 'Mobile',
    phoneVerified: 'Verified',
    consents: 'Consent',
    general: 'I accept the following agreements',
    sensitive:
      'I consent separately to the use of my ID number and face, only to verify my identity and to obtain a signing certificate.',
    consentMissing: 'Please read and tick both consents',
    start: 'Start the face check',
    waitTitle: 'Waiting for the face check',
    waitText: 'Finish the face check on the page that opened. This page goes on by itself.',
    waitCopied: 'The link was copied. Open it in a browser and finish there; this page goes on by itself.',
    openAgain: 'Open the face check',
    cancel: 'Enter again',
    failed: enFailures,
    again: 'Check again',
    doneTitle: 'Your identity is verified',
    doneText: 'You will not have to enter these data again.',
    simulated: 'This was a simulated check, for demonstration only.',
    go: 'Continue',
    already: 'You are already verified',
    expiredTitle: 'The check has timed out',
    expiredText: 'The face check was not finished within 10 minutes. Please start again.',
  },
)
