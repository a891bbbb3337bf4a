import type { Change, ChangeKind } from './changes/change'
import { fieldInWords, subjectInWords } from './plain-words'
import type { Text } from './report'

const CHANGES: Record<ChangeKind, [zh: string, en: string]> = {
  'signature-added': ['签名域“%”签署', 'field "%" was signed'],
  'time-stamp-added': ['加盖文档时间戳“%”', 'document time stamp "%" was added'],
  'signature-field-added': ['新增空白签名域“%”', 'empty signature field "%" was added'],
  'field-filled': ['填写了控件“%”', 'field "%" was filled'],
  'field-changed': ['已有内容的控件“%”被改动', 'field "%" that already had content was changed'],
  'validation-data-added': [
    '补充了验证资料（证书、吊销信息）',
    'validation data (certificates, revocation) was added',
  ],
  'metadata-changed': ['更新了文档属性', 'document properties were updated'],
  'structure-changed': ['更新了供朗读软件使用的结构标记', 'structure tags for screen readers were updated'],
  'form-changed': ['表单设置被改动（%）', 'form settings were changed (%)'],
  'form-removed': ['表单连同签名域被移除', 'the form with its signature fields was removed'],
  'field-added': ['新增了表单控件“%”', 'form field "%" was added'],
  'field-removed': ['表单控件“%”被移除', 'form field "%" was removed'],
  'signed-field-changed': ['已签署的签名域“%”被改动', 'signed field "%" was changed'],
  'signature-changed': ['签名域“%”的签名数据被替换', 'the signature data of field "%" was replaced'],
  'annotation-added': ['页面上新增了批注或覆盖物（%）', 'an annotation or overlay was added (%)'],
  'annotation-changed': ['批注被改动（%）', 'an annotation was changed (%)'],
  'annotation-removed': ['批注被移除（%）', 'an annotation was removed (%)'],
  'page-content-changed': ['页面内容被改动（%）', 'page content was changed (%)'],
  'page-changed': ['页面属性被改动（%）', 'page properties were changed (%)'],
  'pages-changed': ['页面被增删或调换（%）', 'pages were added, removed or reordered (%)'],
  'catalog-changed': ['文档级设置被改动（%）', 'document-level settings were changed (%)'],
  'object-stream-replaced': ['文件内部的一整块数据被替换', 'a whole block of inner data was replaced'],
  'missing-object-defined': [
    '签署时缺失的内容后来被补上',
    'content that was missing at signing was supplied later',
  ],
  'object-unreadable': ['部分内容变得无法读取', 'part of the content can no longer be read'],
  'structure-broken': ['文件结构被破坏', 'the structure of the file was broken'],
  'not-analysed': ['改动过大或已加密，未能分析', 'the update is too large or encrypted and was not analysed'],
}

