/**
 * Counts every call that an instance of the service makes to the database or to another service, by its label, and
 * springs at the one it was set for. It sits in the lines between them, so the service that is proven is the one that ships.
 */

export const modes = ['killed before', 'killed after', 'error', 'time-out', 'reply lost'] as const
export type Mode = (typeof modes)[number]

/** The n-th call of this label since the scenario began. */
export interface Boundary {
  label: string
  nth: number
}

export interface Target extends Boundary {
  mode: Mode
}

export interface Trap {
  /** What is to happen to this call; null: nothing. */
  call(label: string): Mode | null
  sprung(): boolean
  /** Every call so far, in order. */
  seen(): readonly Boundary[]
}

export function setTrap(target: Target | null): Trap {
  const counts = new Map<string, number>()
  const seen: Boundary[] = []
  let sprung = false
  return {
    call(label) {
      const nth = (counts.get(label) ?? 0) + 1
      counts.set(label, nth)
      seen.push({ label, nth })
      if (sprung || target?.label !== label || target.nth !== nth) return null
      sprung = true
      return target.mode
    },
    sprung: () => sprung,
    seen: () => seen,
  }
}

/** What a line asks at each call, and whom it tells that the process died there. */
export interface Tripwire {
  call(label: string): Mode | null
  died(): void
  /** How long a call that is never answered stays so before its connection ends; null: for ever. */
  silenceMs: number | null
  /** How much longer a request takes to get there. */
  delayMs?: () => number
}
