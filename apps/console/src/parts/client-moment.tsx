// A moment by the client's own clock, for rows that know whose they are and no more.
import type { ComponentProps } from 'react'
import { Moment } from './moment.tsx'
import { useClient } from './use-client.ts'

interface Given extends Omit<ComponentProps<typeof Moment>, 'zone'> {
  /** null: nobody's but ours, and the reader's own time. */
  client: string | null
}

export function ClientMoment({ client, ...moment }: Given) {
  return <Moment {...moment} zone={useClient(client)?.timezone} />
}
