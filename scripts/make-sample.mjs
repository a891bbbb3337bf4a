// Makes samples/service-agreement.pdf, the contract of the README's tour: three A4 pages of Chinese text with places to sign.
import fontkit from '@cantoo/fontkit'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { PDFDocument, rgb } from 'pdf-lib'

const require = createRequire(import.meta.url)
const fonts = dirname(require.resolve('@expo-google-fonts/noto-serif-sc/package.json'))
const pdf = await PDFDocument.create()
pdf.registerFontkit(fontkit)
const body = await pdf.embedFont(readFileSync(join(fonts, '400Regular/NotoSerifSC_400Regular.ttf')), {
  subset: true,
})
const bold = await pdf.embedFont(readFileSync(join(fonts, '700Bold/NotoSerifSC_700Bold.ttf')), {
  subset: true,
})
pdf.setTitle('产品设计顾问服务协议')
pdf.setLanguage('zh-CN')

const ink = rgb(0.12, 0.16, 0.22)
const margin = 72
const width = 595.28 - margin * 2
let page
let y

function newPage() {
  page = pdf.addPage([595.28, 841.89])
  y = 841.89 - margin
}

/** Breaks a paragraph into lines; closing punctuation never starts a line. */
function wrap(text, font, size, indent) {
  const lines = []
  let line = indent ? '　　' : ''
  for (const char of text) {
    if (font.widthOfTextAtSize(line + char, size) > width && !'，。；：、）”》'.includes(char)) {
      lines.push(line)
      line = ''
    }
    line += char
  }
  return [...lines, line]
}

function paragraph(text, { font = body, size = 11, lead = 20, indent = true, after = 4 } = {}) {
  for (const line of wrap(text, font, size, indent)) {
    if (y < margin + lead) newPage()
    page.drawText(line, { x: margin, y, size, font, color: ink })
    y -= lead
  }
  y -= after
}

const heading = (text) => paragraph(text, { font: bold, size: 12, indent: false, after: 2 })

newPage()
const title = '产品设计顾问服务协议'
page.drawText(title, {
  x: (595.28 - bold.widthOfTextAtSize(title, 20)) / 2,
  y: y - 10,
  size: 20,
  font: bold,
  color: ink,
})
y -= 56
paragraph('甲方：上海云杉科技有限公司', { indent: false })
paragraph('乙方：王小雨', { indent: false, after: 12 })
paragraph(
  '甲乙双方根据《中华人民共和国民法典》《中华人民共和国电子签名法》及相关法律法规，本着平等自愿、诚实信用的原则，就乙方向甲方提供产品设计顾问服务事宜协商一致，订立本协议。',
)

const clauses = [
  [
    '第一条　服务内容',
    [
      '乙方为甲方的移动端产品提供设计顾问服务，包括用户研究、信息架构、交互设计与视觉规范，具体范围以双方确认的工作说明书为准。',
      '服务期间自本协议生效之日起十二个月。每月服务时间不少于四十小时，乙方可自行安排工作时间与地点。',
    ],
  ],
  [
    '第二条　服务费用',
    [
      '甲方每月向乙方支付服务费人民币贰万捌仟元整（¥28,000.00）。乙方应于每月五日前提交上月工作记录，甲方确认后五个工作日内支付。',
      '除本协议另有约定外，上述费用为含税总价，甲方无须另行支付其他费用。',
    ],
  ],
  [
    '第三条　双方义务',
    [
      '甲方应及时提供完成服务所需的资料、账号与反馈；因甲方原因造成的延误，交付时间相应顺延。',
      '乙方应以合理的专业水准完成服务，不得将服务转包给第三方。',
    ],
  ],
  [
    '第四条　工作成果的交付与验收',
    [
      '乙方按工作说明书约定的节点交付成果。甲方应在收到后七个工作日内提出书面意见，逾期未提出的视为验收通过。',
      '成果不符合约定的，乙方应在合理期限内免费修改。',
    ],
  ],
  [
    '第五条　保密',
    [
      '未经对方书面同意，任何一方不得向第三方披露本协议内容及合作中知悉的商业信息。保密义务在协议终止后两年内继续有效。',
    ],
  ],
  [
    '第六条　知识产权',
    [
      '乙方在本协议项下完成的设计稿、说明文档及其他成果，自甲方付清对应款项之日起归甲方所有，乙方保留署名权。',
    ],
  ],
  [
    '第七条　协议的变更与解除',
    [
      '经双方协商一致，可以书面形式变更或解除本协议。任何一方严重违约，经书面催告后十日内仍未改正的，守约方有权解除本协议。',
    ],
  ],
  [
    '第八条　争议解决',
    ['因本协议引起的争议，双方应友好协商；协商不成的，提交甲方所在地有管辖权的人民法院诉讼解决。'],
  ],
  [
    '第九条　协议的生效',
    [
      '本协议自双方以电子签名方式签署完成之日起生效。双方确认，依法作成的可靠电子签名与手写签名或者盖章具有同等的法律效力。',
    ],
  ],
]
for (const [name, items] of clauses) {
  heading(name)
  items.forEach((text, i) => paragraph(items.length > 1 ? `${i + 1}. ${text}` : text))
}
if (y < 260) newPage()
y -= 12
paragraph('（以下无正文，为签署栏）', { indent: false, after: 18 })
const top = y
const column = (x, rows) =>
  rows.forEach((text, i) =>
    page.drawText(text, { x, y: top - i * 24, size: 11, font: i ? body : bold, color: ink }),
  )
column(margin, ['甲方（盖章）', '上海云杉科技有限公司', '经办人：', '日期：'])
column(330, ['乙方（签名）', '王小雨', '', '日期：'])
pdf.getPages().forEach((p, i, all) => {
  const label = `${i + 1} / ${all.length}`
  p.drawText(label, {
    x: (595.28 - body.widthOfTextAtSize(label, 9)) / 2,
    y: 36,
    size: 9,
    font: body,
    color: rgb(0.41, 0.43, 0.46),
  })
})
pdf.setCreationDate(new Date(Date.UTC(2026, 10, 1)))
pdf.setModificationDate(new Date(Date.UTC(2026, 10, 1)))
mkdirSync('samples', { recursive: true })
writeFileSync('samples/service-agreement.pdf', await pdf.save({ useObjectStreams: false }))
console.log(
  `samples/service-agreement.pdf: ${pdf.getPageCount()} pages, signing block at y = ${Math.round(841.89 - top)} on the last page`,
)
