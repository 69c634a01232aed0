// What whoever is signed in may do, so that no button is shown that the service would refuse.
import type { Endpoint } from '@jobrun/contracts/endpoint'
import { getMe, roles } from '@jobrun/contracts/operators'
import { roleFor } from '@jobrun/contracts/permission'
import { useAnswer } from './answers.ts'

/** false also as long as it is not known. */
export function useMay(endpoint: Endpoint): boolean {
  const { data } = useAnswer(getMe, {}, { freshMs: 60_000 })
  return data !== undefined && roles.indexOf(data.operator.role) >= roles.indexOf(roleFor(endpoint))
}
