// A client by its id, for rows that know no more: asked once and kept.
import { getClient } from '@jobrun/contracts/clients'
import type { OutputOf } from '@jobrun/contracts/endpoint'
import { useAnswer } from '../wire/answers.ts'

export type Client = OutputOf<typeof getClient>

const FRESH_MS = 60_000

export function useClient(id: string | null): Client | undefined {
  return useAnswer(getClient, { params: { id: id ?? '' } }, { enabled: id !== null, freshMs: FRESH_MS }).data
}
