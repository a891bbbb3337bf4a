import { z } from 'zod'

/** What a PDF proves, as pages show it: one field a question. Times are epoch ms, hashes lower-case hex. */

export const verdict = z.enum(['intact', 'tampered', 'unsigned', 'unreadable', 'indeterminate'])

const words = z.object({ zh: z.string(), en: z.string() })

export const certificateView = z.object({
  /** Common name, else organization, else the whole subject. */
  name: z.string(),
  organization: z.string().nullable(),
  issuer: z.string(),
  serialNumber: z.string(),
  /** SHA-256 of the certificate. */
  fingerprint: z.string(),
  notBefore: z.number(),
  notAfter: z.number(),
})

export const signatureView = z.object({
  kind: z.enum(['signature', 'document-time-stamp']),
  /** The contract's party that this signature is of; null for the time stamp and for foreign signatures. */
  party: z.string().nullable(),
  certificate: certificateView.nullable(),
  time: z.number().nullable(),
  timeSource: z.enum(['signature-timestamp', 'document-timestamp', 'claimed', 'none']),
  level: z.enum(['B-B', 'B-T', 'B-LT', 'B-LTA', 'basic', 'time-stamp']),
  integrity: z.enum(['ok', 'broken', 'unknown', 'empty']),
  coverage: z.enum(['whole-file', 'revision', 'partial']),
  /** The gravest change after it. */
  changesAfter: z.enum(['none', 'extended', 'signed', 'filled', 'modified', 'unknown']),
  trust: z.enum(['trusted', 'unknown-root', 'incomplete', 'invalid', 'expired', 'revoked', 'no-certificate']),
})
export type SignatureView = z.infer<typeof signatureView>

/** What any file says of itself: the same questions for a contract's file and for a stranger's. */
const proof = z.object({
  verdict,
  checkedAt: z.number(),
  /** Signatures and time stamps that were found. */
  found: z.number(),
  signatures: z.array(signatureView),
  findings: z.array(z.object({ severity: z.enum(['tampered', 'doubt', 'warning', 'info']), text: words })),
  /** What each revision changed, oldest first. */
  revisions: z.array(z.object({ size: z.number(), changes: z.array(words) })),
})
export type Proof = z.infer<typeof proof>

export const verification = proof.extend({
  file: z.object({
    revision: z.number(),
    sha256: z.string(),
    size: z.number(),
    pages: z.number().nullable(),
  }),
  /** Signatures and time stamps that the file must carry. */
  expected: z.number(),
})
export type Verification = z.infer<typeof verification>

/** The three answers about any PDF (TOOL-10); `failed` is every file of which neither other answer can be proved. */
export const validationResult = z.enum(['intact', 'tampered', 'failed'])

export const validation = proof.extend({
  result: validationResult,
  file: z.object({
    name: z.string(),
    sha256: z.string(),
    size: z.number(),
    pages: z.number().nullable(),
  }),
  /** The contract of this installation whose file this is, or claims to be; null also when the reader may not see it. */
  contract: z
    .object({
      id: z.string(),
      name: z.string(),
      number: z.string(),
      /** `newest`: the stored file; `earlier`: its beginning, as saved before; `different`: other bytes. */
      match: z.enum(['newest', 'earlier', 'different']),
    })
    .nullable(),
  /** There is more of it than is listed. */
  truncated: z.boolean(),
})
export type Validation = z.infer<typeof validation>
