import { z } from 'zod'
import { defineActions, spec } from './action'
import { uploadLimits } from './upload'
import { uploadTicket } from './upload-ticket'
import { validation } from './verification'

export const pageSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('contract'), contractId: z.string() }),
  z.object({ kind: z.literal('upload'), uploadId: z.string() }),
])
export type PageSource = z.infer<typeof pageSource>

/** Text of a page. Boxes are viewer points of the page as displayed: origin at the top left, y down, 1/72 inch. */
export const pageText = z.object({
  /** Size of the page in the same points. */
  width: z.number(),
  height: z.number(),
  /** In the reading order of the file. */
  spans: z.array(
    z.object({
      text: z.string(),
      x: z.number(),
      y: z.number(),
      width: z.number(),
      height: z.number(),
      /** Degrees clockwise by which the writing is turned inside its box; 0 upright. */
      turned: z.number(),
    }),
  ),
  /** The page holds more text than is handed out. */
  truncated: z.boolean(),
})
export type PageText = z.infer<typeof pageText>

/** What one stretch of pages holds of a phrase. */
export const foundText = z.object({
  matches: z.array(
    z.object({
      page: z.number().int(),
      /** Viewer points as of the text of the page; one box a line the match touches. */
      boxes: z.array(z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })),
    }),
  ),
  /** A page holds more than is told. */
  more: z.boolean(),
  /** Where to go on; null: all of it has been looked through. */
  next: z.number().int().nullable(),
  /** Pages looked through that are pictures only. */
  withoutText: z.number().int(),
  /** Pages that could not be read. */
  unreadable: z.number().int(),
})
export type FoundText = z.infer<typeof foundText>

/** Something that looks otherwise in the PDF than in the original, though nothing of the content is lost. */
export const conversionNotice = z.object({
  code: z.string(),
  /** How often. */
  count: z.number().int(),
  message: z.object({ zh: z.string(), en: z.string() }),
})
export type ConversionNotice = z.infer<typeof conversionNotice>

export const documentActions = defineActions('document', {
  getPage: spec({
    kind: 'query',
    guard: { who: 'participant' },
    summary:
      'Image of one page, rendered on demand: a short-lived link plus the text of the page for screen readers.',
    input: z.object({
      source: pageSource,
      page: z.number().int().min(0),
      width: z.union([z.literal(200), z.literal(750), z.literal(1500)]),
    }),
    output: z.object({ url: z.string(), width: z.number(), height: z.number(), text: z.string() }),
    errors: ['NOT_FOUND', 'PAGE_OUT_OF_RANGE', 'FILE_UNREADABLE', 'BUSY'],
  }),
  getText: spec({
    kind: 'query',
    guard: { who: 'participant' },
    summary:
      'Text of one page with the place of each piece, for search, selection and screen readers; for whoever may see the page.',
    input: z.object({ source: pageSource, page: z.number().int().min(0) }),
    output: pageText,
    errors: ['NOT_FOUND', 'PAGE_OUT_OF_RANGE', 'FILE_UNREADABLE', 'BUSY'],
  }),
  findText: spec({
    kind: 'query',
    guard: { who: 'participant' },
    summary:
      'Where a phrase stands in a document, a stretch of pages a call: width, case, white space and line breaks do not count; for whoever may see the pages.',
    input: z.object({
      source: pageSource,
      phrase: z.string().trim().min(1).max(100),
      /** The first page to look at. */
      from: z.number().int().min(0),
      /** The page to stop before; left out: the end. */
      until: z.number().int().min(0).optional(),
    }),
    output: foundText,
    errors: ['NOT_FOUND', 'PAGE_OUT_OF_RANGE', 'BUSY'],
  }),
  convertUpload: spec({
    kind: 'command',
    guard: { who: 'employee', permission: 'contract.initiate' },
    summary:
      'Turn own uploads into one PDF that contract.completeUpload then takes: one Word, Excel or text file, or images in their order (CON-21, CON-67, DOCCONV).',
    input: z.object({
      uploads: z
        .array(z.object({ uploadId: z.string(), fileId: z.string().max(500).optional() }))
        .min(1)
        .max(uploadLimits.images),
    }),
    output: z.object({
      /** The upload that now stands for all of them. */
      uploadId: z.string(),
      /** False when the file was a PDF all along. */
      converted: z.boolean(),
      notices: z.array(conversionNotice),
    }),
    errors: [
      'NOT_FOUND',
      'UPLOAD_INCOMPLETE',
      'IMAGES_ONLY',
      'FILE_TYPE',
      'FILE_TOO_BIG',
      'FILE_UNREADABLE',
      'FILE_LOCKED',
      'FILE_EMPTY',
      'FILE_TOO_COMPLEX',
      'FILE_TOO_MANY_PAGES',
      'FILE_CHANGES',
      'FILE_UNDRAWABLE',
      'FILE_CHARACTERS',
      'FILE_UNSUPPORTED',
      'OFFICE_OLD_FORMAT',
      'TEXT_ENCODING',
      'FORMULA_NO_VALUE',
      'SHEET_TOO_LARGE',
      'CONVERSION_UNAVAILABLE',
      'BUSY',
    ],
  }),
  createValidation: spec({
    kind: 'command',
    guard: { who: 'account' },
    summary:
      'Ticket for uploading one PDF of at most 60 MB that is only to be validated: it never becomes a contract (TOOL-10, TOOL-11).',
    input: z.object({ filename: z.string().min(1).max(255), size: z.number().int().nonnegative() }),
    output: uploadTicket,
    errors: ['FILE_TYPE', 'FILE_EMPTY', 'FILE_TOO_BIG'],
  }),
  validate: spec({
    kind: 'command',
    guard: { who: 'participant' },
    summary:
      'Whether a PDF of any platform was changed since it was signed, from the bytes as uploaded, which are removed afterwards; for whoever uploaded it (TOOL-10, TOOL-11, SEALCERT).',
    input: z.object({ uploadId: z.string(), fileId: z.string().max(500).optional() }),
    output: validation,
    errors: ['NOT_FOUND', 'UPLOAD_INCOMPLETE', 'FILE_TYPE', 'BUSY'],
  }),
})
