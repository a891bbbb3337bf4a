import { useCallback, useState } from 'react'
import { queryClient } from '@/data/query-client'
import { command, newKey } from '@/platform/call'
import { CallError } from '@/platform/call-error'
import { replacePage } from '@/platform/navigate'
import type { SigningProps } from '../read/types'
import { dropSession, rememberMethod } from '../session-store'
import { soundMarks, withIntent, type OwnField } from '../sign-session'

/** Refusals after which the proof is spent: the person proves himself anew. */
const spent = new Set(['CHALLENGE_INVALID', 'CHALLENGE_PENDING', 'FILE_HASH'])

/**
 * The act itself, under one idempotency key per intent: pressed twice, or again after a lost answer, the server
 * gives the one result. The session is dropped only when the result is known.
 */
export function useSealing({ contract, change, onChange }: SigningProps, fields: readonly OwnField[]) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<CallError>()

  const seal = useCallback(async () => {
    const session = change((before) => withIntent(before, fields, newKey))
    if (!session.challenge || !session.intent) return
    setBusy(true)
    setError(undefined)

    try {
      const input = {
        contractId: contract.id,
        challengeId: session.challenge.id,
        marks: soundMarks(session, fields),
      }
      await command('contract', 'sign', input, session.intent.key)
      rememberMethod(session.challenge.method)
      dropSession(contract.id)
      queryClient.removeQueries({
        predicate: ({ queryKey }) => queryKey[0] === 'contract' || queryKey[0] === 'todo',
      })
      replacePage('signDone', { id: contract.id })
    } catch (failure) {
      if (!(failure instanceof CallError)) throw failure
      setBusy(false)
      setError(failure)
      if (failure.offline) return
      change((before) => ({
        ...before,
        intent: null,
        challenge: spent.has(failure.code) ? null : before.challenge,
        step: failure.code === 'FIELDS_INCOMPLETE' ? 'read' : before.step,
      }))
      onChange()
    }
  }, [change, contract.id, fields, onChange])

  return { seal, busy, error, clear: useCallback(() => setError(undefined), []) }
}
