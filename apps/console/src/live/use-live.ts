// Keeps what is on the screen how things stand. The service says what has changed, and what that made old is asked for
// again; what changes without a word of it (how far a text came, how long something waits) is asked for now and then.
import { listAlerts } from '@jobrun/contracts/alerts'
import { getConversation, listConversations, listMessages } from '@jobrun/contracts/conversations'
import { listDeliveries } from '@jobrun/contracts/deliveries'
import type { LiveEvent } from '@jobrun/contracts/events'
import { listHeld } from '@jobrun/contracts/held'
import { listLeads } from '@jobrun/contracts/leads'
import { getMe } from '@jobrun/contracts/operators'
import { type Query, type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { openEventLine } from './event-line.ts'
import { setLink } from './link.ts'

/** Many things that change together are asked for once. */
const GATHER_MS = 150
/** However much goes on, nothing is asked for more often than this. */
const LEAST_APART_MS = 800
const NOW_AND_THEN_MS = 15_000

const madeOld: Readonly<Record<'text' | 'turn' | 'message' | 'incident', readonly string[]>> = {
  text: [listConversations.path, listMessages.path, getConversation.path],
  turn: [listConversations.path, listMessages.path, getConversation.path, listLeads.path],
  message: [listConversations.path, listMessages.path, listHeld.path, listDeliveries.path],
  incident: [listAlerts.path],
}
const ofOneConversation: readonly unknown[] = [listMessages.path, getConversation.path]

export function useLive(): void {
  const queries = useQueryClient()
  useEffect(() => {
    let close: (() => void) | undefined
    const refresh = refreshing(queries)
    const start = () => {
      close ??= openEventLine({
        onOpen: (resumed) => {
          setLink('live')
          if (!resumed) refresh.all()
        },
        onEvent: refresh.after,
        onBreak: () => {
          setLink('reconnecting')
          // Whether it is us whom the service does not let in any more.
          void queries.invalidateQueries({ queryKey: [getMe.path] })
        },
      })
    }
    // A page that nobody looks at holds no line: a browser has few of them for all its pages together.
    const look = () => {
      if (document.visibilityState === 'visible') return start()
      close?.()
      close = undefined
    }
    look()
    document.addEventListener('visibilitychange', look)
    const asking = setInterval(() => document.visibilityState === 'visible' && refresh.all(), NOW_AND_THEN_MS)
    return () => {
      document.removeEventListener('visibilitychange', look)
      clearInterval(asking)
      refresh.stop()
      close?.()
    }
  }, [queries])
}

/** Gathers what became old, and asks for it. What hardly changes while somebody looks is left alone. */
function refreshing(queries: QueryClient) {
  let waiting: LiveEvent[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let last = Number.NEGATIVE_INFINITY

  function soon(event: LiveEvent): void {
    waiting.push(event)
    timer ??= setTimeout(now, Math.max(GATHER_MS, last + LEAST_APART_MS - performance.now()))
  }

  function now(): void {
    timer = undefined
    last = performance.now()
    const events = waiting
    waiting = []
    void queries.invalidateQueries({
      predicate: (query) => query.meta?.keeps !== true && events.some((event) => isOldAfter(event, query)),
    })
  }

  return {
    after: soon,
    all: () => soon({ kind: 'reset', clientId: null, conversationId: null, subject: null }),
    stop: () => clearTimeout(timer),
  }
}

/** A query's key is its endpoint's path and what was sent. */
function isOldAfter({ kind, conversationId }: LiveEvent, { queryKey }: Query): boolean {
  if (kind === 'change' || kind === 'reset') return true
  const [path, sent] = queryKey as [string, { params?: { id?: string } }]
  if (!madeOld[kind].includes(path)) return false
  return !ofOneConversation.includes(path) || sent.params?.id === conversationId
}
