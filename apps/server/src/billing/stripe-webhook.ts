/**
 * `POST /api/webhooks/stripe`: the raw body, its signature by Stripe's SDK, one commit, then 200. Whatever is not Stripe's is
 * a 400 with the reason; without a database it is a 503, and Stripe sends it again for three days.
 */
import type { Till, ToldEvent } from '@jobrun/domain/billing/till'
import type { FastifyInstance } from 'fastify'
import type { Events } from '../events.ts'

export interface StripeWebhookDeps {
  /** null: Stripe is not set up. */
  till: Pick<Till, 'readEvent'> | null
  keepEvent: (event: ToldEvent) => Promise<boolean>
  now: () => Date
  events: Pick<Events, 'webhookRefused' | 'taskFailed'>
}

/** Stripe's largest events are a few hundred kilobytes. */
const BODY_LIMIT = 1024 * 1024

export async function stripeWebhook(app: FastifyInstance, deps: StripeWebhookDeps): Promise<void> {
  // Signed are the bytes as they came.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.post('/api/webhooks/stripe', { bodyLimit: BODY_LIMIT }, async (request, reply) => {
    const refuse = (problem: string) => {
      deps.events.webhookRefused(problem)
      return reply.code(400).type('text/plain').send(problem)
    }
    if (!deps.till) return refuse('Stripe is not set up here.')
    const header = request.headers['stripe-signature']
    const signature = typeof header === 'string' ? header : undefined
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const read = deps.till.readEvent({ body, signature, now: deps.now() })
    if (!read.ok) return refuse(read.problem)
    try {
      await deps.keepEvent(read.event)
    } catch (error) {
      deps.events.taskFailed('stripe', error)
      return reply.code(503).header('retry-after', '2').type('text/plain').send('Not stored; please send it again.')
    }
    return reply.code(200).send({ received: true })
  })
}
