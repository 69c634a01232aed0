// Follows the service's server-sent events. The browser's own reconnecting gives up for good on an error status, so
// each broken line is closed here and a new one opened, ever more slowly and for ever. A line on which nothing is
// heard, not even the heartbeat, counts as broken.
import { backoffMs } from './backoff.ts'

export type Link = { state: 'connecting' | 'live' | 'reconnecting'; since: Date }

export interface Following {
  address: (lastId: string | null) => string
  onEvent: (data: string) => void
  onLink: (state: Link['state']) => void
}

const SILENT_MS = 45_000
const eventName = 'change'

/** Answers the way to stop. */
export function followEvents({ address, onEvent, onLink }: Following): () => void {
  let failures = 0
  let lastId: string | null = null
  let source: EventSource | null = null
  let next: ReturnType<typeof setTimeout> | undefined
  let silence: ReturnType<typeof setTimeout> | undefined
  const heard = () => {
    clearTimeout(silence)
    silence = setTimeout(broken, SILENT_MS)
  }
  const broken = () => {
    source?.close()
    clearTimeout(silence)
    failures += 1
    onLink('reconnecting')
    next = setTimeout(open, backoffMs(failures, Math.random()))
  }
  const open = () => {
    source = new EventSource(address(lastId))
    source.onopen = () => {
      failures = 0
      heard()
      onLink('live')
    }
    source.addEventListener('heartbeat', heard)
    source.addEventListener(eventName, (event) => {
      heard()
      if (event.lastEventId) lastId = event.lastEventId
      onEvent(String(event.data))
    })
    source.onerror = broken
  }
  open()
  return () => {
    clearTimeout(next)
    clearTimeout(silence)
    source?.close()
  }
}
