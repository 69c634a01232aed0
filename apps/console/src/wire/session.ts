// Who is signed in, and the way in and out.
import { getFleetSwitches } from '@jobrun/contracts/switches'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ask } from './ask.ts'
import { forgetKey, keepKey } from './key.ts'

/** Throws NotAnswered when the key is not the one. */
export async function signIn(key: string): Promise<void> {
  keepKey(key)
  try {
    await ask(getFleetSwitches, {})
  } catch (error) {
    forgetKey()
    throw error
  }
}

export function useSignOut(): () => void {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return () => {
    forgetKey()
    queries.clear()
    void navigate({ to: '/sign-in' })
  }
}
