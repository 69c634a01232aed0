/** Does what an owner who is live asks by text, within the turn that asked, and says what is now so. */
import { randomUUID } from 'node:crypto'
import { portalTokenOf, readBilling } from '@jobrun/db/billing/billing-rows'
import {
  closeLead,
  listOpenLeads,
  lockOwnedClient,
  type OwnedClient,
  readHours,
  setBookingUrl,
  setHours,
  setPause,
} from '@jobrun/db/owner/owner-rows'
import { queueMessages } from '@jobrun/db/path/queue-message'
import type { Tx } from '@jobrun/db/pool'
import type { Queue } from '@jobrun/db/queue'
import { faultsOfFact } from '@jobrun/domain/grounding/fact'
import { firstToFit, measure, REPLY_SEGMENTS } from '@jobrun/domain/outbox/segments'
import * as answers from '@jobrun/domain/owner/owner-answers'
import { type OwnerCommand, readOwnerCommand } from '@jobrun/domain/owner/read-owner-command'

export interface ObeyDeps {
  queue: Pick<Queue, 'queueDeliveries'>
  publicBaseUrl: string
  price: { monthlyPrice: string }
}

interface Asked {
  client: OwnedClient
  /** Names the turn, and what of it. */
  key: string
  now: Date
}

export async function obeyOwner(
  tx: Tx,
  deps: ObeyDeps,
  of: { clientId: string; texts: readonly string[]; key: string; now: Date },
): Promise<string> {
  const said: string[] = []
  for (const [n, text] of of.texts.entries()) {
    const client = await lockOwnedClient(tx, of.clientId, of.now)
    if (!client) throw new Error(`client ${of.clientId} is gone`)
    said.push(await obey(tx, deps, readOwnerCommand(text), { client, key: `${of.key}:${n}`, now: of.now }))
  }
  return together([...new Set(said)])
}

/** One answer for the turn; where all do not fit, the last says how things stand. */
function together(said: readonly string[]): string {
  const [first = '', ...others] = said
  const joined = [first, ...others.map((words) => words.replace(/^JobRun: /, ''))].join(' ')
  return firstToFit([joined, said.at(-1) ?? first], REPLY_SEGMENTS)
}

async function obey(tx: Tx, deps: ObeyDeps, command: OwnerCommand, asked: Asked): Promise<string> {
  const { client, now } = asked
  switch (command.kind) {
    case 'menu':
      return answers.menu(client.businessName)
    case 'link':
      if (command.url === null) return answers.linkRefused(command.written, client.bookingUrl)
      await setBookingUrl(tx, client, command.url, now)
      return answers.linkSet(command.url)
    case 'pause': {
      const until = command.minutes === null ? null : new Date(now.getTime() + command.minutes * 60_000)
      await setPause(tx, client, { on: true, until }, now)
      return answers.paused(until && clockOf(client.timezone, until))
    }
    case 'resume':
      await setPause(tx, client, { on: false, until: null }, now)
      return answers.resumed
    case 'hours':
      return hours(tx, command.says, asked)
    case 'billing':
      return billing(tx, deps, asked)
    case 'leads': {
      const leads = await listOpenLeads(tx, client.id)
      return answers.leadList(leads, leads.length)
    }
    case 'reply':
      return reply(tx, deps, command, asked)
    case 'done':
      return done(tx, command.lead, asked)
  }
}

/** A question mark alone asks, too. */
async function hours(tx: Tx, says: string, { client, now }: Asked): Promise<string> {
  if (!/[\p{L}\d]/u.test(says)) return answers.hours((await readHours(tx, client.id))?.says ?? null)
  if (faultsOfFact({ kind: 'hours', about: '', says }).length > 0) return answers.hoursRefused
  await setHours(tx, client, says, now)
  return answers.hours(says)
}

async function billing(tx: Tx, { publicBaseUrl, price }: ObeyDeps, { client, now }: Asked): Promise<string> {
  const row = await readBilling(tx, client.id)
  const isTheirs = row !== null && row.customerId !== null
  const link = isTheirs ? `${publicBaseUrl}/b/${await portalTokenOf(tx, client.id, now)}` : null
  const payLink = row?.paymentToken ? `${publicBaseUrl}/p/${row.paymentToken}` : null
  return answers.billing({ ...client, monthlyPrice: price.monthlyPrice, link, payLink })
}

async function reply(
  tx: Tx,
  deps: ObeyDeps,
  { lead: number, words }: { lead: number | null; words: string },
  { client, key, now }: Asked,
): Promise<string> {
  if (number === null || words === '') return answers.replyHow
  const lead = (await listOpenLeads(tx, client.id)).find((one) => one.number === number)
  if (!lead || client.ownNumber === null) return answers.noSuchLead
  if (lead.optedOut) return answers.optedOut(lead.phone)
  const measured = measure(words)
  if (measured.segments > REPLY_SEGMENTS) return answers.tooLong
  const { conversationId, phone: to } = lead
  const about = {
    clientId: client.id,
    conversationId,
    purpose: 'reply',
    from: client.ownNumber,
    to,
    body: words,
    ...measured,
  }
  const queued = await queueMessages(tx, [{ id: randomUUID(), dedupeKey: `owner:${key}`, ...about, notBefore: null }])
  await deps.queue.queueDeliveries(tx, queued, { name: 'first', now })
  return answers.replied(lead, client.switches.outboundPaused)
}

async function done(tx: Tx, number: number | null, { client, now }: Asked): Promise<string> {
  const open = await listOpenLeads(tx, client.id)
  if (number === null) return answers.leadList(open, open.length)
  const lead = open.find((one) => one.number === number)
  if (!lead) return answers.noSuchLead
  await closeLead(tx, client.id, lead, now)
  return answers.closed(lead, open.length - 1)
}

/** "Tue 14:30", by the clocks where the owner is. */
function clockOf(timeZone: string, at: Date): string {
  const format = {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  } as const
  return new Intl.DateTimeFormat('en-GB', { ...format, hourCycle: 'h23' }).format(at)
}
