// The way in and out. The session is a cookie that no script can read; the service renews it by itself.
import * as contract from '@jobrun/contracts/operators'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ask } from './ask.ts'

/** By the token of a one-time link. Throws NotAnswered where it was used up, or is over. */
export async function signIn(token: string): Promise<void> {
  await ask(contract.signIn, { body: { token } })
}

export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return async () => {
    await ask(contract.signOut, {})
    queries.clear()
    await navigate({ to: '/sign-in' })
  }
}
