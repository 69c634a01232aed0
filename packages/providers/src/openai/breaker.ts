/**
 * Stops asking a service that does not answer. Counts only failures of the service itself, in a row and over all four
 * questions; a refusal, a filter or junk is an answer and resets the count: one customer's texts must not switch the AI
 * off for everybody.
 */
import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhenResult } from 'cockatiel'

export type BreakerState = 'closed' | 'open' | 'half-open'

export interface Breaker {
  state(): BreakerState
  /** Null: not asked, because the breaker is open or its one probe is still on its way. */
  through<R extends { serviceFailed: boolean }>(ask: () => Promise<R>): Promise<R | null>
}

const states: Record<CircuitState, BreakerState> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.Isolated]: 'open',
  [CircuitState.HalfOpen]: 'half-open',
}

export interface BreakerOptions {
  failures: number
  openForMs: number
  /** Told of each move, at once. */
  onMove?: ((state: BreakerState) => void) | undefined
}

export function createBreaker({ failures, openForMs, onMove }: BreakerOptions): Breaker {
  const policy = circuitBreaker(
    handleWhenResult((result) => (result as { serviceFailed: boolean }).serviceFailed),
    { halfOpenAfter: openForMs, breaker: new ConsecutiveBreaker(failures) },
  )
  policy.onStateChange((state) => onMove?.(states[state]))
  return {
    state: () => states[policy.state],
    async through(ask) {
      // The library lets everybody else wait for the probe's result, which would cost them their time.
      if (policy.state === CircuitState.HalfOpen) return null
      try {
        return await policy.execute(ask)
      } catch (error) {
        if (error instanceof BrokenCircuitError) return null
        throw error
      }
    },
  }
}
