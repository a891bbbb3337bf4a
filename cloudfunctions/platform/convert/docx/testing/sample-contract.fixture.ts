import { pngFile } from '../../../pdf/image/testing/image-files.fixture'
import {
  cell,
  CHINESE_PAGE,
  CHINESE_STYLES,
  field,
  paragraph,
  picture,
  row,
  run,
  table,
  wordFile,
} from './word-file.fixture'

const CLAUSES = [
  '乙方应当按照本合同附件一所列的技术规格、交付标准与进度要求，完成软件系统的需求调研、方案设计、开发、测试、部署与培训工作，并对交付成果的完整性和可用性负责。',
  '甲方应当在收到乙方书面验收申请之日起10个工作日内组织验收；逾期未组织验收且未提出书面异议的，视为验收合格。验收不合格的，乙方应当在15日内整改并重新提交验收。',
  '任何一方迟延履行合同义务超过30日的，守约方有权以书面通知（包括电子邮件 notice@example.com）解除合同，并要求违约方支付合同总价20%的违约金；违约金不足以弥补损失的，违约方还应当赔偿差额部分。',
  '双方对在合同履行过程中知悉的对方商业秘密（“保密信息”）负有保密义务，未经对方书面同意，不得向任何第三方披露、使用或者允许他人使用，保密期限自本合同生效之日起至保密信息公开之日止。',
]

const TITLES = [
  '合同标的',
  '服务内容与交付',
  '合同价款与支付',
  '验收',
  '双方的权利和义务',
  '知识产权',
  '保密',
  '违约责任',
  '不可抗力',
  '争议解决',
  '通知与送达',
  '其他约定',
]

const level = (index: number, format: string, text: string, ind: string, more = ''): string =>
  `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind ${ind}/></w:pPr></w:lvl>`

const NUMBERING = `<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>${
  level(
    0,
    'chineseCounting',
    '第%1条',
    'w:left="0" w:firstLine="0"',
    '<w:pStyle w:val="1"/><w:suff w:val="space"/>',
  ) +
  level(1, 'decimal', '%1.%2', 'w:left="630" w:hanging="630"', '<w:isLgl/>') +
  level(2, 'chineseCounting', '（%3）', 'w:left="1260" w:hanging="630"') +
  level(3, 'decimalEnclosedCircle', '%4', 'w:left="1680" w:hanging="420"')
}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>`

const STYLES = `${CHINESE_STYLES}
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:next w:val="a"/><w:pPr><w:keepNext/><w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:before="156" w:after="78"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:rFonts w:ascii="黑体" w:hAnsi="黑体" w:eastAsia="黑体"/><w:b/><w:sz w:val="24"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Body"><w:name w:val="Body Text Indent"/><w:basedOn w:val="a"/><w:pPr><w:spacing w:line="360" w:lineRule="auto"/><w:ind w:firstLineChars="200" w:firstLine="420"/></w:pPr></w:style>
<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4"/><w:left w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="4"/><w:right w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders></w:tblPr></w:style>`

const clause = (text: string, ilvl: number): string =>
  paragraph(
    text,
    `<w:numPr><w:ilvl w:val="${ilvl}"/><w:numId w:val="1"/></w:numPr><w:spacing w:line="360" w:lineRule="auto"/>`,
  )

const blank = (length: number): string => run(' '.repeat(length), '<w:u w:val="single"/>')

function clauses(): string {
  return TITLES.map((title, index) => {
    const text = (n: number) => CLAUSES[(index + n) % CLAUSES.length] ?? ''
    const items = [
      '一次性支付合同总价的30%作为预付款；',
      '系统上线并经甲方初验合格后，支付合同总价的40%；',
      '终验合格满一年后，支付剩余的30%。',
    ]
    return [
      paragraph(title, '<w:pStyle w:val="1"/>'),
      clause(text(0), 1),
      clause(text(1), 1),
      ...items.map((item) => clause(item, 2)),
      clause('付款前乙方应当开具等额的增值税专用发票（税率6%）；', 3),
      clause(text(2), 1),
      paragraph(text(3), '<w:pStyle w:val="Body"/>'),
    ].join('')
  }).join('')
}

