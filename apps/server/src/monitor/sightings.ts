/** What this process sees of Twilio, Stripe and the AI, gathered in memory and written down every few seconds. */
import { keepSightings } from '@jobrun/db/monitor/sightings'
import type { Pool } from '@jobrun/db/pool'
import type { Asked, Till } from '@jobrun/domain/billing/till'
import { createSpell } from '@jobrun/domain/monitor/ai-spells'
import type { Seen } from '@jobrun/domain/monitor/facts'
import type { Carrier } from '@jobrun/domain/outbox/carrier'

export type Service = 'twilio' | 'openai' | 'stripe'

export interface Sightings {
  /** null: it answered. Otherwise in a few words why not. */
  saw(service: Service, failure: string | null): void
  keep(): Promise<void>
}

export function createSightings({ pool, now }: { pool: Pool; now: () => Date }): Sightings {
  let seen = new Map<Service, Seen>()
  const spell = createSpell()
  return {
    saw(service, failure) {
      if (service === 'openai') spell.add(failure)
      const before = seen.get(service) ?? { name: service, okAt: null, failedAt: null, detail: null }
      const at = failure === null ? { okAt: now() } : { failedAt: now(), detail: failure }
      seen.set(service, { ...before, ...at })
    },
    async keep() {
      const taken = [...seen.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
      seen = new Map()
      await keepSightings(pool, taken, spell.take(now()))
    },
  }
}

/** Twilio's own "this is not your account" speaks of credentials; any other refusal is an answer. */
export function seeing(carrier: Carrier, { saw }: Pick<Sightings, 'saw'>): Carrier {
  return {
    ...carrier,
    async send(text) {
      const outcome = await carrier.send(text)
      const isUs = outcome.kind === 'refused' && (outcome.code === 20003 || /^HTTP 40[13]\b/.test(outcome.detail))
      if (outcome.kind !== 'unknown') saw('twilio', isUs ? outcome.detail : null)
      return outcome
    },
  }
}

/** Stripe names a key that it does not take, or that may not do this; what it cannot answer now says nothing of the key. */
const refusedKey = /\b40[13]\b/

export function seeingTill(till: Till, { saw }: Pick<Sightings, 'saw'>): Till {
  const seen = async <T>(asking: Promise<Asked<T>>): Promise<Asked<T>> => {
    const asked = await asking
    if (asked.ok) saw('stripe', null)
    else if (!asked.later) saw('stripe', refusedKey.test(asked.detail) ? asked.detail : null)
    return asked
  }
  return {
    readEvent: till.readEvent,
    openCheckout: (of) => seen(till.openCheckout(of)),
    findCheckout: (id) => seen(till.findCheckout(id)),
    findSubscription: (id) => seen(till.findSubscription(id)),
    findCharge: (id) => seen(till.findCharge(id)),
    openPortal: (of) => seen(till.openPortal(of)),
    eventsSince: (since) => seen(till.eventsSince(since)),
  }
}
