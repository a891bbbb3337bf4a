import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ContractDetail } from '#types/contract'
import { useAnswer } from '@/data/use-answer'
import { loadSession, saveSession } from '../session-store'
import {
  canSign,
  myParty,
  ownFields,
  progressOf,
  soundMarks,
  type Mark,
  type OwnField,
  type SignSession,
} from '../sign-session'

/** The session of this contract, written to the device after every change. */
export function useSession(contractId: string) {
  const [session, setSession] = useState(() => loadSession(contractId))
  const latest = useRef(session)

  const change = useCallback((step: (session: SignSession) => SignSession) => {
    const next = step(latest.current)
    if (next === latest.current) return next
    latest.current = next
    saveSession(next)
    setSession(next)
    return next
  }, [])

  return { session, change }
}

/** Everything the reading page knows about the own part in a contract. */
export function useOwnPart(contract: ContractDetail, session: SignSession) {
  const party = myParty(contract)
  const signable = canSign(contract)
  const fields = useMemo(() => (signable ? ownFields(party) : []), [signable, party])
  const progress = progressOf(session, fields)

  return { party, signable, fields, progress }
}

/** SVG pictures of the marks that were chosen: saved signatures and, for a company, its seals. */
export function usePictures(contract: ContractDetail, signable: boolean) {
  const party = myParty(contract)
  const wantsSeals = party?.fields.some((field) => field.type === 'seal') ?? false
  const wantsSignatures = party?.fields.some((field) => field.type === 'signature') ?? false
  const signatures = useAnswer('seal', 'listPersonalSignatures', {}, { enabled: signable && wantsSignatures })
  const seals = useAnswer('seal', 'listSeals', {}, { enabled: signable && wantsSeals })

  const pictureOf = useCallback(
    (mark: Mark): string | undefined =>
      'sealId' in mark
        ? seals.data?.items.find((seal) => seal.id === mark.sealId)?.svg
        : signatures.data?.items.find((signature) => signature.id === mark.signatureId)?.svg,
    [signatures.data, seals.data],
  )
  return { signatures, seals, pictureOf }
}

/** Marks whose signature or seal was deleted meanwhile are taken off, so that they are not sent. */
export function useLivingMarks(
  session: SignSession,
  fields: readonly OwnField[],
  pictures: ReturnType<typeof usePictures>,
  change: (step: (session: SignSession) => SignSession) => void,
) {
  const { signatures, seals, pictureOf } = pictures
  const known = soundMarks(session, fields)

  useEffect(() => {
    const dead = known.filter((mark) => {
      const loaded = 'sealId' in mark ? seals.data : signatures.data
      return loaded !== undefined && !signatures.isFetching && pictureOf(mark) === undefined
    })
    if (dead.length === 0) return
    change((before) => ({ ...before, marks: before.marks.filter((mark) => !dead.includes(mark)) }))
  }, [known, signatures.data, signatures.isFetching, seals.data, pictureOf, change])
}
