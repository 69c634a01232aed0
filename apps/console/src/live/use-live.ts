// Follows the service's events while a page is open, and has what they made old asked for anew. While no events come,
// as from a service or a proxy that has none, everything on the screen is asked for again every few seconds.
import { getFleetSwitches } from '@jobrun/contracts/switches'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ask } from '../wire/ask.ts'
import { followEvents } from './follow-events.ts'
import { setLink } from './link.ts'

/** Many events at once ask for everything once. */
const GATHER_MS = 250
const ASK_EVERY_MS = 3_000

export function useLive(): void {
  const queries = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let isFollowing = false
    const refresh = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        refreshShown(queries)
      }, GATHER_MS)
    }
    const stop = followEvents({
      address: (lastId) => `/api/admin/events${lastId ? `?lastEventId=${encodeURIComponent(lastId)}` : ''}`,
      onEvent: refresh,
      onLink: (state) => {
        isFollowing = state === 'live'
        if (isFollowing) {
          setLink('live')
          refresh()
        }
      },
    })
    const asking = setInterval(() => {
      if (!isFollowing && document.visibilityState === 'visible') void askAnew(refresh)
    }, ASK_EVERY_MS)
    return () => {
      clearInterval(asking)
      clearTimeout(timer)
      stop()
    }
  }, [queries])
}

/** What hardly changes while somebody looks is left alone. */
function refreshShown(queries: QueryClient): void {
  void queries.invalidateQueries({ predicate: ({ meta }) => meta?.keeps !== true })
}

async function askAnew(refresh: () => void): Promise<void> {
  try {
    await ask(getFleetSwitches, {})
    setLink('live')
    refresh()
  } catch {
    // Said by the mark, and by each question that is asked again.
    setLink('reconnecting')
  }
}
