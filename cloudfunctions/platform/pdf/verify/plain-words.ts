import type { Change } from './changes/change'
import type { Text } from './report'

/** What the entries of a PDF's catalogue, form and pages are to people. Keys are those of ISO 32000-2. */
const ENTRIES: Record<string, readonly [zh: string, en: string]> = {
  Encrypt: ['加密设置', 'encryption'],
  OpenAction: ['打开文件时执行的动作', 'what happens when the file is opened'],
  AA: ['自动执行的动作', 'automatic actions'],
  Names: ['附件、脚本等目录', 'the lists of attachments and scripts'],
  AF: ['附件', 'attached files'],
  OCProperties: ['图层的显示设置', 'which layers are shown'],
  Perms: ['文件的权限声明', 'the stated permissions'],
  Legal: ['文件的法律声明', 'the legal attestation'],
  PageLabels: ['页码的写法', 'page numbering'],
  Outlines: ['书签', 'bookmarks'],
  Dests: ['跳转位置', 'link targets'],
  ViewerPreferences: ['打开后的显示方式', 'how the file is shown'],
  PageLayout: ['打开后的显示方式', 'how the file is shown'],
  PageMode: ['打开后的显示方式', 'how the file is shown'],
  OutputIntents: ['颜色设置', 'colour settings'],
  Threads: ['文章阅读顺序', 'article threads'],
  URI: ['链接设置', 'link settings'],
  Collection: ['文件包设置', 'portfolio settings'],
  XFA: ['动态表单（XFA）', 'the XFA form'],
  CO: ['计算顺序', 'the order of calculations'],
  DR: ['表单使用的字体等资源', 'fonts and other resources of the form'],
  DA: ['默认字体', 'the default font'],
  Q: ['对齐方式', 'alignment'],
  NeedAppearances: ['控件外观由阅读软件重新生成', 'readers are to draw the fields anew'],
  Resources: ['使用的字体、图片等资源', 'fonts, pictures and other resources'],
  MediaBox: ['纸张大小', 'paper size'],
  CropBox: ['可见范围', 'visible area'],
  Rotate: ['旋转方向', 'rotation'],
  UserUnit: ['比例', 'scale'],
  Trans: ['翻页效果', 'page transition'],
  Group: ['透明效果', 'transparency'],
}

/** Kinds of annotations. */
const ANNOTATIONS: Record<string, readonly [zh: string, en: string]> = {
  FreeText: ['文字框', 'text box'],
  Text: ['便笺', 'note'],
  Stamp: ['图章', 'stamp'],
  Link: ['链接', 'link'],
  Widget: ['表单控件', 'form field'],
  Highlight: ['高亮', 'highlight'],
  Underline: ['下划线', 'underline'],
  StrikeOut: ['删除线', 'strike-out'],
  Squiggly: ['波浪线', 'squiggly line'],
  Ink: ['手绘', 'drawing'],
  Line: ['线条', 'line'],
  Square: ['方框', 'rectangle'],
  Circle: ['圆圈', 'circle'],
  Polygon: ['多边形', 'polygon'],
  PolyLine: ['折线', 'line'],
  Caret: ['插入符', 'caret'],
  Popup: ['弹出注释', 'pop-up note'],
  FileAttachment: ['附件', 'attached file'],
  Redact: ['涂黑', 'redaction'],
  Watermark: ['水印', 'watermark'],
  order: ['上下次序', 'which lies over which'],
}

const ON_FIELDS = new Set<Change['kind']>([
  'signature-added',
  'time-stamp-added',
  'signature-field-added',
  'field-filled',
  'field-changed',
  'field-added',
  'field-removed',
  'signed-field-changed',
  'signature-changed',
])

/**
 * What a change is about, in words. Numbers of objects and names of dictionary entries mean nothing to the people who
 * rely on a report: they stay in `subject`.
 */
export function subjectInWords({ kind, subject }: Change): Text {
  if (ON_FIELDS.has(kind)) return fieldInWords(subject)
  if (kind === 'pages-changed') {
    const counts = /^(\d+) → (\d+)$/.exec(subject)
    return counts
      ? { zh: `由 ${counts[1]} 页变为 ${counts[2]} 页`, en: `from ${counts[1]} to ${counts[2]} pages` }
      : NOTHING
  }
  const name = subject.replace(/^(?:AcroForm|#\d+)\//, '').replace(/ ?#\d+$/, '')
  const words = kind.startsWith('annotation-') ? ANNOTATIONS[name] : ENTRIES[name]
  if (words) return { zh: words[0], en: words[1] }
  // A field may have the look of an annotation: then its name is what people know.
  return kind === 'annotation-added' && !/^[?#]|^$/.test(name)
    ? { zh: `“${name}”`, en: `"${name}"` }
    : NOTHING
}

const NOTHING: Text = { zh: '', en: '' }

/** Names of fields; fields without one have a number in its place. */
export function fieldInWords(subject: string): Text {
  const unnamed = /^#\d+(?:, #\d+)*$/.test(subject)
  return unnamed ? NOTHING : { zh: subject, en: subject }
}
