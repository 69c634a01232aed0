/**
 * Sends the e-mails that are due, one after another: claim, ask the gate again, send, record. An owner who could not be
 * told this way either is the founder's to ring.
 */

import { raiseFindings } from '@jobrun/db/monitor/incidents'
import {
  type ClaimedEmail,
  claimNextEmail,
  type EmailEnd,
  findAbandonedEmails,
  settleEmail,
} from '@jobrun/db/path/email'
import type { Pool } from '@jobrun/db/pool'
import { gate } from '@jobrun/domain/outbox/gate'
import { type Mailer, type MailOutcome, mailAgainAfterMs, mailOf } from '@jobrun/domain/outbox/mail'
import { ownerNotTold } from '@jobrun/domain/outbox/queue-drafts'
import type { Events } from '../events.ts'

export interface SendEmailsDeps {
  pool: Pool
  mailer: Mailer
  now: () => Date
  events: Pick<Events, 'emailSettled'>
}

const MOST_AT_ONCE = 20

export async function sendEmails(deps: SendEmailsDeps): Promise<void> {
  for (const abandoned of await findAbandonedEmails(deps.pool)) {
    await settle(deps, abandoned, { state: 'UNKNOWN', reason: 'the process ended while it was sent' })
  }
  for (let sent = 0; sent < MOST_AT_ONCE; sent++) {
    const email = await claimNextEmail(deps.pool, deps.now())
    if (!email) return
    await settle(deps, email, await sendOne(deps, email))
  }
}

async function sendOne({ mailer }: SendEmailsDeps, email: ClaimedEmail): Promise<EmailEnd> {
  const answer = gate(email.switches, { optedOut: false }, email.purpose)
  if (!answer.open) return { state: 'SUPPRESSED', reason: answer.because }
  return endOf(await mailer.send(mailOf(email)), email.attempt)
}

function endOf(outcome: MailOutcome, attempt: number): EmailEnd {
  switch (outcome.kind) {
    case 'accepted':
      return { state: 'SENT' }
    case 'unknown':
      return { state: 'UNKNOWN', reason: outcome.detail }
    case 'refused': {
      const afterMs = outcome.later ? mailAgainAfterMs(attempt) : null
      const reason = outcome.detail
      return afterMs === null ? { state: 'FAILED', reason } : { state: 'READY', afterMs, reason }
    }
  }
}

async function settle(
  deps: SendEmailsDeps,
  email: Pick<ClaimedEmail, 'id' | 'clientId' | 'body' | 'attempt'>,
  end: EmailEnd,
): Promise<void> {
  // Told first: a process that ends in between tells it once more, which is the same incident, rather than not at all.
  if (end.state === 'FAILED' || end.state === 'UNKNOWN') {
    const because = end.state === 'FAILED' ? 'not by e-mail either' : 'perhaps by e-mail'
    const { clientId, body } = email
    await raiseFindings(
      deps.pool,
      [ownerNotTold({ subject: `email ${clientId}`, clientId, body, because })],
      deps.now(),
    )
  }
  if (await settleEmail(deps.pool, email, { end, now: deps.now() })) {
    deps.events.emailSettled({ emailId: email.id, state: end.state, reason: 'reason' in end ? end.reason : null })
  }
}
