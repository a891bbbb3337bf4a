import { defineTexts } from '@/locales/texts'

interface Agreement {
  name: string
  paragraphs: readonly string[]
}

/** What people agree to. The operator of an installation replaces the texts with its own where the law demands more. */
export const agreements = defineTexts<Record<'terms' | 'privacy' | 'certificate', Agreement>>(
  {
    terms: {
      name: '用户服务协议',
      paragraphs: [
        '签立由部署它的单位运营，用于发起、签署、保管和验证电子合同。使用本服务即表示您同意以下约定。',
        '您以手机号登录，以真实姓名签署。账号、验证码和签署密码只由您本人使用；以您的身份完成验证后作出的签署，视为您本人的签署。',
        '合同内容由签署各方负责。签署前请完整阅读；签署完成后不能撤回，变更或解除须由各方另行约定。',
        '企业成员代表企业签署时，应当取得企业的授权。企业对其授权成员使用企业印章的行为负责。',
        '您不得利用本服务订立法律禁止以电子形式订立的文件，也不得冒用他人身份。',
        '签署完成的合同和存证记录可以随时下载。因不可抗力或外部服务中断造成的延误，运营方会及时告知并保留已完成的内容。',
      ],
    },
    privacy: {
      name: '隐私政策',
      paragraphs: [
        '我们只收集完成签署所必需的信息：手机号、姓名、证件号码、人脸核身结果、签名笔迹、签署时间和网络地址。',
        '证件号码和手机号加密保存，页面上只显示掩码；人脸影像由核身服务方处理，我们只保存核身结果。',
        '这些信息用于核实身份、申领签名证书、形成存证记录，以及在您与他人发生争议时证明签署事实，不用于其他目的。',
        '您参与的合同各方可以看到您的姓名和掩码后的手机号。除法律要求外，我们不会把您的信息提供给其他人。',
        '您可以查询、更正个人信息，也可以申请注销账号；已签署的合同和存证记录依法须保存的除外。',
      ],
    },
    certificate: {
      name: '数字证书使用协议',
      paragraphs: [
        '签署时，系统为您申领一张一次性的数字证书，绑定本次合同和文件摘要，有效期不超过 24 小时。',
        '证书载明您的姓名，不含证件号码和手机号。私钥由系统的密钥服务保管，仅在您完成身份验证后使用一次。',
        '您应当保证申领时提供的身份信息真实、准确。信息有误的，签署可能无效，并由提供者承担责任。',
        '签名、时间戳和证书一并写入文件，任何人都可以用常见的 PDF 阅读器验证文件在签署后有没有被改动。',
      ],
    },
  },
  {
    terms: {
      name: 'Terms of service',
      paragraphs: [
        'Qianli is run by the organization that installed it, to send, sign, keep and verify electronic contracts. By using it you agree to the following.',
        'You sign in with your mobile number and sign under your real name. Account, codes and signing password are yours alone; what is signed after your identity was verified counts as signed by you.',
        'The parties are responsible for what a contract says. Read it fully before signing. A signature cannot be withdrawn; changes and terminations need another agreement of the parties.',
        'Whoever signs for a company must be authorized by it. The company answers for the use of its seals by the members it authorized.',
        'Do not use the service for documents that the law does not allow in electronic form, nor under the identity of somebody else.',
        'Signed contracts and their evidence can be downloaded at any time. If an outside service fails, you are told, and what was done is kept.',
      ],
    },
    privacy: {
      name: 'Privacy policy',
      paragraphs: [
        'We collect only what signing needs: mobile number, name, ID number, result of the face check, handwriting of the signature, time and network address.',
        'ID number and mobile number are stored encrypted and shown masked. Pictures of faces stay with the provider of the check; we keep the result.',
        'The data serve to verify identities, to obtain signing certificates, to form evidence, and to prove a signature in a dispute. They serve nothing else.',
        'The parties of your contracts see your name and your masked mobile number. Nobody else gets your data unless the law demands it.',
        'You may see and correct your data and ask for your account to be closed; signed contracts and evidence are kept as long as the law requires.',
      ],
    },
    certificate: {
      name: 'Certificate agreement',
      paragraphs: [
        'When you sign, a certificate for one use is obtained for you. It is bound to this contract and the digest of the file and is valid for at most 24 hours.',
        'It states your name, and neither ID number nor mobile number. The key stays in the key service and is used once, after you verified your identity.',
        'The identity data you give must be true. With wrong data a signature may be void, and whoever gave them is liable.',
        'Signature, time stamp and certificate become part of the file. Anybody can check with a usual PDF reader whether it was changed afterwards.',
      ],
    },
  },
)

export type AgreementKind = keyof (typeof agreements)['zh']
