/** All that happens by the clock: when, under which lease, and what. */
import { randomInt } from 'node:crypto'
import { closeQuietLeads, endExpiredSwitches, forgetOldAnswers } from '@jobrun/db/path/tidy'
import type { Pool } from '@jobrun/db/pool'
import { type SendCopiesDeps, sendCopies } from '../monitor/send-copies.ts'
import { type TellFounderDeps, tellFounder } from '../monitor/tell-founder.ts'
import { type WatchDatabaseDeps, watchDatabase } from '../monitor/watch-database.ts'
import { type ReconcileDeps, reconcile } from '../outbox/reconcile.ts'
import { type SendEmailsDeps, sendEmails } from '../outbox/send-emails.ts'
import { askShadows, type ShadowDeps } from './ask-shadows.ts'
import { type CatchUpDeps, catchUp } from './catch-up.ts'
import { type CatchUpCallsDeps, catchUpCalls } from './catch-up-calls.ts'
import { type CatchUpPaymentsDeps, catchUpPayments } from './catch-up-payments.ts'
import { type NudgeDeps, nudgeOwners } from './nudge-owners.ts'
import type { PeriodicTask } from './periodic.ts'
import { type SweepDeps, sweep } from './sweep.ts'
import { type WatchBillingDeps, watchBilling } from './watch-billing.ts'
import { type WatchNumbersDeps, watchNumbers } from './watch-numbers.ts'

type Shared = SweepDeps &
  ReconcileDeps &
  CatchUpDeps &
  CatchUpCallsDeps &
  NudgeDeps &
  WatchBillingDeps &
  WatchNumbersDeps

export interface TaskDeps extends Shared {
  /** null: no e-mail is set up. */
  mailer: SendEmailsDeps['mailer'] | null
  /** null: no Stripe is. */
  till: CatchUpPaymentsDeps['till'] | null
  keepEvent: CatchUpPaymentsDeps['keepEvent']
  shadows: ShadowDeps
  watching: WatchDatabaseDeps
  alerting: TellFounderDeps
  senders: SendCopiesDeps['senders']
  keepSightings: () => Promise<unknown>
  monitor: () => Promise<unknown>
  events: Shared['events'] & SendEmailsDeps['events'] & SendCopiesDeps['events']
}

/** What others wait for when a process dies: minutes of it would let later texts overtake earlier ones. */
const OFTEN_LEASE_SECONDS = 15

export function tasksOf(deps: TaskDeps): PeriodicTask[] {
  return [...pathTasks(deps), ...watchTasks(deps), ...catchUpTasks(deps), ...ownerTasks(deps)]
}

/** The path of a text goes on: what got stuck, what nobody knows of, what goes by mail. */
function pathTasks(deps: TaskDeps): PeriodicTask[] {
  const { pool, mailer, now, events } = deps
  const mails = mailer && {
    name: 'e-mails',
    schedule: '4-59/5 * * * * *',
    run: () => sendEmails({ pool, mailer, now, events }),
  }
  return [
    { name: 'sweep', schedule: '*/5 * * * * *', leaseSeconds: OFTEN_LEASE_SECONDS, run: () => sweep(deps) },
    { name: 'reconcile', schedule: '2-59/5 * * * * *', leaseSeconds: OFTEN_LEASE_SECONDS, run: () => reconcile(deps) },
    { name: 'shadows', schedule: '3-59/5 * * * * *', run: () => askShadows(deps.shadows) },
    { name: 'tidy', schedule: '15 * * * * *', run: () => tidy(pool, now()) },
    ...(mails ? [mails] : []),
  ]
}

/** Whether all is well, and that the founder hears when it is not. */
function watchTasks(deps: TaskDeps): PeriodicTask[] {
  const { pool, senders, now, events } = deps
  const second = randomInt(30)
  const copies = {
    name: 'alert copies',
    schedule: '4-59/5 * * * * *',
    run: () => sendCopies({ pool, senders, now, events }),
  }
  return [
    {
      name: 'database watch',
      // Processes look at different seconds, so that the first one's text is in Twilio's list when the next one looks.
      schedule: `${second},${second + 30} * * * * *`,
      everywhere: true,
      run: () => watchDatabase(deps.watching),
    },
    { name: 'sightings', schedule: '1-59/5 * * * * *', everywhere: true, run: deps.keepSightings },
    {
      name: 'alerts',
      schedule: '3-59/5 * * * * *',
      leaseSeconds: OFTEN_LEASE_SECONDS,
      run: () => tellFounder(deps.alerting),
    },
    ...(Object.keys(senders).length > 0 ? [copies] : []),
    { name: 'monitor', schedule: '20 */5 * * * *', atStart: true, run: deps.monitor },
  ]
}

/** What others have and we were not told. */
function catchUpTasks(deps: TaskDeps): PeriodicTask[] {
  const { pool, till, keepEvent, now } = deps
  const payments = till && {
    name: 'catch-up-payments',
    schedule: '40 */5 * * * *',
    atStart: true,
    run: () => catchUpPayments({ pool, till, keepEvent, now }),
  }
  return [
    { name: 'catch-up', schedule: '0 */5 * * * *', atStart: true, run: () => catchUp(deps) },
    { name: 'catch-up-calls', schedule: '10 */5 * * * *', atStart: true, run: () => catchUpCalls(deps) },
    ...(payments ? [payments] : []),
  ]
}

/** What owners and their numbers wait for. */
function ownerTasks(deps: TaskDeps): PeriodicTask[] {
  return [
    { name: 'nudges', schedule: '45 * * * * *', run: () => nudgeOwners(deps) },
    { name: 'billing', schedule: '50 * * * * *', run: () => watchBilling(deps) },
    { name: 'numbers', schedule: '55 * * * * *', run: () => watchNumbers(deps) },
  ]
}

async function tidy(pool: Pool, now: Date): Promise<void> {
  await endExpiredSwitches(pool, now)
  await closeQuietLeads(pool, now)
  await forgetOldAnswers(pool, now)
}
