import { forget, readStored, store } from '@/platform/storage'
import { startSession, type SignSession } from './sign-session'

const keyOf = (contractId: string) => `sign.${contractId}`
const usualKey = 'sign.usual-method'

/** The session kept on this device, or a new one. A broken or foreign value is a new one. */
export function loadSession(contractId: string): SignSession {
  const fresh = startSession(contractId)
  const stored = readStored<string>(keyOf(contractId))
  if (!stored) return fresh

  try {
    const kept: unknown = JSON.parse(stored)
    const sound =
      typeof kept === 'object' &&
      kept !== null &&
      Reflect.get(kept, 'contractId') === contractId &&
      Array.isArray(Reflect.get(kept, 'marks'))
    return sound ? { ...fresh, ...kept } : fresh
  } catch {
    return fresh
  }
}

export function saveSession(session: SignSession): void {
  store(keyOf(session.contractId), JSON.stringify(session))
}

export function dropSession(contractId: string): void {
  forget(keyOf(contractId))
}

/** Method used last on this device; offered first. */
export function usualMethod(): string | undefined {
  return readStored<string>(usualKey)
}

export function rememberMethod(method: string): void {
  store(usualKey, method)
}
