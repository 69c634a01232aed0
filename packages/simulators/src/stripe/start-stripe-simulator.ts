// Stripe's stand-in, the door only: whose account it is, which prices exist, and signed events out. No checkout, no subscriptions.
import { createHmac, randomBytes } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { listenOnLoopback, newServer } from '../loopback-server.ts'

/** Amounts in the smallest coin. */
export interface SimulatedPrice {
  id: string
  unitAmount: number
  currency: string
  interval: 'month' | 'year'
}

export interface StripeSimulatorOptions {
  /** None or 0: any free one. */
  port?: number
  secretKey: string
  webhookSecret: string
  now?: () => Date
  /** One of £49 a month, `price_simulated_monthly`, if not given. */
  prices?: SimulatedPrice[]
}

export interface StripeSimulator {
  url: string
  stop(): Promise<void>
  /** Posts one event to the address, signed as Stripe signs; answers the HTTP status. */
  sendEvent(to: string, event: { id?: string; type: string; object: Record<string, unknown> }): Promise<number>
}

const apiVersion = '2026-10-28.endive'
const eventTimeoutMs = 10_000
const usualPrices: SimulatedPrice[] = [
  { id: 'price_simulated_monthly', unitAmount: 4900, currency: 'gbp', interval: 'month' },
]

export async function startStripeSimulator(options: StripeSimulatorOptions): Promise<StripeSimulator> {
  const { secretKey, webhookSecret, now = () => new Date(), prices = usualPrices } = options
  const created = Math.floor(now().getTime() / 1000)
  const leaving = new AbortController()
  const app = newServer()
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  )
  app.addHook('onRequest', async (request, reply) => {
    reply.header('request-id', newId('req')).header('stripe-version', apiVersion)
    if (keyIn(request.headers.authorization) !== secretKey)
      return refuse(reply, 401, { message: 'Invalid API Key provided.' })
  })
  app.get('/v1/account', () => wireAccount(created))
  app.get('/v1/prices/:id', (request, reply) => {
    const { id } = request.params as { id: string }
    const found = prices.find((price) => price.id === id)
    if (found) return reply.send(wirePrice(found, created))
    return refuse(reply, 404, { code: 'resource_missing', message: `No such price: '${id}'`, param: 'price' })
  })
  app.setNotFoundHandler((request, reply) =>
    refuse(reply, 404, { message: `Unrecognized request URL (${request.method}: ${request.url}).` }),
  )
  const url = await listenOnLoopback(app, options.port)
  return {
    url,
    stop: async () => {
      leaving.abort()
      await app.close()
    },
    sendEvent: async (to, { id = newId('evt'), type, object }) => {
      const at = Math.floor(now().getTime() / 1000)
      const body = JSON.stringify(wireEvent({ id, type, object, at }))
      const response = await fetch(to, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'stripe-signature': signEvent(webhookSecret, body, at),
        },
        body,
        signal: AbortSignal.any([leaving.signal, AbortSignal.timeout(eventTimeoutMs)]),
      })
      await response.arrayBuffer()
      return response.status
    },
  }
}

/** `t=<seconds>,v1=<hex HMAC-SHA256 of "t.body">`: https://docs.stripe.com/webhooks#verify-manually */
function signEvent(webhookSecret: string, body: string, atSeconds: number): string {
  const signature = createHmac('sha256', webhookSecret).update(`${atSeconds}.${body}`, 'utf8').digest('hex')
  return `t=${atSeconds},v1=${signature}`
}

/** Stripe takes the key as a bearer token or as the user name of basic auth. */
function keyIn(authorization = ''): string {
  const [scheme = '', value = ''] = authorization.split(' ')
  if (scheme.toLowerCase() === 'bearer') return value
  return Buffer.from(value, 'base64').toString('utf8').split(':')[0] ?? ''
}

function refuse(reply: FastifyReply, status: number, error: { message: string; code?: string; param?: string }) {
  return reply.code(status).send({ error: { type: 'invalid_request_error', ...error } })
}

function newId(prefix: 'req' | 'evt'): string {
  return `${prefix}_${randomBytes(12).toString('hex')}`
}

function wireEvent(event: { id: string; type: string; object: Record<string, unknown>; at: number }) {
  return {
    id: event.id,
    object: 'event',
    api_version: apiVersion,
    created: event.at,
    data: { object: event.object },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type: event.type,
  }
}

function wireAccount(created: number) {
  return {
    id: 'acct_simulated',
    object: 'account',
    business_type: 'company',
    capabilities: { card_payments: 'active', transfers: 'active' },
    charges_enabled: true,
    country: 'GB',
    created,
    default_currency: 'gbp',
    details_submitted: true,
    email: 'owner@example.com',
    metadata: {},
    payouts_enabled: true,
    type: 'standard',
  }
}

function wirePrice(price: SimulatedPrice, created: number) {
  return {
    id: price.id,
    object: 'price',
    active: true,
    billing_scheme: 'per_unit',
    created,
    currency: price.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product: 'prod_simulated',
    recurring: {
      interval: price.interval,
      interval_count: 1,
      meter: null,
      trial_period_days: null,
      usage_type: 'licensed',
    },
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: 'recurring',
    unit_amount: price.unitAmount,
    unit_amount_decimal: String(price.unitAmount),
  }
}
