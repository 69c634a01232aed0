/** The statements of the path for one text, turn or message: a group of one. */
import { type ClaimedMessage, claimNextMessages } from '../src/path/claim-message.ts'
import { commitTurns } from '../src/path/commit-turn.ts'
import { ingestTexts } from '../src/path/ingest-text.ts'
import { readTurnContexts, type TurnContext } from '../src/path/read-turn-context.ts'
import { recordDeliveries } from '../src/path/record-delivery.ts'
import { type Attempt, recordSent as recordAllSent } from '../src/path/record-send.ts'
import type { Db } from '../src/pool.ts'

/** As its only input, and its only output. */
function one<D, In, Out>(all: (db: D, inputs: readonly In[]) => Promise<Out[]>): (db: D, input: In) => Promise<Out> {
  return async (db, input) => {
    const outputs = await all(db, [input])
    if (outputs.length !== 1) throw new Error(`${outputs.length} answers to one question`)
    return outputs[0] as Out
  }
}

export const ingestText = one(ingestTexts)
export const commitTurn = one(commitTurns)
export const recordDelivery = one(recordDeliveries)

export function readTurnContext(db: Db, conversationId: string, now: Date): Promise<TurnContext | null> {
  return one(readTurnContexts)(db, { conversationId, now })
}

export function claimNextMessage(db: Db, to: string, from: string, now: Date): Promise<ClaimedMessage | null> {
  return one(claimNextMessages)(db, { to, from, now })
}

export function recordSent(db: Db, { id, attempt }: Attempt, sid: string): Promise<boolean> {
  return one(recordAllSent)(db, { id, attempt, sid })
}
