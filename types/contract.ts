import { z } from 'zod'
import { defineActions, spec } from './action'
import { authMethod, challengeView, phone } from './identity'
import { uploadTicket } from './upload-ticket'
import { verification } from './verification'

/** Stored status of a contract (contract.md §6). While in progress the phase is derived from the active parties. */
export const contractStatus = z.enum([
  'DRAFT',
  'PENDING_APPROVAL',
  'PENDING_CLAIM',
  'PENDING_FILL',
  'PENDING_SIGN',
  'COMPLETED',
  'PENDING_SETTLE',
  'SETTLED',
  'PENDING_RELEASE',
  'RELEASED',
  'REJECTED',
  'REVOKED',
  'EXPIRED',
])
export type ContractStatus = z.infer<typeof contractStatus>

export const partyState = z.enum([
  'WAITING',
  'PENDING_CLAIM',
  'PENDING_FILL',
  'PENDING_SIGN_APPROVAL',
  'PENDING_SIGN',
  'SIGNED',
  'REFUSED',
  'TRANSFERRED',
  'AUTO_PENDING',
])
export type PartyState = z.infer<typeof partyState>

export const signingOrder = z.enum(['any', 'sequential'])
export type SigningOrder = z.infer<typeof signingOrder>

/** A place on a page. x, y: top-left corner in points of the page as displayed (rotated, cropped), y down. page counts from 0. */
export const place = z.object({
  page: z.number().int().min(0),
  x: z.number(),
  y: z.number(),
  width: z.number().positive(),
  height: z.number().positive(),
})
export type Place = z.infer<typeof place>

/** Signing field kinds built so far: a person's signature, a company's seal, the date of signing. */
export const fieldType = z.enum(['signature', 'seal', 'date'])
export type FieldType = z.infer<typeof fieldType>

export const fieldInput = place.extend({ type: fieldType })

export const partyInput = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('organization'),
    /** Own organization only for now; the handler defaults to the caller (CON-31). */
    handlerAccountId: z.string().optional(),
    auth: z.array(authMethod),
    fields: z.array(fieldInput).max(200),
  }),
  z.object({
    kind: z.literal('person'),
    name: z.string().trim().min(1).max(40),
    phone,
    auth: z.array(authMethod),
    fields: z.array(fieldInput).max(200),
  }),
])
export type PartyInput = z.infer<typeof partyInput>

/** How a party of a contract appears to the viewer; phone masked. */
export const partyView = z.object({
  id: z.string(),
  kind: z.enum(['organization', 'person']),
  name: z.string(),
  /** Employee who acts for an organization; null for persons. */
  handlerName: z.string().nullable(),
  phoneMasked: z.string(),
  position: z.number().int(),
  state: partyState,
  mine: z.boolean(),
  auth: z.array(authMethod),
  fields: z.array(place.extend({ id: z.string(), type: fieldType })),
  signedAt: z.number().nullable(),
  signedBy: authMethod.nullable(),
})
export type PartyView = z.infer<typeof partyView>

/** The viewer's label of a contract, e.g. 待我签署 / 待他人签署. */
export const viewerLabel = z.enum([
  'APPROVAL',
  'MINE_TO_CLAIM',
  'OTHERS_TO_CLAIM',
  'MINE_TO_FILL',
  'OTHERS_TO_FILL',
  'MINE_TO_SIGN',
  'OTHERS_TO_SIGN',
  'COMPLETED',
  'REJECTED',
  'REVOKED',
  'EXPIRED',
  'SETTLED',
  'RELEASED',
  'DRAFT',
])
export type ViewerLabel = z.infer<typeof viewerLabel>

export const contractAction = z.enum([
  'sign',
  'refuse',
  'revoke',
  'code',
  'download',
  'evidence',
  'viewReason',
])
export type ContractAction = z.infer<typeof contractAction>

export const contractRow = z.object({
  id: z.string(),
  /** Human-readable number, e.g. QL2026112200017. */
  number: z.string(),
  name: z.string(),
  status: contractStatus,
  label: viewerLabel,
  signed: z.number(),
  total: z.number(),
  initiatorName: z.string(),
  initiatedByMe: z.boolean(),
  parties: z.array(
    z.object({ name: z.string(), kind: z.enum(['organization', 'person']), state: partyState }),
  ),
  createdAt: z.number(),
  deadline: z.number(),
  completedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  actions: z.array(contractAction),
})
export type ContractRow = z.infer<typeof contractRow>

/**
 * Events of a contract's audit chain. `party.opened`: a person was bound to his party at his first view. `file.closed`:
 * the completed file got its validation data and a document time stamp over everything.
 */
export const timelineType = z.enum([
  'contract.started',
  'party.opened',
  'party.signed',
  'contract.completed',
  'file.closed',
  'party.refused',
  'contract.revoked',
  'contract.expired',
])
export type TimelineType = z.infer<typeof timelineType>

export const timelineEntry = z.object({
  seq: z.number(),
  /** A {@link timelineType}; newer versions may add some. `detail` may hold `party`, `method`, `revision`, `reason`, `level`. */
  type: z.string(),
  at: z.number(),
  actorName: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  hash: z.string(),
})

