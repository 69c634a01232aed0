/** One text, kept and queued in one transaction. Repeats of a MessageSid change nothing. */
import type { TwilioText } from '@jobrun/contracts/wire/twilio'
import { createGroupCommit } from '@jobrun/db/group-commit'
import { type Ingested, ingestTexts } from '@jobrun/db/path/ingest-text'
import type { Pool } from '@jobrun/db/pool'
import type { NewTurnJob, Queue } from '@jobrun/db/queue'
import { inboundIdOf } from '@jobrun/domain/ids'
import { answerAfter, type Gathering } from '@jobrun/domain/inbound/gather'
import { wordOf } from '@jobrun/domain/inbound/opt-word'
import type { Events } from '../events.ts'

/** `traceContext`: of the span that it is stored in. */
export type IngestArrival = (text: TwilioText, traceContext?: string | null) => Promise<void>

export interface IngestDeps {
  pool: Pool
  queue: Pick<Queue, 'queueTurns' | 'wake'>
  gathering: Gathering
  now: () => Date
  events: Pick<Events, 'textStored' | 'textRepeated' | 'textToNobody'>
}

interface Arrived {
  text: TwilioText
  at: Date
  traceContext: string | null
}

interface Kept {
  ingested: Ingested
  job: NewTurnJob | null
}

export function createIngest(deps: IngestDeps): IngestArrival {
  const keep = createGroupCommit<Arrived, Kept>(deps.pool, {
    restMs: 4,
    keyOf: ({ text }) => `${text.to} ${text.from}`,
    async work(tx, arrived, rollback, withCommit) {
      const texts = arrived.map(({ text, at, traceContext }) => ({
        ...text,
        id: inboundIdOf(text.messageSid),
        optWord: wordOf(text),
        at,
        traceContext,
      }))
      const ingested = await ingestTexts(tx, texts)
      const kept = texts.flatMap(({ id, at }, n) => {
        const one = ingested[n]
        return one ? [{ ingested: one, job: jobOf(id, one, { at, gathering: deps.gathering }) }] : []
      })
      if (ingested.some((one) => !one.kept && one.undo)) rollback()
      else
        await deps.queue.queueTurns(
          withCommit,
          kept.flatMap(({ job }) => job ?? []),
        )
      return kept
    },
  })
  return async (text, traceContext = null) => {
    const at = deps.now()
    const { ingested, job } = await keep({ text, at, traceContext })
    if (job) deps.queue.wake('turn', new Date(at.getTime() + job.afterMs), at)
    report(deps.events, text, ingested)
  }
}

function jobOf(
  id: string,
  ingested: Ingested,
  { at, gathering }: { at: Date; gathering: Gathering },
): NewTurnJob | null {
  if (!ingested.kept || !ingested.answerable) return null
  const { conversationId, seq, oldestUnfinished } = ingested
  return { id, conversationId, seq, afterMs: answerAfter(at, oldestUnfinished, gathering).getTime() - at.getTime() }
}

function report(events: IngestDeps['events'], { messageSid, to }: TwilioText, ingested: Ingested): void {
  if (!ingested.kept) events.textRepeated({ messageSid })
  else if (!ingested.answerable) events.textToNobody({ messageSid, to })
  else events.textStored({ messageSid, conversationId: ingested.conversationId, seq: ingested.seq })
}
