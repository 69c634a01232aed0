// The stand-in's own controls over HTTP. No password: it listens on loopback only.
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { cardSlugs } from './cards.ts'
import { Refusal } from './refusal.ts'
import { requestFaultKinds } from './settings.ts'
import type { StripeControls } from './stripe-controls.ts'
import { isVersion } from './versions.ts'

const faultsInput = z.strictObject({
  clear: z.literal(true).optional(),
  nextRequests: z
    .strictObject({
      kind: z.enum(requestFaultKinds),
      times: z.number().int().min(1).default(1),
      path: z.string().optional(),
    })
    .optional(),
  eventDelayMs: z.number().int().min(0).optional(),
  eventCopies: z.number().int().min(0).max(100).optional(),
  eventsReversed: z.boolean().optional(),
  eventsAtOnce: z.boolean().optional(),
  eventTimeoutMs: z.number().int().min(1).optional(),
  eventRetryMs: z.array(z.number().int().min(0)).optional(),
  eventVersion: z.string().refine(isVersion, 'write it as 2024-06-20 or 2026-10-28.endive').optional(),
  settleAfterMs: z.number().int().min(0).optional(),
  trialPaymentStatus: z.enum(['no_payment_required', 'paid']).optional(),
  afterLastTry: z.enum(['cancel', 'unpaid', 'past_due']).optional(),
  slowMs: z.number().int().min(0).optional(),
})

const card = z.enum(cardSlugs).optional()
const clockInput = z
  .strictObject({ ms: z.number().int().min(0).optional(), days: z.number().min(0).optional() })
  .refine(({ ms, days }) => (ms === undefined) !== (days === undefined), 'give either ms or days')

export function serveControls(app: FastifyInstance, controls: StripeControls): void {
  app.register(async (sim) => {
    sim.setErrorHandler((failure, _request, reply) => {
      if (failure instanceof z.ZodError) return reply.code(400).send({ error: z.prettifyError(failure) })
      if (failure instanceof Refusal) return reply.code(failure.status).send({ error: failure.message })
      const status = (failure as { statusCode?: number }).statusCode ?? 500
      return reply.code(status).send({ error: failure instanceof Error ? failure.message : String(failure) })
    })
    sim.get('/sim/state', () => controls.state())
    sim.get('/sim/menu', () => ({ items: controls.menu() }))
    sim.get('/sim/events', () => ({ items: controls.events() }))
    sim.post('/sim/webhook', (request) => {
      controls.setWebhookUrl(z.strictObject({ url: z.url().nullable() }).parse(request.body).url)
      return controls.state()
    })
    sim.post('/sim/clock', (request) => {
      const { ms, days = 0 } = clockInput.parse(request.body)
      controls.advance(ms ?? days * 86_400_000)
      return controls.state()
    })
    sim.post('/sim/faults', (request) => {
      const { clear, nextRequests, ...settings } = faultsInput.parse(request.body)
      if (clear) controls.clearFaults()
      if (nextRequests) controls.failNextRequests(nextRequests)
      controls.set(Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)))
      return controls.state()
    })
    serveActs(sim, controls)
  })
}

/** `POST /sim/<shelf>/<id>/<act>` with the act's own fields. */
function serveActs(sim: FastifyInstance, controls: StripeControls): void {
  const act = (path: string, work: (id: string, body: unknown) => unknown) =>
    sim.post(path, async (request) => ({
      done: (await work((request.params as { id: string }).id, request.body ?? {})) ?? true,
    }))
  act('/sim/sessions/:id/pay', (id, body) => controls.pay(id, z.strictObject({ card }).parse(body).card))
  act('/sim/sessions/:id/decline', (id) => controls.decline(id))
  act('/sim/sessions/:id/expire', (id) => controls.expire(id))
  act('/sim/sessions/:id/settle', (id) => controls.settle(id))
  act('/sim/subscriptions/:id/end-period', (id) => controls.endPeriod(id))
  act('/sim/subscriptions/:id/fail-renewal', (id) => controls.failRenewal(id))
  act('/sim/subscriptions/:id/card', (id, body) =>
    controls.useCard(id, z.strictObject({ card: z.enum(cardSlugs) }).parse(body).card),
  )
  act('/sim/subscriptions/:id/cancel', (id, body) =>
    controls.cancel(id, z.strictObject({ when: z.enum(['now', 'period-end']).optional() }).parse(body).when),
  )
  act('/sim/subscriptions/:id/pause', (id) => controls.pause(id))
  act('/sim/subscriptions/:id/resume', (id) => controls.resume(id))
  act('/sim/invoices/:id/retry', (id) => controls.retry(id))
  const refunded = z.strictObject({ amount: z.number().int().min(1).optional() })
  const disputed = z.strictObject({ reason: z.string().optional() })
  for (const shelf of ['charges', 'subscriptions']) {
    act(`/sim/${shelf}/:id/refund`, (id, body) => controls.refund(id, refunded.parse(body).amount))
    act(`/sim/${shelf}/:id/dispute`, (id, body) => controls.dispute(id, disputed.parse(body).reason))
  }
  act('/sim/disputes/:id/close', (id, body) =>
    controls.closeDispute(id, z.strictObject({ status: z.enum(['won', 'lost']) }).parse(body).status),
  )
  act('/sim/events/:id/resend', (id, body) =>
    controls.resend(id, z.strictObject({ times: z.number().int().min(1).max(100).optional() }).parse(body).times),
  )
}
