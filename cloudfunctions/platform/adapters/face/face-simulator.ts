import { z } from 'zod'
import type { Deps } from '#platform/kernel/ports'
import { collection, isConflict, type Entity, type Store } from '#platform/kernel/store'
import { consult, testPersons } from '#platform/adapters/registry/test-persons'

/** A check waiting for, or decided by, somebody at the simulator's page. */
export interface FaceRequest extends Entity {
  name: string
  idNumber: string
  /** Absolute URL the page leads back to, as the asking side named it. */
  redirectUrl: string
  at: number
  expiresAt: number
  /** Result code of the provider; 17 while nobody has acted. */
  code: number
}

export const faceRequestCollection = collection<FaceRequest>({
  name: 'simulatedFaceRequests',
  schema: z.object({
    id: z.string(),
    version: z.number(),
    name: z.string(),
    idNumber: z.string(),
    redirectUrl: z.string(),
    at: z.number(),
    expiresAt: z.number(),
    code: z.number(),
  }),
  fields: { at: 'int' },
  indexes: [['-at']],
})

/** The provider's result codes that the page can bring about. */
export const faceCode = {
  passed: 0,
  pending: 17,
  expired: 15,
  cancelled: 212,
  cameraUnavailable: 215,
  livenessFailed: 1004,
  personUnknown: 2005,
  identityMismatch: 2006,
  faceMismatch: 2015,
} as const

/** What somebody does at the page: shows a face, or ends the check in another way. */
export type FaceAct =
  | { act: 'show'; personKey: string }
  | { act: 'cancel' }
  | { act: 'camera-unavailable' }
  | { act: 'liveness-fails' }

type Parts = Pick<Deps, 'store' | 'clock' | 'ids'>

const tokenLifetime = 7_200_000

const startRequest = z.object({
  RuleId: z.string(),
  Name: z.string().min(1),
  IdCard: z.string().min(1),
  RedirectUrl: z.string(),
})

/** Behaves as `DetectAuth`: opens a check. `pageUrl` makes the address of its page from the token. */
export async function openFaceRequest(
  { store, clock, ids }: Parts,
  payload: unknown,
  pageUrl: (token: string) => string,
): Promise<Record<string, unknown>> {
  const request = startRequest.safeParse(payload)
  if (!request.success) return { Error: { Code: 'InvalidParameter' } }
  const { Name, IdCard, RedirectUrl } = request.data
  const id = ids.random()
  const now = clock.now()
  await store.tx((t) =>
    t.insert(faceRequestCollection, {
      id,
      name: Name,
      idNumber: IdCard,
      redirectUrl: RedirectUrl,
      at: now,
      expiresAt: now + tokenLifetime,
      code: faceCode.pending,
    }),
  )
  return { BizToken: id, Url: pageUrl(id) }
}

/** Behaves as `GetDetectInfoEnhanced` with `InfoType` 1. */
export async function faceResult(
  { store, clock }: Parts,
  payload: unknown,
): Promise<Record<string, unknown>> {
  const { BizToken: token } = (payload ?? {}) as { BizToken?: unknown }
  const request = typeof token === 'string' ? await store.get(faceRequestCollection, token) : null
  if (!request) return { Error: { Code: 'InvalidParameterValue.BizTokenIllegal' } }
  const expired = request.code === faceCode.pending && request.expiresAt <= clock.now()
  return {
    Text: {
      ErrCode: expired ? faceCode.expired : request.code,
      Name: request.name,
      IdCard: request.idNumber,
    },
  }
}

/** Code that an act leads to. A pass needs a registered name and number and the face of that very person. */
export function judge(request: Pick<FaceRequest, 'name' | 'idNumber'>, act: FaceAct): number {
  if (act.act === 'cancel') return faceCode.cancelled
  if (act.act === 'camera-unavailable') return faceCode.cameraUnavailable
  if (act.act === 'liveness-fails') return faceCode.livenessFailed
  const registered = consult(request.name, request.idNumber)
  if (registered === 'unknown') return faceCode.personUnknown
  if (registered === 'mismatch') return faceCode.identityMismatch
  const inFront = testPersons.find((p) => p.key === act.personKey)
  return inFront?.idNumber === request.idNumber.toUpperCase() ? faceCode.passed : faceCode.faceMismatch
}

/** Carries out an act on a check that is still open; null when it is unknown, expired or already decided. */
export async function actOnFace(
  { store, clock }: Parts,
  token: string,
  act: FaceAct,
): Promise<FaceRequest | null> {
  try {
    return await store.tx(async (t) => {
      const request = await t.get(faceRequestCollection, token)
      if (!request || request.code !== faceCode.pending || request.expiresAt <= clock.now()) return null
      const decided = { ...request, code: judge(request, act) }
      await t.put(faceRequestCollection, decided)
      return decided
    })
  } catch (e) {
    if (isConflict(e)) return null
    throw e
  }
}

/** Recent checks, newest first. */
export async function faceRequests(store: Store, limit = 50): Promise<FaceRequest[]> {
  const page = await store.find(faceRequestCollection, { where: [], orderBy: ['at', 'desc'], limit })
  return page.items
}
