/** One text, kept and queued in one transaction. Repeats of a MessageSid change nothing. */
import type { TwilioText } from '@jobrun/contracts/wire/twilio'
import { type Ingested, ingestText } from '@jobrun/db/path/ingest-text'
import { inTransaction, type Pool } from '@jobrun/db/pool'
import type { Queue } from '@jobrun/db/queue'
import { inboundIdOf } from '@jobrun/domain/ids'
import { answerAfter, type Gathering } from '@jobrun/domain/inbound/gather'
import { wordOf } from '@jobrun/domain/inbound/opt-word'
import type { Events } from '../events.ts'

export type IngestArrival = (text: TwilioText) => Promise<void>

export interface IngestDeps {
  pool: Pool
  queue: Pick<Queue, 'queueTurn' | 'wake'>
  gathering: Gathering
  now: () => Date
  events: Pick<Events, 'textStored' | 'textRepeated' | 'textToNobody'>
}

export function createIngest(deps: IngestDeps): IngestArrival {
  return async (text) => {
    const at = deps.now()
    const id = inboundIdOf(text.messageSid)
    const { ingested, startAfter } = await inTransaction(deps.pool, async (tx, rollback) => {
      const ingested = await ingestText(tx, { ...text, id, optWord: wordOf(text), at })
      if (!ingested.kept) rollback()
      if (!ingested.kept || !ingested.answerable) return { ingested, startAfter: null }
      const startAfter = answerAfter(at, ingested.oldestUnfinished, deps.gathering)
      const { conversationId, seq } = ingested
      const afterMs = startAfter.getTime() - at.getTime()
      await deps.queue.queueTurn(tx, { id, conversationId, seq, afterMs })
      return { ingested, startAfter }
    })
    if (startAfter) deps.queue.wake('turn', startAfter, at)
    report(deps.events, text, ingested)
  }
}

function report(events: IngestDeps['events'], { messageSid, to }: TwilioText, ingested: Ingested): void {
  if (!ingested.kept) events.textRepeated({ messageSid })
  else if (!ingested.answerable) events.textToNobody({ messageSid, to })
  else events.textStored({ messageSid, conversationId: ingested.conversationId, seq: ingested.seq })
}
