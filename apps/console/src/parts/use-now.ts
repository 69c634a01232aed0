// The time, for whatever shows an age: all of them move on together.
import { useSyncExternalStore } from 'react'

const EVERY_MS = 15_000

let shown = new Date()
const listeners = new Set<() => void>()

function tick(): void {
  shown = new Date()
  for (const told of listeners) told()
}

let timer: ReturnType<typeof setInterval> | undefined

function listen(told: () => void): () => void {
  listeners.add(told)
  timer ??= setInterval(tick, EVERY_MS)
  return () => {
    listeners.delete(told)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

export function useNow(): Date {
  return useSyncExternalStore(listen, () => shown)
}
