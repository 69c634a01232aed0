// Follows the stand-in's server-sent events. The browser's own reconnecting gives up for good on an error status, so
// each broken line is closed here and a new one opened, ever more slowly.
import { backoffMs } from './backoff.ts'
import type { HandsetMessage } from './handset-texts.ts'

export type Link = 'connecting' | 'live' | 'reconnecting'

export interface Following {
  onText: (text: HandsetMessage) => void
  /** Called with `live` on each new connection: what happened meanwhile has to be fetched then. */
  onLink: (link: Link) => void
}

/** Answers the way to stop. */
export function followEvents({ onText, onLink }: Following): () => void {
  let failures = 0
  let source: EventSource | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const open = () => {
    source = new EventSource('./sim/events')
    source.onopen = () => {
      failures = 0
      onLink('live')
    }
    source.addEventListener('message', (event) => {
      const text = parse(event.data)
      if (text) onText(text)
    })
    source.onerror = () => {
      source?.close()
      failures += 1
      onLink('reconnecting')
      timer = setTimeout(open, backoffMs(failures))
    }
  }
  open()
  return () => {
    clearTimeout(timer)
    source?.close()
  }
}

function parse(data: string): HandsetMessage | null {
  try {
    const text = JSON.parse(data) as HandsetMessage
    return typeof text.sid === 'string' ? text : null
  } catch {
    return null
  }
}
