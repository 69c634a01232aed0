// What whoever is signed in may do, so that no button is shown that the service would refuse.
import type { Endpoint } from '@jobrun/contracts/endpoint'
import { getMe, roles } from '@jobrun/contracts/operators'
import { roleFor } from '@jobrun/contracts/permission'
import { useAnswer } from './answers.ts'

const FRESH_MS = 60_000

/** Whether they see every client, or only some; undefined as long as it is not known. */
export function useSeesAll(): boolean | undefined {
  const { data } = useAnswer(getMe, {}, { freshMs: FRESH_MS })
  return data && data.operator.clientIds === null
}

/** false also as long as it is not known. */
export function useMay(endpoint: Endpoint): boolean {
  const { data } = useAnswer(getMe, {}, { freshMs: FRESH_MS })
  return data !== undefined && roles.indexOf(data.operator.role) >= roles.indexOf(roleFor(endpoint))
}
