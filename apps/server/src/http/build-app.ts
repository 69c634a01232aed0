/** The web of the service: Twilio's webhooks, the operator's API and the console. Given everything it needs; reads no environment. */
import formbody from '@fastify/formbody'
import Fastify, { type FastifyInstance } from 'fastify'
import { type PaymentPagesDeps, paymentPages } from '../billing/payment-pages.ts'
import { type StripeWebhookDeps, stripeWebhook } from '../billing/stripe-webhook.ts'
import { type VoiceWebhookDeps, voiceWebhook } from '../calls/voice-webhook.ts'
import { type SmsWebhookDeps, smsWebhook } from '../inbound/sms-webhook.ts'
import { type OperatorDeps, operatorRoutes } from '../operator/routes.ts'
import { type StatusWebhookDeps, statusWebhook } from '../outbox/status-webhook.ts'
import { consoleBuilt, consolePages } from './console-pages.ts'
import { refuseErrors } from './problem.ts'

export interface AppDeps {
  sms: SmsWebhookDeps
  status: StatusWebhookDeps
  voice: VoiceWebhookDeps
  stripe: StripeWebhookDeps
  payment: PaymentPagesDeps
  operator: OperatorDeps
}

const BODY_LIMIT = 64 * 1024
/** Twilio gives up after 15 s; a client that sends its request slower than that is dropped. */
const REQUEST_TIMEOUT_MS = 15_000

export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
    frameworkErrors: refuseErrors(deps.operator.onFault),
  })
  await app.register(async (webhooks) => {
    await webhooks.register(formbody, { bodyLimit: BODY_LIMIT })
    smsWebhook(webhooks, deps.sms)
    statusWebhook(webhooks, deps.status)
    voiceWebhook(webhooks, deps.voice)
  })
  await app.register(async (webhooks) => stripeWebhook(webhooks, deps.stripe))
  await app.register(async (web) => paymentPages(web, deps.payment))
  await app.register(operatorRoutes(deps.operator))
  await app.register(async (pages) => consolePages(pages, consoleBuilt))
  return app
}