export const contractDetail = contractRow.extend({
  order: signingOrder,
  pages: z.array(z.object({ width: z.number(), height: z.number() })),
  partyViews: z.array(partyView),
  myPartyId: z.string().nullable(),
  endReason: z.object({ by: z.string(), at: z.number(), text: z.string() }).nullable(),
  timeline: z.array(timelineEntry),
  file: z.object({
    revision: z.number(),
    sha256: z.string(),
    size: z.number(),
    /** The completed file carries its validation data and the last time stamp; no revision follows. */
    closed: z.boolean(),
  }),
  /** True when an outside party of this contract was a simulator. */
  simulated: z.boolean(),
})
export type ContractDetail = z.infer<typeof contractDetail>

export const listScope = z.enum(['all', 'mine', 'participating'])
export const listRole = z.enum(['any', 'initiated', 'received'])

const contractId = z.string().min(1).max(64)

export const contractActions = defineActions('contract', {
  createUpload: spec({
    kind: 'command',
    guard: { who: 'employee', permission: 'contract.initiate' },
    summary:
      'Ticket for uploading one file: PDF, Word, Excel or text of at most 60 MB, an image of at most 5 MB (CON-21, CON-67). What is no PDF is then converted by document.convertUpload.',
    input: z.object({ filename: z.string().min(1).max(255), size: z.number().int().nonnegative() }),
    output: uploadTicket,
    errors: ['FILE_TYPE', 'FILE_TOO_BIG'],
  }),
  completeUpload: spec({
    kind: 'command',
    guard: { who: 'employee', permission: 'contract.initiate' },
    summary:
      'Check an uploaded PDF, or what an upload was converted to, and learn its pages in points as displayed.',
    input: z.object({ uploadId: z.string(), fileId: z.string().max(500).optional() }),
    output: z.object({
      uploadId: z.string(),
      filename: z.string(),
      size: z.number(),
      sha256: z.string(),
      pages: z.array(z.object({ width: z.number(), height: z.number() })),
    }),
    errors: [
      'NOT_FOUND',
      'UPLOAD_INCOMPLETE',
      'FILE_TYPE',
      'FILE_TOO_BIG',
      'FILE_UNREADABLE',
      'FILE_LOCKED',
      'FILE_SIGNED',
    ],
  }),
  initiate: spec({
    kind: 'command',
    guard: { who: 'employee', permission: 'contract.initiate' },
    summary:
      'Start a contract from an upload: parties, order, sign areas, authentication, deadline; costs 1 quota (T09).',
    input: z.object({
      uploadId: z.string(),
      name: z.string().trim(),
      deadline: z.number().int(),
      order: signingOrder,
      parties: z.array(partyInput).max(50),
    }),
    output: z.object({ contractId: z.string(), number: z.string(), code: z.string(), url: z.string() }),
    errors: [
      'NAME',
      'DEADLINE',
      'NO_SIGNATORY',
      'DUP_SIGNATORY',
      'NO_SIGN_AREA',
      'FIELD_OUTSIDE',
      'TOO_MANY_FIELDS',
      'AUTH_EMPTY',
      'MEMBER_INVALID',
      'QUOTA',
      'NOT_FOUND',
      'UPLOAD_INCOMPLETE',
      'INPUT_INVALID',
      'FILE_HASH',
      'FILE_SIGNED',
    ],
  }),
  list: spec({
    kind: 'query',
    guard: { who: 'account' },
    summary:
      'Contracts of the active identity, newest first, by cursor; search over name, number and parties.',
    input: z.object({
      scope: listScope.default('all'),
      role: listRole.default('any'),
      label: viewerLabel.optional(),
      search: z.string().max(100).optional(),
      from: z.number().optional(),
      to: z.number().optional(),
      after: z.string().max(300).optional(),
      limit: z.number().int().min(1).max(50).default(20),
    }),
    output: z.object({ items: z.array(contractRow), next: z.string().optional() }),
    errors: ['RANGE'],
  }),
  countMine: spec({
    kind: 'query',
    guard: { who: 'account' },
    summary: 'Counts for home and to-do of the active identity, each capped at 1000.',
    input: z.object({}),
    output: z.object({
      toSign: z.number(),
      byOthers: z.number(),
      aboutToExpire: z.number(),
      completed: z.number(),
      all: z.number(),
    }),
    errors: [],
  }),
  get: spec({
    kind: 'query',
    guard: { who: 'participant' },
    summary:
      'One contract with parties, fields, timeline; only for its initiating side and its parties (MGT-13).',
    input: z.object({ contractId }),
    output: contractDetail,
    errors: ['NOT_FOUND'],
  }),
  openCode: spec({
    kind: 'query',
    guard: { who: 'anyone' },
    summary:
      'Landing of a signature code: who invites to what, and what this caller may do next (CON-48, SIGN-02).',
    input: z.object({ code: z.string().min(10).max(64) }),
    output: z.object({
      contractId: z.string().nullable(),
      name: z.string(),
      inviterName: z.string(),
      deadline: z.number(),
      status: contractStatus,
      /** What stands between the caller and the contract. `switch`: the caller's party acts under another identity of his. */
      next: z.enum(['sign-in', 'real-name', 'switch', 'sign', 'wait', 'view', 'not-signer', 'ended']),
      /** Identity to switch to when next is `switch`. */
      switchTo: z
        .union([
          z.object({ kind: z.literal('person') }),
          z.object({ kind: z.literal('organization'), organizationId: z.string() }),
        ])
        .optional(),
      refusal: z.enum(['PHONE_NOT_SIGNER', 'NAME_NOT_SIGNER']).optional(),
      /** Masked phone that the signing party must use, so that the worker at the gate knows which. */
      phoneMasked: z.string().optional(),
    }),
    errors: ['CODE_INVALID'],
  }),
  getCode: spec({
    kind: 'query',
    guard: { who: 'participant' },
    summary:
      'Signature code and link for the poster; only the initiating side, only while signing is open (MGT-17).',
    input: z.object({ contractId }),
    output: z.object({
      code: z.string(),
      url: z.string(),
      qrSvg: z.string(),
      name: z.string(),
      inviterName: z.string(),
      deadline: z.number(),
    }),
    errors: ['NOT_FOUND', 'BAD_STATE'],
  }),
  requestChallenge: spec({
    kind: 'command',
    guard: { who: 'participant' },
    summary:
      'Start the signing authentication bound to this person, contract, act and document digest (SIGN-11…14).',
    input: z.object({ contractId, method: authMethod }),
    output: challengeView,
    errors: [
      'NOT_FOUND',
      'BAD_STATE',
      'NOT_YOUR_TURN',
      'AUTH_METHOD',
      'PWD_MISSING',
      'PWD_LOCKED',
      'CAPTCHA_TOO_SOON',
      'CAPTCHA_LIMIT',
      'FACE_LIMIT',
      'FACE_UNAVAILABLE',
      'SMS_FAILED',
    ],
  }),
  sign: spec({
    kind: 'command',
    guard: { who: 'participant' },
    summary: 'Sign all own fields with one consumed challenge; the file gains one PAdES signature (T16).',
    input: z.object({
      contractId,
      challengeId: z.string(),
      /** One entry for each own signature or seal field; dates fill themselves. */
      marks: z.array(
        z.union([
          z.object({ fieldId: z.string(), signatureId: z.string() }),
          z.object({ fieldId: z.string(), sealId: z.string() }),
        ]),
      ),
    }),
    output: z.object({
      status: contractStatus,
      signed: z.number(),
      total: z.number(),
      signedAt: z.number(),
      revision: z.number(),
      sha256: z.string(),
    }),
    errors: [
      'NOT_FOUND',
      'BAD_STATE',
      'NOT_YOUR_TURN',
      'FIELDS_INCOMPLETE',
      'CHALLENGE_INVALID',
      'CHALLENGE_PENDING',
      'AUTH_METHOD',
      'REAL_NAME_REQUIRED',
      'MEMBER_INVALID',
      'SEAL_RIGHT',
      'SEAL_DISABLED',
      'AGE_NOT_ALLOWED',
      'INPUT_INVALID',
      'FILE_HASH',
      'SIGNING_UNAVAILABLE',
      'BUSY',
    ],
  }),
  refuse: spec({
    kind: 'command',
    guard: { who: 'participant' },
    summary: 'Refuse before the own signature, with a reason; ends the contract for all (T19).',
    input: z.object({ contractId, reason: z.string().trim() }),
    output: z.object({ status: contractStatus }),
    errors: ['NOT_FOUND', 'BAD_STATE', 'NOT_YOUR_TURN', 'REASON_REQUIRED'],
  }),
  revoke: spec({
    kind: 'command',
    guard: { who: 'participant' },
    summary: 'Revoke as the initiating side while a signature is missing, with a reason (T20).',
    input: z.object({ contractId, reason: z.string().trim() }),
    output: z.object({ status: contractStatus }),
    errors: ['NOT_FOUND', 'BAD_STATE', 'REASON_REQUIRED', 'NO_PERMISSION'],
  }),
  download: spec({
    kind: 'query',
    guard: { who: 'participant' },
    summary:
      'Short-lived link to the PDF of the newest revision, or to the signed evidence of a completed contract: as a PDF report with the data inside, or the data alone (JSON).',
    input: z.object({ contractId, what: z.enum(['pdf', 'report', 'evidence']) }),
    output: z.object({ url: z.string(), filename: z.string(), sha256: z.string(), size: z.number() }),
    errors: ['NOT_FOUND', 'BAD_STATE', 'FILE_HASH', 'EVIDENCE_PENDING'],
  }),
  verify: spec({
    kind: 'query',
    guard: { who: 'participant' },
    summary:
      'Verify the stored file against its recorded hash and the signatures it must carry: each signer, time, certificate and what came after.',
    input: z.object({ contractId }),
    output: verification,
    errors: ['NOT_FOUND', 'FILE_HASH'],
  }),
})
