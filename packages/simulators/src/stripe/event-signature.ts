// Written from Stripe's description, not with Stripe's SDK: the service verifies with the SDK, so a shared mistake cannot hide.
import { createHmac } from 'node:crypto'

/** `t=<seconds>,v1=<hex HMAC-SHA256 of "t.body">`: https://docs.stripe.com/webhooks#verify-manually */
export function signEvent(webhookSecret: string, body: string, atSeconds: number): string {
  const signature = createHmac('sha256', webhookSecret).update(`${atSeconds}.${body}`, 'utf8').digest('hex')
  return `t=${atSeconds},v1=${signature}`
}
