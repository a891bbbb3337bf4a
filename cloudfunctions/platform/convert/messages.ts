/** Texts of warnings and refusals of the converters. `{detail}` is replaced by the entry's detail. */
interface Message {
  zh: string
  en: string
}

const message = (zh: string, en: string): Message => ({ zh, en })

export const REFUSALS = {
  UNREADABLE: message('文件已损坏或格式不正确，无法转换', 'The file is damaged or not of its type'),
  ENCRYPTED: message(
    '文件已加密，请取消密码后重新上传',
    'The file is encrypted: remove the password, then upload it again',
  ),
  TOO_COMPLEX: message(
    '文件展开后过大或结构过于复杂，无法转换',
    'The file is too large or too complex once unpacked',
  ),
  TOO_MANY_PAGES: message('文件页数过多，无法转换', 'The file has too many pages'),
  TRACKED_CHANGES: message(
    '文件中有未处理的修订，请在 Word 中接受或拒绝全部修订后重新上传',
    'The file holds tracked changes: accept or reject all of them in Word, then upload it again',
  ),
  UNDRAWABLE: message(
    '文件中有无法转换的内容（{detail}），请另存为 PDF 后上传',
    'The file holds content that cannot be converted ({detail}): save it as PDF, then upload that',
  ),
  MISSING_CHARACTERS: message(
    '文件中有无法显示的字符：{detail}，请另存为 PDF 后上传',
    'The file holds characters that no font here has: {detail}. Save it as PDF, then upload that',
  ),
  EMPTY: message('文件没有内容', 'The file has no content'),
  UNSUPPORTED: message(
    '暂不支持转换此格式（{detail}），请另存为 PDF 后上传',
    'This format cannot be converted here ({detail}): save it as PDF, then upload that',
  ),
  OLD_FORMAT: message(
    '此服务器不能转换 .doc 和 .xls 旧格式，请另存为 .docx、.xlsx 或 PDF 后上传',
    'This server cannot convert the old formats .doc and .xls: save the file as .docx, .xlsx or PDF, then upload that',
  ),
  ENCODING: message(
    '无法识别文本编码，请另存为 UTF-8 后上传',
    'The encoding of the text is not known: save it as UTF-8, then upload it again',
  ),
  FORMULA_WITHOUT_VALUE: message(
    '单元格 {detail} 的公式没有计算结果，请用 Excel 打开并保存后重新上传',
    'The formula in cell {detail} has no stored result: open the file in Excel, save it, then upload it again',
  ),
  IMAGES_ONLY: message('只有图片可以多个合并为一份文件', 'Only images can be joined into one document'),
  TOO_BIG: message('文件过大', 'The file is too large'),
  UNAVAILABLE: message(
    '转换服务暂不可用，请稍后重试',
    'Files cannot be converted right now: try again later',
  ),
  TOO_WIDE: message(
    '工作表“{detail}”过大，请设置打印区域或另存为 PDF 后上传',
    'The sheet "{detail}" is too large: set a print area or save it as PDF, then upload that',
  ),
} as const

export const WARNINGS = {
  FONT_REPLACED: message(
    '字体“{detail}”已用相近字体代替，换行和分页可能不同',
    'The font "{detail}" was replaced by a similar one; lines and pages may break elsewhere',
  ),
  COMMENTS_LEFT_OUT: message('批注未转换', 'Comments were left out'),
  TEXT_BOX_MOVED: message(
    '文本框的内容已按正文排列，位置可能不同',
    'The content of text boxes was set as running text; its place may differ',
  ),
  PICTURE_MOVED: message(
    '浮动图片的位置或文字环绕方式可能不同',
    'Floating pictures may stand elsewhere, or text flow around them otherwise',
  ),
  SHAPE_LEFT_OUT: message(
    '图形（线条、框线等）未转换',
    'Drawn shapes without text (lines, frames) were left out',
  ),
  PICTURE_EFFECTS: message('图片的旋转或效果未转换', 'Turning or effects of pictures were not applied'),
  FIELD_AS_STORED: message(
    '域“{detail}”显示的是文件中保存的结果',
    'The field "{detail}" shows the result stored in the file',
  ),
  COLUMN_BALANCE: message('分栏的排列可能不同', 'Text columns may break elsewhere'),
  VERTICAL_TEXT: message('竖排文字已改为横排', 'Vertical text was set horizontally'),
  EFFECT_LEFT_OUT: message('文字效果（{detail}）未转换', 'The text effect {detail} was left out'),
  PAGE_BORDER_LEFT_OUT: message('页面边框未转换', 'Page borders were left out'),
  WATERMARK_LEFT_OUT: message('页眉中的水印未转换', 'A watermark in the header was left out'),
  TABLE_NARROWED: message('表格过宽，已缩小列宽', 'A table wider than the page was made narrower'),
  PICTURE_NARROWED: message('图片过大，已缩小', 'A picture larger than the page was made smaller'),
  ROW_CLIPPED: message(
    '固定行高的单元格放不下全部内容，行已加高',
    'A row of fixed height was too low for its text and was made higher',
  ),
  SHEET_HIDDEN: message('隐藏的工作表“{detail}”未转换', 'The hidden sheet "{detail}" was left out'),
  SHEET_SHRUNK: message(
    '工作表“{detail}”已按页宽缩小',
    'The sheet "{detail}" was made smaller to fit the width of the page',
  ),
  TEXT_CLIPPED: message(
    '部分单元格放不下全部文字，已缩小或换行',
    'Some cells were too small for their text, which was made smaller or wrapped',
  ),
  TEXT_TURNED: message('旋转的文字已改为横排', 'Turned text was set horizontally'),
  TABLE_STYLE: message('表格样式的底色和框线未转换', 'Colours and lines of table styles were left out'),
  CONDITIONAL_FORMAT: message('条件格式未转换', 'Conditional formats were left out'),
  ENCODING_GUESSED: message('文本编码按 {detail} 识别', 'The text was read as {detail}'),
} as const

export type RefusalCode = keyof typeof REFUSALS
export type WarningCode = keyof typeof WARNINGS

/** The text of a warning or refusal in one language. */
export function conversionMessage(
  code: RefusalCode | WarningCode,
  language: 'zh' | 'en',
  detail?: string,
): string {
  const text = (code in REFUSALS ? REFUSALS[code as RefusalCode] : WARNINGS[code as WarningCode])[language]
  return text.replace('{detail}', detail ?? '')
}
