import type { ChipTone } from '@/components/ui/status-chip'
import type { AuthMethod } from '#types/identity'
import type { ViewerLabel } from '#types/contract'
import { defineTexts } from './texts'

/** Words for what a contract is to its reader. */
export const contractWords = defineTexts(
  {
    label: {
      APPROVAL: '待审批',
      MINE_TO_CLAIM: '待我领取',
      OTHERS_TO_CLAIM: '待他人领取',
      MINE_TO_FILL: '待我填写',
      OTHERS_TO_FILL: '待他人填写',
      MINE_TO_SIGN: '待我签署',
      OTHERS_TO_SIGN: '待他人签署',
      COMPLETED: '已完成',
      REJECTED: '已拒签',
      REVOKED: '已撤销',
      EXPIRED: '已过期',
      SETTLED: '已结清',
      RELEASED: '已解除',
      DRAFT: '草稿',
    } satisfies Record<ViewerLabel, string>,
    auth: { face: '人脸识别', captcha: '短信验证码', password: '签署密码' } satisfies Record<
      AuthMethod,
      string
    >,
    and: '、',
    dot: ' · ',
    deadline: (when: string) => `${when} 截止`,
    left: (time: string) => `还剩 ${time}`,
    completedAt: (when: string) => `${when} 完成`,
    refusedAt: (when: string) => `${when} 拒签`,
    revokedAt: (when: string) => `${when} 撤销`,
    expiredAt: (when: string) => `${when} 到期`,
    startedAt: (when: string) => `${when} 发起`,
    startedBy: (name: string) => `${name} 发起`,
    toSign: '去签署',
    toSeal: '去盖章',
    andMore: (names: string, count: number) => `${names}等 ${count} 方`,
  },
  {
    label: {
      APPROVAL: 'In approval',
      MINE_TO_CLAIM: 'Mine to claim',
      OTHERS_TO_CLAIM: 'Others to claim',
      MINE_TO_FILL: 'Mine to fill in',
      OTHERS_TO_FILL: 'Others to fill in',
      MINE_TO_SIGN: 'Mine to sign',
      OTHERS_TO_SIGN: 'Others to sign',
      COMPLETED: 'Completed',
      REJECTED: 'Refused',
      REVOKED: 'Revoked',
      EXPIRED: 'Expired',
      SETTLED: 'Settled',
      RELEASED: 'Terminated',
      DRAFT: 'Draft',
    },
    auth: { face: 'Face check', captcha: 'SMS code', password: 'Signing password' },
    and: ', ',
    dot: ' · ',
    deadline: (when: string) => `Due ${when}`,
    left: (time: string) => `${time} left`,
    completedAt: (when: string) => `Completed ${when}`,
    refusedAt: (when: string) => `Refused ${when}`,
    revokedAt: (when: string) => `Revoked ${when}`,
    expiredAt: (when: string) => `Expired ${when}`,
    startedAt: (when: string) => `Sent ${when}`,
    startedBy: (name: string) => `Sent by ${name}`,
    toSign: 'Sign',
    toSeal: 'Seal',
    andMore: (names: string, count: number) => `${names} and others (${count})`,
  },
)

/** Shape and colour of each label; the word always stands beside it. */
export const labelTone: Record<ViewerLabel, ChipTone> = {
  APPROVAL: 'info',
  MINE_TO_CLAIM: 'wait',
  OTHERS_TO_CLAIM: 'wait',
  MINE_TO_FILL: 'wait',
  OTHERS_TO_FILL: 'wait',
  MINE_TO_SIGN: 'wait',
  OTHERS_TO_SIGN: 'wait',
  COMPLETED: 'done',
  REJECTED: 'refused',
  REVOKED: 'ended',
  EXPIRED: 'ended',
  SETTLED: 'done',
  RELEASED: 'ended',
  DRAFT: 'info',
}
