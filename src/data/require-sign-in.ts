import { useEffect } from 'react'
import { currentPath, openPage } from '@/platform/navigate'
import { useMe } from './session'

/** For pages that need an account: leads visitors to sign in and back. Gives the account once it is known. */
export function useSignedIn() {
  const { me, answer } = useMe()
  const visitor = me === null

  useEffect(() => {
    if (visitor) openPage('signIn', { returnTo: currentPath() })
  }, [visitor])

  return { me: me ?? undefined, answer }
}
