import type { Validation } from '#types/verification'
import { defineTexts } from '@/locales/texts'

export const validateTexts = defineTexts(
  {
    title: '合同验签',
    pickTitle: '选择一份已签名的 PDF',
    pickText: '任何平台签署的 PDF 都可以验，看它签署之后有没有被改动。',
    dropText: '把 PDF 拖到这里，或点击选择。任何平台签署的都可以。',
    dropNow: '松开即可验签',
    pick: '选择文件',
    pickChat: '从聊天中选择文件',
    limits: '只支持 PDF，不超过 60 MB。文件验完即删，不会成为合同。',
    answers: '结果只有三种',
    uploading: '正在上传',
    verifying: '正在逐个检查签名…',
    uploadProgress: '上传进度',
    cancel: '取消',
    retry: '重试',
    again: '再验一份',
    result: { intact: '未被篡改', tampered: '已被篡改', failed: '验证失败' } satisfies Record<
      Validation['result'],
      string
    >,
    meaning: {
      intact: '签署之后内容没有变',
      tampered: '与签署时不一样了',
      failed: '没有签名、读不出来，或没有结论',
    } satisfies Record<Validation['result'], string>,
    reason: {
      intact: '签名都完好，签署之后文件内容没有被改动。',
      tampered: '文件与签署时不一致，请不要依据它履约，并向对方索取原件。',
      unsigned: '文件里没有电子签名，因此无从判断有没有被改动。',
      unreadable: '读不出文件里的签名：它可能已损坏、为空，或需要密码才能打开。',
      indeterminate: '检查没有得出结论：既不能证明文件完好，也不能证明它被改动过。',
    } satisfies Record<Validation['verdict'], string>,
    why: '原因',
    noticed: '另外注意到',
    vouched: '签署者的证书都由本系统信任的机构颁发。',
    unvouched: (n: number) =>
      `内容没有变，但有 ${n} 个签名的颁发者不在本系统的信任名单里：签名者是谁，请另行确认。`,
    doubted: (n: number) => `内容没有变，但有 ${n} 个签名的证书本身有问题（见下），请谨慎对待签名者的身份。`,
    signatures: (n: number) => `签名与时间戳 ${n} 个`,
    contract: {
      newest: (name: string) => `这就是本系统的合同“${name}”，与保存的文件完全一致。`,
      earlier: (name: string) =>
        `这是本系统合同“${name}”较早的一版：此后合同又有签署或封存，请以系统里的为准。`,
      different: (name: string) => `文件自称是本系统的合同“${name}”，但与保存的文件不同，请以系统里的为准。`,
    },
    openContract: '查看合同',
    file: '文件',
    fileName: '文件名',
    pages: (n: number) => `${n} 页`,
    size: '大小',
    digest: 'SHA-256',
    checkedAt: '验签时间',
    truncated: '内容太多，这里只列出一部分。',
    pdfOnly: '只能验 PDF 文件，请重新选择。',
    oneOnly: '一次验一份，请只选一个文件。',
    emptyFile: '文件是空的，没有内容可验。',
    lost: '网络断开，没有得到结果。',
  },
  {
    title: 'Validate a contract',
    pickTitle: 'Choose a signed PDF',
    pickText: 'A PDF signed on any platform: see whether it was changed since.',
    dropText: 'Drop the PDF here, or choose it. Any platform may have signed it.',
    dropNow: 'Let go to validate',
    pick: 'Choose file',
    pickChat: 'Choose from a chat',
    limits: 'PDF only, up to 60 MB. The file is deleted once checked and never becomes a contract.',
    answers: 'There are three answers',
    uploading: 'Uploading',
    verifying: 'Checking every signature…',
    uploadProgress: 'Upload',
    cancel: 'Cancel',
    retry: 'Try again',
    again: 'Another file',
    result: { intact: 'Not tampered', tampered: 'Tampered', failed: 'Validation failed' },
    meaning: {
      intact: 'Nothing changed since signing',
      tampered: 'It is not what was signed',
      failed: 'No signature, not readable, or no conclusion',
    },
    reason: {
      intact: 'Every signature holds; the content was not changed after signing.',
      tampered: 'The file is not what was signed. Do not rely on it; ask the other side for the original.',
      unsigned:
        'There is no electronic signature in the file, so there is no telling whether it was changed.',
      unreadable: 'The signatures cannot be read: the file may be damaged, empty, or locked by a password.',
      indeterminate:
        'The check came to no conclusion: neither that the file is whole nor that it was changed is proved.',
    },
    why: 'Why',
    noticed: 'Also noticed',
    vouched: 'All signers have certificates of issuers trusted here.',
    unvouched: (n) =>
      n === 1
        ? 'The content did not change, but the issuer of one signature is not on the list trusted here: confirm in another way who signed.'
        : `The content did not change, but the issuers of ${n} signatures are not on the list trusted here: confirm in another way who signed.`,
    doubted: (n) =>
      n === 1
        ? 'The content did not change, but the certificate of one signature is itself in doubt (see below): be careful about who signed.'
        : `The content did not change, but the certificates of ${n} signatures are themselves in doubt (see below): be careful about who signed.`,
    signatures: (n) => `Signatures and time stamps: ${n}`,
    contract: {
      newest: (name) => `This is the contract “${name}” of this system, the very file that is kept.`,
      earlier: (name) =>
        `This is an earlier state of the contract “${name}” of this system: it was signed or closed since. The one kept here counts.`,
      different: (name) =>
        `The file says it is the contract “${name}” of this system, but differs from the one kept. The one kept here counts.`,
    },
    openContract: 'Open the contract',
    file: 'File',
    fileName: 'Name',
    pages: (n) => (n === 1 ? '1 page' : `${n} pages`),
    size: 'Size',
    digest: 'SHA-256',
    checkedAt: 'Checked',
    truncated: 'There is too much of it; only a part is listed here.',
    pdfOnly: 'Only PDF files can be validated. Choose another one.',
    oneOnly: 'One file at a time, please.',
    emptyFile: 'The file is empty: there is nothing to validate.',
    lost: 'The connection broke off; there is no result.',
  },
)
