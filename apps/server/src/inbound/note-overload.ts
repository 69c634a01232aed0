/** Says, in the log and to the health of every process, that texts come faster than they are answered; not once a turn. */
import { moveMark } from '@jobrun/db/path/catch-up'
import type { Pool } from '@jobrun/db/pool'
import type { Events } from '../events.ts'

export interface NoteOverloadDeps {
  pool: Pool
  events: Pick<Events, 'aiLeftOut' | 'taskFailed'>
}

export const LEFT_OUT_MARK = 'ai-left-out'
const SAID_AGAIN_AFTER_MS = 5_000

export function createNoteOverload({ pool, events }: NoteOverloadDeps): (now: Date) => void {
  let saidAt = Number.NEGATIVE_INFINITY
  let turns = 0
  return (now) => {
    turns++
    // Nor is it kept quiet for an hour by a clock that was set back.
    if (Math.abs(now.getTime() - saidAt) < SAID_AGAIN_AFTER_MS) return
    events.aiLeftOut({ turns })
    saidAt = now.getTime()
    turns = 0
    void moveMark(pool, LEFT_OUT_MARK, now).catch((error: unknown) => events.taskFailed('overload', error))
  }
}
