import { z } from 'zod'
import { contractStatus, fieldType, partyState, place, signingOrder } from '#types/contract'
import { authMethod } from '#types/identity'
import { signatureSuite } from '#types/organization'
import { chainHead } from '#platform/kernel/audit'
import { collection, type Entity } from '#platform/kernel/store'

export const storedFile = z.object({ fileId: z.string(), sha256: z.string(), size: z.number() })

/** So many equal pages in a row; points as displayed. */
export const pageRun = z.object({ count: z.number().int(), width: z.number(), height: z.number() })

export const field = place.extend({ id: z.string(), type: fieldType })
export type Field = z.infer<typeof field>

/** A signing party. Phones are kept encrypted, as a look-up and masked; the plain number is nowhere. */
export const party = z.object({
  id: z.string(),
  kind: z.enum(['organization', 'person']),
  position: z.number().int(),
  state: partyState,
  /** Name of the organization or of the person. */
  name: z.string(),
  organizationId: z.string().nullable(),
  /** The handler of an organization; of a person the account bound at first view, null before. */
  accountId: z.string().nullable(),
  handlerName: z.string().nullable(),
  phoneCipher: z.string(),
  phoneLookup: z.string(),
  /** Look-up over phone and name together: finds the contracts of a verified person before he is bound. */
  personLookup: z.string(),
  phoneMasked: z.string(),
  auth: z.array(authMethod),
  fields: z.array(field),
  signedAt: z.number().nullable(),
  signedBy: authMethod.nullable(),
})
export type Party = z.infer<typeof party>

export const contract = z.object({
  id: z.string(),
  version: z.number(),
  number: z.string(),
  /** Random part of the link and of the signature code. */
  code: z.string(),
  name: z.string(),
  status: contractStatus,
  order: signingOrder,
  deadline: z.number(),
  createdAt: z.number(),
  completedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  initiator: z.object({
    organizationId: z.string(),
    organizationName: z.string(),
    accountId: z.string(),
    name: z.string(),
  }),
  parties: z.array(party),
  /** Page sizes in points as displayed, as runs of equal pages, so that 1,000 pages stay small. */
  pageRuns: z.array(pageRun),
  /** Revision 0: the upload with every field and slot prepared. Parties' challenges are bound to its hash. */
  base: storedFile,
  /**
   * Suite of all its signatures and time stamps, chosen by the initiating organization and fixed when it started; null,
   * in contracts from before there was a choice: the installation's.
   */
  suite: signatureSuite.nullable().default(null),
  /** The newest revision; each one has the one before as a byte prefix. */
  revision: z.object({ seq: z.number().int(), file: storedFile }),
  /**
   * The revision after the last signature, with validation data and a document time stamp (PAdES B-LTA); null until it
   * is made, moments after completion. No revision follows it.
   */
  closing: z.object({ revision: z.number().int(), at: z.number() }).nullable().default(null),
  /** Signed evidence, once built after completion. */
  evidence: storedFile.nullable(),
  /** The evidence as a signed PDF for people, made from the stored evidence alone. */
  report: storedFile.nullable().default(null),
  end: z.object({ by: z.string(), at: z.number(), text: z.string() }).nullable(),
  /** True when an outside party of this contract was a simulator. */
  simulated: z.boolean(),
  chain: chainHead,
  /** Search shingles of name, number, parties and initiator. */
  grams: z.array(z.string()),
  /** Who sees it and from which side (rules/audience.ts). */
  viewers: z.array(z.string()),
  /** Whose list of open things it stands in (rules/audience.ts). */
  pending: z.array(z.string()),
  /** File ids this contract refers to, for the orphan sweep. */
  files: z.array(z.string()),
})
export type Contract = z.infer<typeof contract>

export const contractCollection = collection<Contract>({
  name: 'contracts',
  schema: contract,
  fields: {
    viewers: 'set',
    pending: 'set',
    grams: 'set',
    files: 'set',
    status: 'text',
    createdAt: 'int',
    deadline: 'int',
  },
  indexes: [['viewers', '-createdAt'], ['pending', 'deadline'], ['status', 'deadline'], ['files']],
})

/** A signature code: unguessable, single-purpose, leads to one contract. */
export interface SignatureCode extends Entity {
  contractId: string
}

export const codeCollection = collection<SignatureCode>({
  name: 'signatureCodes',
  schema: z.object({ id: z.string(), version: z.number(), contractId: z.string() }),
  fields: {},
  indexes: [],
})

/** Contract numbers in use; the id makes them unique. */
export interface ContractNumber extends Entity {
  contractId: string
}

export const numberCollection = collection<ContractNumber>({
  name: 'contractNumbers',
  schema: z.object({ id: z.string(), version: z.number(), contractId: z.string() }),
  fields: {},
  indexes: [],
})
