/**
 * Twice a minute in every process that works: does the database answer? While it does not, the founder is told by Twilio
 * alone; once it does, what was said meanwhile is written down where it belongs.
 */

import { randomUUID } from 'node:crypto'
import { keepBlindness } from '@jobrun/db/monitor/blindness'
import type { Pool } from '@jobrun/db/pool'
import { BLIND_BEGINNING, blindWords, nextBlindStep } from '@jobrun/domain/monitor/blind-alarm'
import type { Carrier, SentText } from '@jobrun/domain/outbox/carrier'
import { VALIDITY_SECONDS } from '@jobrun/domain/outbox/purpose'
import type { Events } from '../events.ts'
import type { OurEnds } from '../outbox/told-messages.ts'
import type { AlarmJournal, KeptText } from './alarm-journal.ts'
import type { SendCopy } from './send-copies.ts'

export interface WatchDatabaseDeps extends OurEnds {
  pool: Pool
  /** Rejects when the database does not answer. */
  askDatabase: () => Promise<void>
  carrier: Pick<Carrier, 'send' | 'listSent'>
  journal: AlarmJournal
  /** The first text goes to these too. */
  copies: readonly SendCopy[]
  publicBaseUrl: string
  now: () => Date
  events: Pick<Events, 'databaseAway' | 'databaseBack' | 'taskFailed'>
}

export async function watchDatabase(deps: WatchDatabaseDeps): Promise<void> {
  const answers = await deps.askDatabase().then(
    () => true,
    () => false,
  )
  const known = await deps.journal.read()
  if (answers) return known ? reconcile(deps, known) : undefined
  if (!known) return deps.journal.begin(deps.now())
  await alarm(deps, known)
}

type Known = NonNullable<Awaited<ReturnType<AlarmJournal['read']>>>

async function alarm(deps: WatchDatabaseDeps, known: Known): Promise<void> {
  const now = deps.now()
  const step = nextBlindStep(known, now)
  if (step.kind === 'wait') return
  const before = step.kind === 'settle' ? known.texts.at(-1) : undefined
  const text: KeptText = { claimedAt: now, outcome: null, sid: null, body: blindWords(known.since, now) }
  if (step.kind === 'text' && !(await deps.journal.claim(step.number, text))) return
  const since = before?.claimedAt ?? sinceLastText(known)
  // Processes on other machines have journals of their own; Twilio's list is what all of them share.
  const said = await saidSince(deps, since)
  const settled = said
    ? { ...text, outcome: 'sent' as const, sid: said.sid, claimedAt: before?.claimedAt ?? now }
    : await send(deps, text)
  await deps.journal.settle(step.number, settled)
  deps.events.databaseAway({ since: known.since, told: said ? 'by another process' : (settled.outcome ?? 'perhaps') })
  if (step.number === 1 && settled.outcome !== 'failed' && !said) await copy(deps, settled)
}

/** A little before: clocks differ. */
const CLOCKS_DIFFER_MS = 60_000

function sinceLastText({ since, texts }: Known): Date {
  const last = texts.findLast(({ outcome }) => outcome === 'sent')
  return last ? new Date(last.claimedAt.getTime() + CLOCKS_DIFFER_MS) : new Date(since.getTime() - CLOCKS_DIFFER_MS)
}

async function saidSince(
  { carrier, systemNumber: from, founderPhone: to }: WatchDatabaseDeps,
  since: Date,
): Promise<SentText | null> {
  const listed = await carrier.listSent({ from, to, most: 20 })
  return listed?.find(({ body, createdAt }) => body.startsWith(BLIND_BEGINNING) && createdAt >= since) ?? null
}

async function send(deps: WatchDatabaseDeps, text: KeptText): Promise<KeptText> {
  const outcome = await deps.carrier.send({
    from: deps.systemNumber,
    to: deps.founderPhone,
    body: text.body,
    // No row has this id: what comes of it is read from Twilio's list.
    statusCallback: `${deps.publicBaseUrl}/api/twilio/status?message=${randomUUID()}`,
    validitySeconds: VALIDITY_SECONDS.founder,
  })
  switch (outcome.kind) {
    case 'accepted':
      return { ...text, outcome: 'sent', sid: outcome.sid }
    case 'refused':
      return { ...text, outcome: 'failed' }
    case 'unknown':
      return text
  }
}

async function copy({ copies, events }: WatchDatabaseDeps, { body }: KeptText): Promise<void> {
  for (const send of copies) {
    await send({ id: randomUUID(), type: 'INVARIANT_VIOLATION', message: body }).catch((error) =>
      events.taskFailed('alert copy', error),
    )
  }
}

async function reconcile({ pool, journal, now, events }: WatchDatabaseDeps, { since, texts }: Known): Promise<void> {
  const until = now()
  await keepBlindness(pool, { since, until, words: blindWords(since, until), texts })
  await journal.end()
  events.databaseBack({ since, until })
}
