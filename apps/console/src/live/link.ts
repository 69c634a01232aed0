/** How the line to the service is now, for whoever shows it. */
import { useSyncExternalStore } from 'react'

interface Link {
  state: 'connecting' | 'live' | 'reconnecting'
  since: Date
}

let link: Link = { state: 'connecting', since: new Date() }
const listeners = new Set<() => void>()

/** `since` stays where the line was broken already. */
export function setLink(state: Link['state']): void {
  const wasBroken = link.state !== 'live' && state !== 'live'
  link = { state, since: wasBroken ? link.since : new Date() }
  for (const told of listeners) told()
}

export function useLink(): Link {
  return useSyncExternalStore(
    (told) => {
      listeners.add(told)
      return () => listeners.delete(told)
    },
    () => link,
  )
}
