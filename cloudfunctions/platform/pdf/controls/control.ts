import type { RasterImage } from '../appearance/drawing'
import type { DateFormat } from './date-format'

/** How the text of a control is set; TPL-48, TPL-113. */
export interface TextProperties {
  /** 黑体 (default), 宋体, 楷体 */
  font?: 'hei' | 'song' | 'kai'
  /** points, default 12; drawn smaller, down to `MINIMUM_SIZE`, when the text would not fit otherwise */
  size?: number
  align?: 'left' | 'center' | 'right'
  /** #rrggbb; ink when absent */
  color?: string
  bold?: boolean
}

/** What every control has. */
interface Shared {
  /** as the initiator named it; also read aloud by screen readers */
  name: string
  required: boolean
  /** grey text shown while the control is empty; never drawn into the file */
  prompt?: string
  /** `all`: the same value at the same spot of every page (TPL-48); default `current` */
  pages?: 'current' | 'all'
}

/** Typed text has a capacity in characters (TPL-49). */
interface Typed extends Shared, TextProperties {
  /** default: `DEFAULT_CAPACITY` of the kind */
  maxLength?: number
}

export interface TextControl extends Typed {
  kind: 'text'
}
export interface MultiLineTextControl extends Typed {
  kind: 'multi-line-text'
}
export interface CheckBoxesControl extends Shared, TextProperties {
  kind: 'check-boxes'
  /** labels; '' for a box without words */
  options: readonly string[]
  /** side by side (default) or one below the other */
  arrangement?: 'row' | 'column'
}
export interface SelectorControl extends Shared, TextProperties {
  kind: 'selector'
  options: readonly string[]
}
export interface NumberControl extends Typed {
  kind: 'number'
  /** decimal strings, so that amounts stay exact */
  minimum?: string
  maximum?: string
  /** most digits behind the point; any when absent */
  decimals?: number
  /** 1,234,567.89 */
  grouped?: boolean
}
export interface DateControl extends Shared, TextProperties {
  kind: 'date'
  format: DateFormat
}
export interface ImageControl extends Shared {
  kind: 'image'
}
export interface AttachmentControl extends Shared {
  kind: 'attachment'
  /** images in a frame on the page, or images and PDF files as pages of their own behind this one (TPL-41) */
  placement: 'inside' | 'between-pages'
  /** default 9 */
  maxFiles?: number
}
export interface EmailControl extends Typed {
  kind: 'email'
}
export interface AddressControl extends Typed {
  kind: 'address'
}
export interface EducationControl extends Shared, TextProperties {
  kind: 'education'
}
export interface GenderControl extends Shared, TextProperties {
  kind: 'gender'
}
export interface TableColumn {
  title: string
  /** share of the width; equal shares when absent */
  width?: number
  align?: TextProperties['align']
}
export interface TableControl extends Shared, TextProperties {
  kind: 'table'
  columns: readonly TableColumn[]
  /** default 200 */
  maxRows?: number
}
export interface RegionControl extends Shared, TextProperties {
  kind: 'region'
}
export const SIGNER_INFORMATION = [
  'company-name',
  'credit-code',
  'legal-representative',
  'signer-name',
  'signer-phone',
  'document-type',
  'document-number',
] as const
/** Filled from the signer's verified data, never typed (TPL-27 to TPL-33). */
export interface SignerInformationControl extends Typed {
  kind: 'signer-information'
  information: (typeof SIGNER_INFORMATION)[number]
}
export interface SigningOpinionControl extends Shared, TextProperties {
  kind: 'signing-opinion'
  /** the sentence that the signer assembles word by word (语句拼接, TPL-25) */
  statement: string
}
export interface CommentBar extends TextProperties {
  choice: 'single' | 'multiple'
  options: readonly string[]
  required: boolean
  prompt?: string
}
export interface RemarksBox extends TextProperties {
  required: boolean
  prompt?: string
  maxLength?: number
}
/** 签批 (TPL-24): the part beside the signature. Each half can be deleted by the initiator. */
export interface ApprovalControl extends Shared {
  kind: 'approval'
  comments?: CommentBar
  remarks?: RemarksBox
}
/** Filled by the server at signing (TPL-26). */
export interface SigningDateControl extends Shared, TextProperties {
  kind: 'signing-date'
  format: DateFormat
}

export interface ControlKinds {
  text: TextControl
  'multi-line-text': MultiLineTextControl
  'check-boxes': CheckBoxesControl
  selector: SelectorControl
  number: NumberControl
  date: DateControl
  image: ImageControl
  attachment: AttachmentControl
  email: EmailControl
  address: AddressControl
  education: EducationControl
  gender: GenderControl
  table: TableControl
  region: RegionControl
  'signer-information': SignerInformationControl
  'signing-opinion': SigningOpinionControl
  approval: ApprovalControl
  'signing-date': SigningDateControl
}

export type ControlKind = keyof ControlKinds
/** A fill control as plain data: can be stored, sent and compared. */
export type Control<K extends ControlKind = ControlKind> = { [P in K]: ControlKinds[P] }[K]

/** What is known of an uploaded file before it is decoded. */
export interface FileFacts {
  fileName: string
  /** bytes */
  size: number
}

/** Province, city, district as their names. */
export interface Region {
  province: string
  city: string
  district: string
}

export interface Approval {
  comments: readonly string[]
  remarks: string
}

/** Values as they are entered and stored. null everywhere: not filled. */
export interface ControlValues {
  text: string
  'multi-line-text': string
  /** the ticked options */
  'check-boxes': readonly string[]
  selector: string
  /** decimal string */
  number: string
  /** YYYY-MM-DD */
  date: string
  image: FileFacts
  attachment: readonly FileFacts[]
  email: string
  address: string
  education: string
  gender: string
  /** rows of cells, without the header */
  table: readonly (readonly string[])[]
  region: Region
  'signer-information': string
  'signing-opinion': string
  approval: Approval
  /** YYYY-MM-DD */
  'signing-date': string
}

/** Values as they are drawn: files have become images. */
export interface DrawnValues extends Omit<ControlValues, 'image' | 'attachment'> {
  image: RasterImage
  /** of an attachment inside the contract; one between pages draws nothing itself */
  attachment: readonly RasterImage[]
}

export const EDUCATIONS = [
  '小学',
  '初中',
  '高中',
  '中专',
  '职高',
  '大专',
  '本科',
  '硕士研究生',
  '博士研究生',
  '其他',
] as const
export const GENDERS = ['男', '女'] as const

/** Characters that a control takes when its initiator says nothing else (TPL-49). */
export const DEFAULT_CAPACITY = {
  text: 20,
  'multi-line-text': 200,
  number: 20,
  email: 64,
  address: 100,
  'signer-information': 20,
} as const satisfies Partial<Record<ControlKind, number>>
export const DEFAULT_REMARKS_CAPACITY = 200
export const DEFAULT_MAX_FILES = 9
export const DEFAULT_MAX_ROWS = 200
export const DEFAULT_SIZE = 12