const OTHERS = {
  'first-saved': ['文件初稿', 'the document as first saved'],
  'saved-before-signing': ['签署前再次保存', 'saved again before any signature'],
  'not-pdf': ['不是 PDF 文件', 'not a PDF file'],
  'file-empty': ['文件为空', 'the file is empty'],
  unreadable: ['文件无法读取', 'the file cannot be read'],
  repaired: [
    '文件的内部目录已损坏，修复后读取',
    'the inner index of the file is damaged; it was read after repair',
  ],
  encrypted: [
    '文件已加密，但打开不需密码：已解密后核对',
    'the file is encrypted but opens without a password: it was decrypted and checked',
  ],
  'password-needed': [
    '文件需要密码才能打开，内容未能核对',
    'the file needs a password to open; its content could not be checked',
  ],
  'encryption-unknown': [
    '文件的加密方式无法处理，内容未能核对',
    'the file is encrypted in a way that cannot be read; its content could not be checked',
  ],
  'pages-unreadable': ['部分页面无法读取', 'some pages cannot be read'],
  'hash-differs': ['文件与平台保存的哈希不一致', 'the file differs from the hash kept by the platform'],
  'signatures-missing': ['签名数量少于应有数量（%）', 'fewer signatures than there must be (%)'],
  'signatures-extra': [
    '签名数量多于应有数量（%）：有人在此之后加签',
    'more signatures than there must be (%): somebody has signed since',
  ],
  'earlier-revision': [
    '文件停在较早的版本：自身完整，但之后的签署被截去（%）',
    'the file ends at an earlier revision: whole in itself, but later signatures were cut off (%)',
  ],
  'signature-empty': ['签名域“%”的签名为空', 'the signature in field "%" is empty'],
  'signature-emptied': ['签名“%”的数据被清空', 'the data of signature "%" was wiped out'],
  'signature-orphaned': [
    '签名已不在表单中，疑被移除',
    'a signature is no longer part of the form: it was removed',
  ],
  'form-encrypted': [
    '表单已加密，无法确认签名是否仍在其中',
    'the form is encrypted: whether it still names the signature cannot be told',
  ],
  'signature-duplicate': [
    '同一签名用在了多个签名域中（%）',
    'the same signature is used in several fields (%)',
  ],
  'embedded-signatures': [
    '附件中另有签名文件，未计入',
    'an attachment carries signatures of its own; not counted',
  ],
  'byte-range-missing': ['签名没有写明所覆盖的范围', 'the signature does not say what it covers'],
  'byte-range-malformed': [
    '签名没有正确写明所覆盖的范围',
    'the signature does not properly say what it covers',
  ],
  'byte-range-beyond-file': [
    '签名覆盖范围超出文件：文件被截断',
    'the signed range ends beyond the file: it was cut',
  ],
  'byte-range-start': ['签名没有从文件开头覆盖', 'the signed range does not begin with the file'],
  'gap-mismatch': [
    '签名之外还留有不受签名保护的内容',
    'something beside the signature itself was left out of what was signed',
  ],
  'contents-missing': ['签名数据缺失', 'the signature data is missing'],
  'contents-not-hex': ['签名数据中夹有其他字符', 'the signature data has foreign characters'],
  'contents-empty': ['签名数据为空', 'the signature data is empty'],
  'duplicate-keys': [
    '签名记录中同一项写了两次，不同软件会读出不同内容',
    'an entry of the signature record is given twice: programs would read it differently',
  ],
  'digest-mismatch': ['签名覆盖的内容被改动', 'the signed content was changed'],
  'signature-invalid': ['签名值无效', 'the signature value is invalid'],
  'certificate-missing': ['缺少签名者证书，无法验证', 'the signer certificate is missing; cannot be checked'],
  'certificate-swapped': ['签名者证书被替换', 'the signer certificate was replaced'],
  'certificate-forged': ['签名者证书与颁发者不符', 'the signer certificate was not made by its issuer'],
  'algorithm-unknown': [
    '签名采用了无法识别的算法，无法验证',
    'the signature uses an algorithm that is not known here; it cannot be checked',
  ],
  'attributes-missing': [
    '签名缺少把它与文件绑定的数据',
    'the signature lacks the data that ties it to the document',
  ],
  'not-a-signature': ['签名数据无法解析', 'the signature data cannot be read'],
  'bytes-after-signature': [
    '签名数据之后还有其他内容，它们不受签名保护',
    'behind the signature data stand other bytes that nobody signed',
  ],
  'content-mismatch': ['签名所签的不是本文件', 'the signature signs something other than this file'],
  'imprint-mismatch': ['时间戳与文件内容不符', 'the time stamp does not fit the content'],
  'not-a-time-stamp': ['时间戳无法解析', 'the time stamp cannot be read'],
  'time-stamp-broken': ['签名时间戳无效', 'the signature time stamp is invalid'],
  'time-stamp-unchecked': ['签名时间戳无法验证', 'the signature time stamp cannot be checked'],
  'time-stamp-purpose': [
    '时间戳证书没有时间戳用途',
    'the time-stamp certificate is not meant for time stamps',
  ],
  'weak-digest': ['使用了不再安全的摘要算法', 'a digest algorithm is used that is no longer safe'],
  'digest-unusual': [
    '签名采用的摘要算法与其签名算法的标准搭配不同，但核对无误',
    'the signature uses another digest than its algorithm prescribes; the check itself holds',
  ],
  'not-at-revision-end': [
    '签名没有覆盖到签署时的文件末尾',
    'the signature does not cover the file up to its end at the time of signing',
  ],
  'signed-revision-unreadable': ['签署时的那一版文件无法读取', 'the file as it was signed cannot be read'],
  'revision-bypassed': [
    '后来的版本绕过了已签署的版本：读者看到的不是所签的内容',
    'a later version skips the signed one: readers do not see what was signed',
  ],
  'bytes-after-end': ['文件末尾之后有不属于文件的内容', 'there are bytes behind the end of the file'],
  'damaged-as-signed': [
    '文件在签署时已损坏，内容无法确认',
    'the file was damaged when it was signed; its content is uncertain',
  ],
  'changed-after-signing': ['签署之后：%', 'after signing: %'],
  'added-signature-invalid': [
    '签署之后加上的签名不成立：%',
    'after signing, a signature was added that does not hold: %',
  ],
  'filled-without-signature': [
    '签署之后有未经签名的填写：%',
    'after signing, without a signature covering it: %',
  ],
  'field-locked': ['签名锁定的控件被改动：%', 'a field locked by a signature was changed: %'],
  'not-permitted': ['签署者已禁止的改动：%', 'a change that the signer has forbidden: %'],
  'not-analysed': ['后续改动未能分析：%', 'later changes could not be analysed: %'],
  'check-failed': [
    '检查过程中遇到无法处理的内容，未能得出结论',
    'the file holds something that the check could not deal with; there is no conclusion',
  ],
  'limit-reached': ['超出检查的时间或内存限制', 'checking exceeded its limit of time or memory'],
} as const satisfies Record<string, readonly [string, string]>

