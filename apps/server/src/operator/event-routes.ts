/** What has just changed, as it changes. */
import { streamEvents } from '@jobrun/contracts/events'
import { type ContractRoute, onStream } from '../http/contract-route.ts'
import { callerNow } from './caller.ts'
import type { LiveEvents } from './live-events.ts'
import type { OperatorDoor } from './operator-door.ts'

export function eventRoutes(live: LiveEvents, door: Pick<OperatorDoor, 'knows'>): ContractRoute[] {
  return [
    onStream(streamEvents, ({ query, headers }, request) => {
      const asked = headers['last-event-id'] ?? query.after ?? ''
      const caller = callerNow()
      return live.listen({
        clientIds: caller.clientIds,
        after: /^\d+$/.test(asked) ? Number(asked) : null,
        stillMay: () => door.knows(request, caller),
        cut: () => request.raw.socket.destroy(),
      })
    }),
  ]
}
