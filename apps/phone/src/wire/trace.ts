// Finds the trace behind a text on a handset. The operator's API knows a turn by the customer's text, so for an answer
// the texts that came before it are tried too, until a trace names the answer among what it sent.
import { sentSidsOf } from '../trace/reading.ts'
import { ask, NotAnswered } from './answers.ts'

const mostTried = 5

/** The trace as JSON. `sids`: the text itself first, then earlier texts it may answer, the most likely first. */
export async function getTrace(sids: readonly string[]): Promise<unknown> {
  const own = sids[0] ?? ''
  let likely: unknown = null
  for (const sid of sids.slice(0, mostTried)) {
    const trace = await traceOrNull(sid)
    if (trace === null) continue
    if (sid === own || sentSidsOf(trace).includes(own)) return trace
    likely ??= trace
  }
  if (likely !== null) return likely
  throw new NotAnswered('There is no trace of this text yet. JobRun waits a moment for further texts before it answers.', 404)
}

async function traceOrNull(sid: string): Promise<unknown> {
  try {
    return await ask<unknown>(`./api/trace/${encodeURIComponent(sid)}`)
  } catch (error) {
    if (error instanceof NotAnswered && error.status === 404) return null
    throw error
  }
}