export type FindingCode = keyof typeof OTHERS

const fill = ([zh, en]: readonly [string, string], zhSubject: string, enSubject = zhSubject): Text => {
  // An empty subject leaves no empty brackets or quotes behind.
  const put = (text: string, subject: string) =>
    subject === ''
      ? text.replace(/（[^（）%]*“?%”?）| \([^()%]*"?%"?\)|“%”| "%"|%/g, '')
      : text.replace('%', () => subject)
  return { zh: put(zh, zhSubject), en: put(en, enSubject) }
}

/** What a finding says to people. */
export const findingText = (code: FindingCode, subject: string | Text): Text =>
  typeof subject === 'string' ? fill(OTHERS[code], subject) : fill(OTHERS[code], subject.zh, subject.en)

/** What a change says to people. */
export function changeText(change: Change): Text {
  const { kind, page } = change
  const thing = subjectInWords(change)
  if (page === undefined) return fill(CHANGES[kind], thing.zh, thing.en)
  return fill(
    CHANGES[kind],
    [`第 ${page} 页`, thing.zh].filter(Boolean).join('，'),
    [`page ${page}`, thing.en].filter(Boolean).join(', '),
  )
}

/** The same with the state of the file that brought it; `revision` counts from 0. */
export function changeInRevision(change: Change, revision: number): Text {
  const { zh, en } = changeText(change)
  return { zh: `第 ${revision + 1} 版中${zh}`, en: `in revision ${revision + 1}, ${en}` }
}

/** A signing act with the name of who did it. */
export function signedText(kind: 'signature-added' | 'time-stamp-added', name: string, field: string): Text {
  const { zh, en } = fieldInWords(field)
  return kind === 'signature-added'
    ? fill([`${name} 签署（签名域“%”）`, `${name} signed (field "%")`], zh, en)
    : fill([`${name} 加盖文档时间戳（“%”）`, `${name} added a document time stamp ("%")`], zh, en)
}
