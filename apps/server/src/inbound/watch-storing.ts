/** Remembers whether the last text could be stored, so that health can say why texts are refused. */
import type { IngestArrival } from './ingest.ts'

export interface Storing {
  ingest: IngestArrival
  /** PostgreSQL's code and how long ago; null while texts are stored. */
  failure: () => { code: string; agoMs: number } | null
}

/** `elapsed`: milliseconds of a clock that only moves forward. */
export function watchStoring(ingest: IngestArrival, elapsed: () => number): Storing {
  let failed: { code: string; at: number } | null = null
  return {
    async ingest(text, traceContext) {
      try {
        await ingest(text, traceContext)
        failed = null
      } catch (error) {
        failed = { code: (error as { code?: string }).code ?? '', at: elapsed() }
        throw error
      }
    },
    failure: () => failed && { code: failed.code, agoMs: elapsed() - failed.at },
  }
}
