/** From what was read of a conversation to what the plans take. */
import type { TurnContext } from '@jobrun/db/path/read-turn-context'
import type { ClientContext } from '@jobrun/db/path/turn-rows'
import { wordOf } from '@jobrun/domain/inbound/opt-word'
import type { PersonTurn } from '@jobrun/domain/inbound/plan-people-turn'
import type { CustomerTurn, WordedText } from '@jobrun/domain/inbound/plan-turn'
import type { Switches } from '@jobrun/domain/outbox/gate'
import { isPaid, missingOf } from '@jobrun/domain/pipeline/guard'
import type { ClientInTurn } from '@jobrun/domain/pipeline/turn'
import type { Region } from '@jobrun/domain/region'

/** Twilio's limit. What is longer is kept whole and decided by its beginning: rules that read more grow slow. */
const LONGEST_TEXT = 1_600
/** A closing line answers thank-yous for a day. */
const CLOSING_LASTS_MS = 24 * 3_600_000

export function customerTurnOf(context: TurnContext, now: Date): CustomerTurn {
  const { client, lastRule, lastTurnAt } = context
  if (!client) throw new Error(`conversation ${context.conversationId} has no client`)
  const recent = lastTurnAt !== null && now.getTime() - lastTurnAt.getTime() < CLOSING_LASTS_MS
  return {
    conversationId: context.conversationId,
    quietUntil: context.quietUntil,
    counts: context.counts,
    texts: wordedTexts(context),
    turn: {
      now,
      client: clientInTurn(client, context.switches, now),
      customerPhone: context.phone,
      customerName: context.customerName,
      lead: context.lead,
      thread: context.thread,
      closedPolitely: recent && (lastRule === 'thanks-answered-once' || lastRule === 'thanks-already-answered'),
    },
  }
}

export function personTurnOf(context: TurnContext, now: Date): PersonTurn {
  const { phone, quietUntil, counts } = context
  return { now, phone, quietUntil, counts, texts: wordedTexts(context) }
}

function wordedTexts(context: TurnContext): WordedText[] {
  return context.unanswered.map((text) => ({
    seq: text.seq,
    body: text.body.slice(0, LONGEST_TEXT).toWellFormed(),
    media: text.media,
    optWord: wordOf(text),
  }))
}

function clientInTurn(client: ClientContext, switches: Switches, now: Date): ClientInTurn {
  const { id, businessName, ownerName, ownerPhone, timezone, bookingUrl, templates } = client
  const missing = missingOf({ ...client, phoneNumber: ownerPhone, twilioNumber: client.ownNumber })
  const region = client.region as Region
  return {
    id,
    businessName,
    ownerName,
    ownerPhone,
    region,
    timezone,
    bookingUrl,
    templates,
    switches,
    missing,
    paid: isPaid(client, now),
  }
}
