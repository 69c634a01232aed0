// The line on which the service tells what has changed: opened again for ever, each time a little later, from where it
// broke off. A browser gives up by itself on a refusal, and tries again in time with every other browser.
import { type LiveEvent, liveEvent, streamEvents } from '@jobrun/contracts/events'

const FIRST_TRY_MS = 500
const LAST_TRY_MS = 30_000
/** The service says something at least every ten seconds; a line that is silent for longer is dead. */
const SILENT_MS = 25_000

export interface EventLine {
  /** `resumed`: nothing was missed. */
  onOpen: (resumed: boolean) => void
  onEvent: (event: LiveEvent) => void
  onBreak: () => void
}

/** Returns what closes it. */
export function openEventLine({ onOpen, onEvent, onBreak }: EventLine): () => void {
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastId = ''
  let tries = 0

  function open(): void {
    clearTimeout(timer)
    source?.close()
    const from = lastId
    source = new EventSource(from === '' ? streamEvents.path : `${streamEvents.path}?after=${from}`)
    source.onerror = again
    const heard = (message: MessageEvent<string>) => {
      lastId = message.lastEventId
      wait(SILENT_MS, again)
    }
    source.onopen = () => wait(SILENT_MS, again)
    source.addEventListener('beat', (message) => {
      heard(message)
      if (tries === -1) return
      tries = -1
      onOpen(from !== '')
    })
    source.onmessage = (message: MessageEvent<string>) => {
      heard(message)
      const read = liveEvent.safeParse(JSON.parse(message.data))
      if (read.success) onEvent(read.data)
    }
  }

  function again(): void {
    source?.close()
    onBreak()
    tries = Math.max(0, tries) + 1
    const longest = Math.min(LAST_TRY_MS, FIRST_TRY_MS * 2 ** (tries - 1))
    wait(longest * (0.5 + Math.random() / 2), open)
  }

  function wait(ms: number, act: () => void): void {
    clearTimeout(timer)
    timer = setTimeout(act, ms)
  }

  // The browser knows before the silence tells, and knows when there is somebody to ask again.
  window.addEventListener('offline', again)
  window.addEventListener('online', open)
  open()
  return () => {
    window.removeEventListener('offline', again)
    window.removeEventListener('online', open)
    clearTimeout(timer)
    source?.close()
  }
}
