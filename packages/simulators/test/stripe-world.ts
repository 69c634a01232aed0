// A started stand-in of Stripe with a clock that tests hold, a webhook endpoint, and Stripe's own SDK pointed at it.
import Stripe from 'stripe'
import { type StripeSimulator, startStripeSimulator } from '../src/stripe/start-stripe-simulator.ts'
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts'

export const secretKey = 'sk_test_simulated'
export const webhookSecret = 'whsec_simulated'
export const monthly = 'price_simulated_monthly'
export const started = new Date('2026-03-01T09:00:00Z')

export interface StripeWorld {
  simulator: StripeSimulator
  webhooks: WebhookReceiver
  client: Stripe
  /** Another key or API version. */
  clientWith(options: { key?: string; version?: string; timeout?: number }): Stripe
  checkout(more?: Partial<Stripe.Checkout.SessionCreateParams>): Promise<Stripe.Checkout.Session>
  /** A subscription paid for through a checkout, after a trial of `trialDays`. */
  subscribed(trialDays?: number, card?: Parameters<StripeSimulator['pay']>[1]): Promise<Stripe.Subscription>
  /** Types of the events that arrived, in order, since the last call. */
  arrivedTypes(): Promise<string[]>
  stop(): Promise<void>
}

export async function startStripeWorld(
  options: Partial<Parameters<typeof startStripeSimulator>[0]> = {},
): Promise<StripeWorld> {
  const webhooks = await startWebhookReceiver()
  const simulator = await startStripeSimulator({
    secretKey,
    webhookSecret,
    webhookUrl: `${webhooks.url}/stripe`,
    now: () => started,
    ...options,
  })
  const { hostname, port } = new URL(simulator.url)
  const clientWith: StripeWorld['clientWith'] = ({ key = secretKey, version, timeout = 3_000 }) =>
    new Stripe(key, {
      host: hostname,
      port: Number(port),
      protocol: 'http',
      maxNetworkRetries: 0,
      telemetry: false,
      timeout,
      ...(version ? { apiVersion: version as Stripe.LatestApiVersion } : {}),
    })
  const client = clientWith({})
  const checkout: StripeWorld['checkout'] = (more = {}) =>
    client.checkout.sessions.create({
      mode: 'subscription',
      client_reference_id: 'client-1',
      metadata: { clientId: 'client-1' },
      line_items: [{ price: monthly, quantity: 1 }],
      success_url: 'https://jobrun.example/paid?session={CHECKOUT_SESSION_ID}',
      cancel_url: 'https://jobrun.example/closed',
      ...more,
    })
  return {
    simulator,
    webhooks,
    client,
    clientWith,
    checkout,
    async subscribed(trialDays = 0, card = 'good') {
      const session = await checkout(trialDays > 0 ? { subscription_data: { trial_period_days: trialDays } } : {})
      simulator.pay(session.id, card)
      const paid = await client.checkout.sessions.retrieve(session.id)
      return client.subscriptions.retrieve(String(paid.subscription))
    },
    async arrivedTypes() {
      await simulator.whenQuiet()
      return webhooks.arrived.splice(0).map(({ body }) => (JSON.parse(body) as { type: string }).type)
    },
    async stop() {
      await simulator.stop()
      await webhooks.close()
    },
  }
}

export function isoDay(seconds: number | null | undefined): string | null {
  return seconds ? new Date(seconds * 1000).toISOString().slice(0, 10) : null
}
