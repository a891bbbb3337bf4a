import type { Finding, SignatureReport, Text, Verdict } from './report'

/**
 * The answer in one sentence, for the first line of what people read. `intact` speaks of the file alone: when nobody
 * vouches for the names in it, the same line says so, because anybody can make a certificate with any name.
 */
export function summarise(
  verdict: Verdict,
  signatures: readonly SignatureReport[],
  findings: readonly Finding[],
): Text {
  switch (verdict) {
    case 'intact':
      return intact(signatures.filter((one) => one.integrity !== 'empty'))
    case 'tampered':
      return because(
        ['文件被改动，请勿信任', 'The file was tampered with, do not rely on it'],
        findings,
        verdict,
      )
    case 'indeterminate':
      return because(
        ['无法确定文件是否完整', 'It cannot be told whether the file is intact'],
        findings,
        'doubt',
      )
    case 'unsigned':
      return { zh: '文件没有签名。', en: 'The file is not signed.' }
    case 'unreadable':
      return { zh: '文件无法读取。', en: 'The file cannot be read.' }
  }
}

function because(
  [zh, en]: [string, string],
  findings: readonly Finding[],
  severity: Finding['severity'],
): Text {
  const reason = findings.find((finding) => finding.severity === severity)?.text
  return reason
    ? { zh: `${zh}。${reason.zh}。`, en: `${en}: ${reason.en}.` }
    : { zh: `${zh}。`, en: `${en}.` }
}

function intact(signatures: readonly SignatureReport[]): Text {
  const remarks = DOUBTS.flatMap(([statuses, zh, en]) => {
    const names = namesOf(signatures.filter((one) => statuses.includes(one.trust.status)))
    return names ? [{ zh: zh.replace('%', () => names.zh), en: en.replace('%', () => names.en) }] : []
  })
  if (remarks.length === 0)
    return {
      zh: '文件完整：签名有效，签署后未被改动，签署者身份由受信任的机构证明。',
      en: 'The file is intact: the signatures hold, nothing was changed after signing, and trusted authorities vouch for the signers.',
    }
  return {
    zh: `文件完整：签名有效，签署后未被改动；但${remarks.map(({ zh }) => zh).join('；')}。`,
    en: `The file is intact: the signatures hold and nothing was changed after signing. But ${remarks.map(({ en }) => en).join('; ')}.`,
  }
}

type Status = SignatureReport['trust']['status']

/** The gravest first. */
const DOUBTS: readonly [readonly Status[], zh: string, en: string][] = [
  [['revoked'], '%的证书在签署前已被吊销', 'the certificate of % had been revoked before signing'],
  [['invalid'], '%的证书不成立', 'the certificate of % does not hold'],
  [['expired'], '%的证书在签署时不在有效期内', 'the certificate of % was not valid at the time of signing'],
  [
    ['unknown-root', 'incomplete', 'no-certificate'],
    '%的身份未经证实，证书颁发者未知（任何人都可以自制此类证书）',
    'nobody known here vouches for the identity of %: the issuer of the certificate is unknown (anybody can make such a certificate)',
  ],
]

const MAX_NAMES = 3

function namesOf(signatures: readonly SignatureReport[]): Text | null {
  if (signatures.length === 0) return null
  const known = signatures.map((one) => one.signer?.name ?? '').filter(Boolean)
  const names = [...new Set(known)]
  if (names.length === 0) return { zh: '签署者', en: 'the signer' }
  const shown = names.slice(0, MAX_NAMES)
  const more = names.length > MAX_NAMES
  return {
    zh: shown.map((one) => `“${one}”`).join('、') + (more ? `等 ${names.length} 方` : ''),
    en: shown.map((one) => `"${one}"`).join(', ') + (more ? ` and ${names.length - MAX_NAMES} more` : ''),
  }
}
