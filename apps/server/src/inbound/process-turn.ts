/**
 * A job says "look at this conversation". Whether there is something to answer, and whether it is this job's to answer,
 * the rows say. Ends without work only when a later text's job will come.
 */
import { createGroupStatement } from '@jobrun/db/group-commit'
import { type AskedContext, MOST_TEXTS, readTurnContexts, type TurnContext } from '@jobrun/db/path/read-turn-context'
import type { Pool } from '@jobrun/db/pool'
import type { TurnJob } from '@jobrun/db/queue'
import { type Gathering, yieldsToLater } from '@jobrun/domain/inbound/gather'
import type { Events } from '../events.ts'
import { fewARound } from './few-a-round.ts'

export interface ProcessTurnDeps {
  pool: Pool
  gathering: Gathering
  now: () => Date
  /** Answers what waits; false when somebody else was there first and it has to be read anew. */
  takeTurn: (context: TurnContext, now: Date) => Promise<boolean>
  events: Pick<Events, 'turnTakenAgain'>
}

/** A conversation that goes on changing under us is left to the queue's next try. */
const MOST_TRIES = 20
const TURNS_A_ROUND = 4

export function createProcessTurn(deps: ProcessTurnDeps): (job: TurnJob) => Promise<void> {
  const read = createGroupStatement<AskedContext, TurnContext | null>(deps.pool, {
    restMs: 25,
    keyOf: (asked) => asked.conversationId,
    work: readTurnContexts,
  })
  const pass = fewARound(TURNS_A_ROUND)
  return async ({ conversationId, seq }) => {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const now = deps.now()
      const context = await read({ conversationId, now })
      if (!context || context.unanswered.length === 0) return
      await pass()
      if (yieldsToLater(seq, context.unanswered, now, deps.gathering)) return
      if (!(await deps.takeTurn(context, now))) deps.events.turnTakenAgain({ conversationId })
      // What has come meanwhile has a job of its own; only what did not fit into this turn has not.
      else if (context.unanswered.length < MOST_TEXTS) return
    }
    throw new Error(`conversation ${conversationId} had more to answer after ${MOST_TRIES} tries`)
  }
}
