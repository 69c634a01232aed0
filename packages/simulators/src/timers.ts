// Every wait of a stand-in passes here, so that stop() can end them all.

export interface Timers {
  after(ms: number, act: () => void): void
  /** Never settles once `clear` was called: whoever waited is gone by then. */
  delay(ms: number): Promise<void>
  clear(): void
}

export function createTimers(): Timers {
  const pending = new Set<NodeJS.Timeout>()
  let cleared = false
  const after = (ms: number, act: () => void) => {
    if (cleared) return
    const timer = setTimeout(() => {
      pending.delete(timer)
      act()
    }, ms)
    pending.add(timer)
  }
  return {
    after,
    delay: (ms) => new Promise((resolve) => after(ms, resolve)),
    clear: () => {
      cleared = true
      for (const timer of pending) clearTimeout(timer)
      pending.clear()
    },
  }
}
