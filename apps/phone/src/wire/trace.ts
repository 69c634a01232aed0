// The trace behind a text on a handset, by the sid of a text that came in or went out.
import { ask, NotAnswered } from './answers.ts'

/** As JSON: its shape may be newer than this page. */
export async function getTrace(sid: string): Promise<unknown> {
  try {
    return await ask<unknown>(`./api/trace/${encodeURIComponent(sid)}`)
  } catch (error) {
    if (error instanceof NotAnswered && error.status === 404)
      throw new NotAnswered('JobRun knows nothing of this text yet. Look again in a moment.', 404)
    throw error
  }
}
