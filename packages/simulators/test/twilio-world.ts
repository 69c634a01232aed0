// A started stand-in, a business's number with a webhook, and Twilio's own SDK pointed at it.
import twilio from 'twilio'
import { startTwilioSimulator, type TwilioSimulator } from '../src/twilio/start-twilio-simulator.ts'
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts'

export const accountSid = `AC${'1'.repeat(32)}`
export const authToken = 'simulated-auth-token'
export const business = '+441134960111'
export const customer = '+447700900301'

class RedirectedClient extends twilio.RequestClient {
  readonly #origin: string

  constructor(origin: string, timeout: number) {
    super({ timeout })
    this.#origin = origin
  }

  override request<T>(options: Parameters<typeof twilio.RequestClient.prototype.request<T>>[0]) {
    return super.request<T>({ ...options, uri: options.uri.replace(/^https:\/\/[^/]+/, this.#origin) })
  }
}

export function twilioClient(origin: string, credentials = { accountSid, authToken }, timeout = 3_000) {
  const httpClient = new RedirectedClient(origin, timeout)
  return twilio(credentials.accountSid, credentials.authToken, { httpClient })
}

export interface TwilioWorld {
  simulator: TwilioSimulator
  webhooks: WebhookReceiver
  client: ReturnType<typeof twilioClient>
  stop(): Promise<void>
}

export async function startTwilioWorld(
  options: Partial<Parameters<typeof startTwilioSimulator>[0]> = {},
): Promise<TwilioWorld> {
  const webhooks = await startWebhookReceiver()
  const simulator = await startTwilioSimulator({ accountSid, authToken, deliveryDelayMs: 15, ...options })
  simulator.addNumber(business, { smsUrl: `${webhooks.url}/sms` })
  const stop = async () => {
    await simulator.stop()
    await webhooks.close()
  }
  return { simulator, webhooks, client: twilioClient(simulator.url), stop }
}

/** What the SDK throws, as far as a test looks at it. */
export async function failureOf(
  call: Promise<unknown>,
): Promise<{ status?: number; code?: number | string; message: string }> {
  try {
    await call
  } catch (failure) {
    return failure as { status?: number; code?: number | string; message: string }
  }
  throw new Error('The call succeeded')
}
