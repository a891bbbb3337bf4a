/**
 * The one catalogue of refusals: code, Chinese and English message. `{name}` is filled from the refusal's params.
 * Codes follow the specification (`E:CODE`). A refusal changes nothing.
 */
export const errorCatalogue = {
  // kernel
  INTERNAL: {
    zh: '系统开小差了，操作未生效，请稍后重试',
    en: 'Something went wrong on our side. Nothing was changed; please try again.',
  },
  INPUT_INVALID: { zh: '填写的内容不正确：{field}', en: 'Some of the input is not valid: {field}' },
  ACTION_UNKNOWN: { zh: '没有这个操作', en: 'There is no such action.' },
  KEY_REQUIRED: {
    zh: '缺少请求编号，请刷新后重试',
    en: 'The request key is missing. Refresh and try again.',
  },
  KEY_REUSED: {
    zh: '请求编号已用于另一个操作',
    en: 'This request key was already used for another request.',
  },
  BUSY: {
    zh: '操作的人太多，请稍后再试',
    en: 'Too much is happening at once. Please try again in a moment.',
  },
  PAYLOAD_TOO_BIG: { zh: '提交的内容过大', en: 'The request is too large.' },
  CSRF: { zh: '页面已过期，请刷新后重试', en: 'This page is out of date. Refresh and try again.' },
  // identity
  SIGN_IN_REQUIRED: { zh: '请先登录', en: 'Please sign in first.' },
  REAL_NAME_REQUIRED: { zh: '请先完成实名认证', en: 'Please verify your identity first.' },
  NO_PERMISSION: { zh: '您没有权限进行此操作', en: 'You are not allowed to do this.' },
  NOT_FOUND: { zh: '内容不存在或您无权查看', en: 'It does not exist, or you may not see it.' },
  PHONE_INVALID: { zh: '请输入正确的手机号', en: 'Enter a valid mobile number.' },
  CAPTCHA_WRONG: { zh: '验证码错误，还可尝试 {triesLeft} 次', en: 'Wrong code. {triesLeft} tries left.' },
  CAPTCHA_EXPIRED: { zh: '验证码已过期，请重新获取', en: 'The code has expired. Request a new one.' },
  CAPTCHA_TOO_SOON: {
    zh: '请 {seconds} 秒后再获取验证码',
    en: 'Wait {seconds} seconds before requesting another code.',
  },
  CAPTCHA_LIMIT: {
    zh: '今日获取验证码次数过多，请明天再试',
    en: 'Too many codes were requested today. Try again tomorrow.',
  },
  WECHAT_UNAVAILABLE: {
    zh: '微信暂时无法提供手机号，请稍后重试或使用短信验证码',
    en: 'WeChat cannot give the mobile number right now. Try again later or use a text message code.',
  },
  SMS_FAILED: { zh: '短信发送失败，请稍后重试', en: 'The text message could not be sent. Try again later.' },
  CONSENT_REQUIRED: { zh: '请先阅读并同意相关协议', en: 'Please read and accept the agreements first.' },
  NAME_INVALID: { zh: '请输入证件上的姓名', en: 'Enter the name as on the document.' },
  DOC_NUMBER_INVALID: { zh: '身份证号码不正确', en: 'The ID number is not valid.' },
  AGE_NOT_ALLOWED: { zh: '年龄不符合签署要求', en: 'The age does not meet the requirements for signing.' },
  ALREADY_VERIFIED: { zh: '您已完成实名认证', en: 'You are already verified.' },
  IDENTITY_TAKEN: {
    zh: '该身份已被其他账号认证',
    en: 'This identity is already verified on another account.',
  },
  IDENTITY_MISMATCH: { zh: '姓名与证件号码不一致', en: 'The name and the ID number do not match.' },
  FACE_FAILED: { zh: '人脸识别未通过', en: 'The face check did not pass.' },
  FACE_MISMATCH: {
    zh: '人脸比对不一致，请本人操作',
    en: 'The face does not match. The person must do this in person.',
  },
  FACE_CANCELLED: { zh: '您已取消人脸识别', en: 'You cancelled the face check.' },
  FACE_UNAVAILABLE: {
    zh: '人脸识别服务暂不可用，请稍后重试或改用其他方式',
    en: 'The face check is unavailable. Try again later or use another way.',
  },
  FACE_LIMIT: {
    zh: '人脸识别次数过多，请 {hours} 小时后再试',
    en: 'Too many face checks. Try again in {hours} hours.',
  },
  PWD_FORMAT: { zh: '签署密码为 6 位数字', en: 'The signing password has 6 digits.' },
  PWD_REPEAT: { zh: '两次输入的密码不一致', en: 'The two passwords differ.' },
  PWD_MISSING: { zh: '您还没有设置签署密码', en: 'You have not set a signing password yet.' },
  PWD: { zh: '签署密码错误，还可尝试 {triesLeft} 次', en: 'Wrong password. {triesLeft} tries left.' },
  PWD_LOCKED: {
    zh: '密码错误次数过多，请 {minutes} 分钟后再试或重置密码',
    en: 'Too many wrong tries. Wait {minutes} minutes or reset the password.',
  },
  CHALLENGE_INVALID: {
    zh: '身份验证已失效，请重新验证',
    en: 'The verification is no longer valid. Verify again.',
  },
  CHALLENGE_PENDING: { zh: '身份验证尚未完成', en: 'The verification is not finished yet.' },
  MEMBER_INVALID: {
    zh: '该成员未加入企业或已离职',
    en: 'This person is not an active member of the organization.',
  },
  SUITE_UNAVAILABLE: {
    zh: '本系统使用的外部证书或时间戳服务不支持国密签名',
    en: 'The outside certificate or time-stamp service used here does not support SM2/SM3 signatures.',
  },
  // seal
  SEAL_RIGHT: { zh: '您没有该印章的使用权限', en: 'You may not use this seal.' },
  SEAL_DISABLED: { zh: '该印章已停用', en: 'This seal is disabled.' },
  SEAL_TYPE: { zh: '该位置不能使用这种印章', en: 'This kind of seal cannot be used here.' },
  SIGNATURE_EMPTY: { zh: '请先手写签名', en: 'Please write your signature first.' },
  NAME_GLYPH: {
    zh: '字库缺少“{char}”，请使用手写签名',
    en: 'The fonts lack “{char}”. Please write the signature by hand.',
  },
  SIGNING_UNAVAILABLE: {
    zh: '证书或时间戳服务暂不可用，请稍后重试，无需重新验证',
    en: 'The certificate or time-stamp service is unavailable. Try again in a moment; your verification stays valid.',
  },
  // upload and document
  FILE_TYPE: {
    zh: '不支持此类文件，请上传 PDF、Word、Excel、TXT 或图片（PNG、JPG、BMP）',
    en: 'This kind of file is not supported. Upload a PDF, Word, Excel or text file, or a PNG, JPG or BMP image.',
  },
  FILE_TOO_BIG: { zh: '文件超过 {max} MB', en: 'The file is larger than {max} MB.' },
  FILE_UNREADABLE: {
    zh: '文件已损坏或为空，无法读取',
    en: 'The file is damaged or empty and cannot be read.',
  },
  FILE_LOCKED: {
    zh: '文件已加密，请解除密码后重新上传',
    en: 'The file is protected by a password. Remove it and upload again.',
  },
  FILE_SIGNED: {
    zh: '文件已有电子签名，添加签署区会使其失效，请上传未签名的文件',
    en: 'The file already carries signatures that adding fields would break. Upload an unsigned file.',
  },
  // conversion of an upload to PDF
  FILE_EMPTY: { zh: '文件没有内容', en: 'The file has no content.' },
  FILE_TOO_COMPLEX: {
    zh: '文件过于复杂，无法转换，请另存为 PDF 后上传',
    en: 'The file is too complex to be converted. Save it as PDF and upload that.',
  },
  FILE_TOO_MANY_PAGES: { zh: '文件页数过多，无法转换', en: 'The file has too many pages.' },
  FILE_CHANGES: {
    zh: '文件中有未处理的修订，请在 Word 中接受或拒绝全部修订后重新上传',
    en: 'The file holds tracked changes. Accept or reject all of them in Word and upload it again.',
  },
  FILE_UNDRAWABLE: {
    zh: '文件中有无法转换的内容（{detail}），请另存为 PDF 后上传',
    en: 'The file holds content that cannot be converted ({detail}). Save it as PDF and upload that.',
  },
  FILE_CHARACTERS: {
    zh: '文件中有无法显示的字符：{detail}，请修改或另存为 PDF 后上传',
    en: 'The file holds characters that no font here has: {detail}. Change them, or save it as PDF and upload that.',
  },
  FILE_UNSUPPORTED: {
    zh: '暂不支持转换此格式（{detail}），请另存为 PDF 后上传',
    en: 'This format cannot be converted here ({detail}). Save it as PDF and upload that.',
  },
  OFFICE_OLD_FORMAT: {
    zh: '此服务器不能转换 .doc 和 .xls 旧格式，请另存为 .docx、.xlsx 或 PDF 后上传',
    en: 'The old formats .doc and .xls cannot be converted here. Save the file as .docx, .xlsx or PDF and upload that.',
  },
  TEXT_ENCODING: {
    zh: '无法识别文本编码，请另存为 UTF-8 后上传',
    en: 'The encoding of the text is not known. Save it as UTF-8 and upload it again.',
  },
  FORMULA_NO_VALUE: {
    zh: '单元格 {detail} 的公式没有计算结果，请用 Excel 打开并保存后重新上传',
    en: 'The formula in cell {detail} has no stored result. Open the file in Excel, save it and upload it again.',
  },
  SHEET_TOO_LARGE: {
    zh: '工作表“{detail}”过大，请设置打印区域或另存为 PDF 后上传',
    en: 'The sheet “{detail}” is too large. Set a print area, or save it as PDF and upload that.',
  },
  CONVERSION_UNAVAILABLE: {
    zh: '文件转换服务暂不可用，请稍后重试或上传 PDF',
    en: 'Files cannot be converted right now. Try again later or upload a PDF.',
  },
  IMAGES_ONLY: {
    zh: '只有图片可以多个合并为一份文件',
    en: 'Only images can be joined into one document.',
  },
  UPLOAD_INCOMPLETE: { zh: '文件尚未上传完成', en: 'The upload is not complete.' },
  PAGE_OUT_OF_RANGE: { zh: '页码超出范围', en: 'There is no such page.' },
  // contract
  NAME: { zh: '合同名称为 1–200 个字', en: 'The contract name has 1 to 200 characters.' },
  DEADLINE: { zh: '签署截止时间须晚于当前时间', en: 'The signing deadline must be in the future.' },
  NO_SIGNATORY: { zh: '请至少添加一个签署方', en: 'Add at least one signing party.' },
  DUP_SIGNATORY: { zh: '签署方重复：{name}', en: 'This party was added twice: {name}' },
  NO_SIGN_AREA: { zh: '请为“{name}”添加签署区', en: 'Place a sign area for “{name}”.' },
  FIELD_OUTSIDE: { zh: '签署区超出页面', en: 'A sign area lies outside the page.' },
  TOO_MANY_FIELDS: {
    zh: '签署区过多，一份合同最多 {max} 个',
    en: 'There are too many sign areas. One contract has at most {max}.',
  },
  AUTH_EMPTY: { zh: '请至少选择一种签署认证方式', en: 'Choose at least one way to verify the signer.' },
  AUTH_METHOD: { zh: '该签署方不能使用这种认证方式', en: 'This party cannot use that way of verification.' },
  QUOTA: { zh: '合同余额不足，请充值后再发起', en: 'No contract quota is left. Top up before sending.' },
  BAD_STATE: { zh: '合同当前状态不支持此操作', en: 'The state of the contract does not allow this.' },
  NOT_YOUR_TURN: { zh: '还未轮到您签署', en: 'It is not your turn to sign yet.' },
  REASON_REQUIRED: { zh: '请填写 1–200 字的原因', en: 'Give a reason of 1 to 200 characters.' },
  FIELDS_INCOMPLETE: { zh: '还有签署区未完成', en: 'Some sign areas are not done yet.' },
  PHONE_NOT_SIGNER: {
    zh: '当前账号的手机号与签署方不一致',
    en: 'The mobile number of this account is not the one of the signing party.',
  },
  NAME_NOT_SIGNER: {
    zh: '您的实名信息与签署方姓名不一致',
    en: 'Your verified name is not the name of the signing party.',
  },
  EVIDENCE_PENDING: {
    zh: '证据正在生成，请稍后再试',
    en: 'The evidence is still being made. Please try again in a moment.',
  },
  CODE_INVALID: { zh: '链接无效或已失效', en: 'This link is not valid or no longer valid.' },
  RANGE: { zh: '开始时间不能晚于结束时间', en: 'The start must not be after the end.' },
  FILE_HASH: {
    zh: '合同文件校验不一致，已停止操作',
    en: 'The contract file does not match its recorded hash. The operation was stopped.',
  },
} as const satisfies Record<string, { zh: string; en: string }>

export type ErrorCode = keyof typeof errorCatalogue
