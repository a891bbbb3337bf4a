/** Texts of the converters' warnings. `{detail}` is replaced by the entry's detail. */
interface Message {
  zh: string
  en: string
}

const message = (zh: string, en: string): Message => ({ zh, en })

/** Why nothing is converted: names of the product's error catalogue, which has their texts. */
export type RefusalCode =
  | 'FILE_UNREADABLE'
  | 'FILE_LOCKED'
  | 'FILE_EMPTY'
  | 'FILE_TOO_BIG'
  | 'FILE_TOO_COMPLEX'
  | 'FILE_TOO_MANY_PAGES'
  | 'FILE_CHANGES' // tracked changes that nobody accepted or rejected
  | 'FILE_UNDRAWABLE'
  | 'FILE_CHARACTERS'
  | 'FILE_UNSUPPORTED'
  | 'OFFICE_OLD_FORMAT'
  | 'TEXT_ENCODING'
  | 'FORMULA_NO_VALUE'
  | 'SHEET_TOO_LARGE'
  | 'IMAGES_ONLY'
  | 'CONVERSION_UNAVAILABLE'

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
  LAYOUT_LEFT_OUT: message('版面设置（{detail}）未转换', 'A setting of the layout ({detail}) was left out'),
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

export type WarningCode = keyof typeof WARNINGS

/** The text of a warning in one language. */
export const conversionMessage = (code: WarningCode, language: 'zh' | 'en', detail?: string): string =>
  WARNINGS[code][language].replace('{detail}', detail ?? '')
