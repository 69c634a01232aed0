// A client by its id, for rows that know no more: asked once, together with the others of the page, and kept.
import { getClient } from '@jobrun/contracts/clients'
import { useQuery } from '@tanstack/react-query'
import type { NotAnswered } from '../wire/ask.ts'
import { askClient, type Client } from '../wire/ask-client.ts'

export type { Client }

const FRESH_MS = 60_000

export function useClient(id: string | null): Client | undefined {
  return useQuery<Client, NotAnswered>({
    queryKey: [getClient.path, { params: { id: id ?? '' } }],
    queryFn: () => askClient(id ?? ''),
    enabled: id !== null,
    staleTime: FRESH_MS,
    meta: { keeps: true },
  }).data
}
