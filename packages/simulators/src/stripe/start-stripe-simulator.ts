// Builds Stripe's stand-in out of its parts and starts it on this machine's loopback.
import type { FastifyInstance } from 'fastify'
import { listenOnLoopback, newServer } from '../loopback-server.ts'
import { createTimers, type Timers } from '../timers.ts'
import { Books } from './books.ts'
import { serveControls } from './control-routes.ts'
import { IdempotencyKeys } from './idempotency.ts'
import { newId } from './ids.ts'
import { servePayPage } from './pay-page.ts'
import { servePortalPage } from './portal-page.ts'
import { EventPost } from './post-events.ts'
import type { SimulatedPrice, StripeEvent } from './records.ts'
import { serveInvoices, serveSubscriptions } from './rest-billing.ts'
import { serveCheckout } from './rest-checkout.ts'
import { type DoorDeps, hasKey, openDoor } from './rest-door.ts'
import { serveGoods } from './rest-goods.ts'
import { serveEvents, serveMoney } from './rest-money.ts'
import { runDue } from './run-due.ts'
import { RequestFaults, type StripeSettings } from './settings.ts'
import type { Shop } from './shop.ts'
import { createControls, type StripeControls } from './stripe-controls.ts'
import { newestVersion } from './versions.ts'

export type { SimulatedPrice } from './records.ts'

export interface StripeSimulatorOptions {
  /** None or 0: any free one. */
  port?: number
  secretKey: string
  webhookSecret: string
  /** Where events go; none: nowhere until `setWebhookUrl`. */
  webhookUrl?: string
  now?: () => Date
  /** £49 a month, `price_simulated_monthly`, and £49 once, `price_simulated_once`, if not given. */
  prices?: SimulatedPrice[]
  /** JSON; read back at the start, so that subscriptions outlive the stand-in. */
  stateFile?: string
  /** Ids and outcomes only. */
  log?: (line: string) => void
}

export interface StripeSimulator extends StripeControls {
  url: string
  stop(): Promise<void>
  /** Posts one event to the address, signed as Stripe signs; answers the HTTP status. */
  sendEvent(to: string, event: { id?: string; type: string; object: Record<string, unknown> }): Promise<number>
}

const usualPrices: SimulatedPrice[] = [
  { id: 'price_simulated_monthly', unitAmount: 4900, currency: 'gbp', interval: 'month' },
  { id: 'price_simulated_once', unitAmount: 4900, currency: 'gbp', interval: null },
]

const usualSettings: StripeSettings = {
  eventDelayMs: 0,
  eventCopies: 1,
  eventsReversed: false,
  eventsAtOnce: false,
  eventTimeoutMs: 10_000,
  eventRetryMs: [500, 2_000, 10_000, 60_000, 300_000],
  eventVersion: newestVersion,
  settleAfterMs: 5_000,
  trialPaymentStatus: 'no_payment_required',
  afterLastTry: 'cancel',
  slowMs: 3_000,
}

/** How often the clock is looked at when nobody asks anything. */
const tickMs = 1_000

export async function startStripeSimulator(options: StripeSimulatorOptions): Promise<StripeSimulator> {
  const { secretKey, webhookSecret, now = () => new Date(), prices = usualPrices, log = () => {} } = options
  const settings = { ...usualSettings }
  const timers = createTimers()
  const books = new Books(options.stateFile)
  const post = new EventPost({ webhookSecret, settings, timers, now, log })
  post.webhookUrl = options.webhookUrl ?? null
  const clock = { now, movedMs: 0 }
  const at = { url: '' }
  const shop = openShop({ books, prices, settings, post, clock, origin: () => at.url })
  const act = actingOn(shop)
  const faults = new RequestFaults()
  const moveClock = (ms: number) => {
    clock.movedMs += ms
  }
  const controls = createControls({ shop, post, faults, act, moveClock })
  const app = newServer()
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  )
  serveApi(app, { shop, secretKey, keys: new IdempotencyKeys(shop.now), faults, timers, act, log })
  servePayPage(app, { shop, act })
  servePortalPage(app, { shop, act })
  serveControls(app, controls)
  at.url = await listenOnLoopback(app, options.port)
  tick(timers, () => {
    if (runDue(shop)) books.save()
  })
  const stop = async () => {
    timers.clear()
    post.close()
    await app.close()
  }
  const sendEvent: StripeSimulator['sendEvent'] = (to, { id = newId('event'), type, object }) => {
    const made = { id, type, object, created: shop.now(), apiVersion: settings.eventVersion }
    return post.post(to, { ...made, previous: null, requestId: null, idempotencyKey: null })
  }
  return { url: at.url, stop, sendEvent, ...controls }
}

interface ShopParts extends Pick<Shop, 'books' | 'prices' | 'settings' | 'origin'> {
  post: EventPost
  clock: { now: () => Date; movedMs: number }
}

function openShop({ post, clock, ...parts }: ShopParts): Shop {
  const now = () => Math.floor((clock.now().getTime() + clock.movedMs) / 1000)
  const announce = (event: StripeEvent) => {
    parts.books.events.set(event.id, event)
    post.send(event)
  }
  return { ...parts, opened: now(), now, announce, cause: null }
}

/** What is due comes first, and what the act made due comes with it. */
function actingOn(shop: Shop) {
  return <T>(work: () => T): T => {
    runDue(shop)
    try {
      return work()
    } finally {
      runDue(shop)
      shop.books.save()
    }
  }
}

function serveApi(app: FastifyInstance, deps: DoorDeps): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/v1/')) return
    const version = request.headers['stripe-version']
    reply.header('request-id', newId('request'))
    reply.header('stripe-version', typeof version === 'string' ? version : newestVersion)
    if (!hasKey(request, deps.secretKey))
      return reply.code(401).send({ error: { type: 'invalid_request_error', message: 'Invalid API Key provided.' } })
  })
  app.setNotFoundHandler((request, reply) => {
    const message = `Unrecognized request URL (${request.method}: ${request.url}).`
    return reply.code(404).send({ error: { type: 'invalid_request_error', message } })
  })
  const door = openDoor(app, deps)
  serveGoods(door, deps.shop)
  serveCheckout(door, deps.shop)
  serveSubscriptions(door, deps.shop)
  serveInvoices(door, deps.shop)
  serveMoney(door, deps.shop)
  serveEvents(door, deps.shop)
}

function tick(timers: Timers, look: () => void): void {
  timers.after(tickMs, () => {
    look()
    tick(timers, look)
  })
}