function prices(): string {
  const headings = ['序号', '项目', '规格 / 说明', '数量', '单价（元）', '金额（元）']
  const widths = [700, 1500, 2600, 800, 1350, 1350]
  const lines = Array.from({ length: 40 }, (_, i) =>
    row(
      [
        String(i + 1),
        `功能模块 ${i + 1}`,
        i % 3 === 0 ? '含需求分析、界面设计、接口开发与联调测试' : '标准交付',
        '1',
        '12,500.00',
        '12,500.00',
      ]
        .map((text, c) =>
          cell(
            paragraph(text, c > 2 ? '<w:jc w:val="right"/>' : c === 0 ? '<w:jc w:val="center"/>' : ''),
            '<w:vAlign w:val="center"/>',
          ),
        )
        .join(''),
    ),
  )
  return table(
    widths,
    row(
      headings
        .map((text) =>
          cell(
            paragraph(run(text, '<w:b/>'), '<w:jc w:val="center"/>'),
            '<w:shd w:val="clear" w:color="auto" w:fill="D9E2F3"/>',
          ),
        )
        .join(''),
      '<w:tblHeader/>',
    ) +
      lines.join('') +
      row(
        cell(paragraph('合计（大写）：人民币伍拾万元整'), '<w:gridSpan w:val="5"/>') +
          cell(paragraph(run('500,000.00', '<w:b/>'), '<w:jc w:val="right"/>')),
      ),
  )
}

/** A contract as companies write them: parties, numbered clauses, a price table, header with a logo, signatures. */
export function sampleContract(): Buffer {
  const parties = table(
    [1500, 2760, 1500, 2760],
    [
      ['甲方（委托方）', '上海云杉科技有限公司', '乙方（受托方）', '杭州千里软件有限公司'],
      ['统一社会信用代码', '91310115MA1K3ABC2D', '统一社会信用代码', '91330106MA2B1XYZ9E'],
      ['住所', '上海市浦东新区张江路88号', '住所', '杭州市西湖区文三路100号'],
      ['联系人', '王㐂 13800000000', '联系人', '李明 13900000000'],
    ]
      .map((cells) => row(cells.map((text) => cell(text)).join('')))
      .join(''),
  )
  const body = [
    paragraph(
      run('软件开发服务合同', '<w:rFonts w:eastAsia="黑体"/><w:b/><w:sz w:val="44"/>'),
      '<w:spacing w:before="312" w:after="312"/><w:jc w:val="center"/>',
    ),
    paragraph('合同编号：QL-2026-0088', '<w:jc w:val="right"/>'),
    parties,
    paragraph(
      run(
        '根据《中华人民共和国民法典》及相关法律法规的规定，甲乙双方在平等、自愿、协商一致的基础上，就甲方委托乙方开发“合同管理系统”（以下简称“本系统”）事宜，达成如下协议，以资共同遵守。',
      ),
      '<w:pStyle w:val="Body"/>',
    ),
    clauses(),
    paragraph(
      run('附件一：价格明细', '<w:b/>'),
      '<w:pageBreakBefore/><w:jc w:val="center"/><w:outlineLvl w:val="0"/>',
    ),
    prices(),
    paragraph(''),
    paragraph(run('（以下无正文，为签署部分）'), '<w:jc w:val="center"/><w:keepNext/>'),
    paragraph(
      `${run('甲方（盖章）：')}${blank(20)}<w:r><w:tab/></w:r>${run('乙方（盖章）：')}${blank(20)}`,
      '<w:keepNext/><w:tabs><w:tab w:val="left" w:pos="4200"/></w:tabs><w:spacing w:before="312" w:line="480" w:lineRule="auto"/>',
    ),
    paragraph(
      `${run('法定代表人或授权代表：')}${blank(12)}<w:r><w:tab/></w:r>${run('法定代表人或授权代表：')}${blank(12)}`,
      '<w:keepNext/><w:tabs><w:tab w:val="left" w:pos="4200"/></w:tabs><w:spacing w:line="480" w:lineRule="auto"/>',
    ),
    paragraph(
      `${run('日期：    年  月  日')}<w:r><w:tab/></w:r>${run('日期：    年  月  日')}`,
      '<w:tabs><w:tab w:val="left" w:pos="4200"/></w:tabs><w:spacing w:line="480" w:lineRule="auto"/>',
    ),
  ].join('')
  const small = '<w:sz w:val="18"/>'
  return wordFile({
    body,
    title: '软件开发服务合同',
    section: `<w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/>${CHINESE_PAGE}`,
    styles: STYLES,
    numbering: NUMBERING,
    settings:
      '<w:defaultTabStop w:val="420"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>',
    media: { 'logo.png': pngFile({ width: 24, height: 24, colour: 'rgb', depth: 8 }) },
    furniture: {
      header1: paragraph(
        `${picture('logo', 12, 12)}${run(' 杭州千里软件有限公司', small)}<w:r><w:tab/></w:r>${run('机密文件', small)}`,
        '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr><w:tabs><w:tab w:val="right" w:pos="8306"/></w:tabs>',
      ),
      footer1: paragraph(
        `${run('第 ', small)}${field('PAGE', '1', small)}${run(' 页 共 ', small)}${field('NUMPAGES', '1', small)}${run(' 页', small)}`,
        '<w:jc w:val="center"/>',
      ),
    },
  })
}
