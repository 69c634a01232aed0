/**
 * A little world in one process: the real service on stand-ins of Twilio, OpenAI and Stripe. The demo and the path
 * tests live in it; nothing of the service knows.
 */

import { readConfig } from '@jobrun/server/config'
import { type RunningService, startService } from '@jobrun/server/start-service'
import { startOpenAiSimulator } from '@jobrun/simulators/openai/start-openai-simulator'
import { startStripeSimulator } from '@jobrun/simulators/stripe/start-stripe-simulator'
import { startTwilioSimulator } from '@jobrun/simulators/twilio/start-twilio-simulator'
import { freePort } from './free-port.ts'
import { openWorldClock } from './world-clock.ts'

export const ONBOARDING_NUMBER = '+447700900000'
export const FOUNDER_PHONE = '+447700900123'

export interface WorldOptions {
  adminApiKey: string
  /** Database of the service; the embedded one in `dataDir` when absent. */
  databaseUrl?: string
  dataDir: string
  /** 0 or absent: any free one. */
  ports?: { service?: number; twilio?: number; openai?: number; stripe?: number }
  /** Keeps the phones' history over restarts. */
  ledgerFile?: string
  /** Keeps checkouts and subscriptions over restarts. */
  stripeFile?: string
  /** Keeps how far the clock is ahead over restarts. */
  clockFile?: string
  logLevel?: string
  /** Without AI the rules answer everything. */
  ai?: boolean
  gatherMs?: number
  deliveryDelayMs?: number
  /** Further variables of the service. */
  environment?: Record<string, string>
}

/** Ours at the stand-ins. */
export const account = {
  twilio: { accountSid: `AC${'0'.repeat(32)}`, authToken: 'simulated-auth-token' },
  openai: { apiKey: 'sk-simulated' },
  stripe: { secretKey: 'sk_test_simulated', webhookSecret: 'whsec_simulated', priceId: 'price_simulated_monthly' },
}

export type World = Awaited<ReturnType<typeof bootWorld>>

export async function bootWorld(options: WorldOptions) {
  const { ports = {}, ai = true } = options
  const { ledgerFile, deliveryDelayMs } = options
  const clock = openWorldClock(options.clockFile)
  const { now } = clock
  const twilio = await startTwilioSimulator({
    port: ports.twilio ?? 0,
    ...account.twilio,
    now,
    ...(ledgerFile ? { ledgerFile } : {}),
    ...(deliveryDelayMs === undefined ? {} : { deliveryDelayMs }),
  })
  const openai = await startOpenAiSimulator({ port: ports.openai ?? 0, ...account.openai, now })
  const { stripeFile } = options
  const stripe = await startStripeSimulator({
    port: ports.stripe ?? 0,
    ...account.stripe,
    now,
    ...(stripeFile ? { stateFile: stripeFile } : {}),
  })
  const stopStandIns = () => Promise.all([twilio.stop(), openai.stop(), stripe.stop()])
  try {
    const port = ports.service || (await freePort())
    const publicBaseUrl = `http://127.0.0.1:${port}`
    stripe.setWebhookUrl(`${publicBaseUrl}/api/webhooks/stripe`)
    const environment = environmentOf(options, {
      port,
      publicBaseUrl,
      twilio: twilio.url,
      openai: ai ? openai.baseUrl : null,
      stripe: stripe.url,
    })
    let running: RunningService
    const start = async () => {
      running = await startReal(environment, now)
      return running
    }
    const addNumber = (phone: string) =>
      twilio.addNumber(phone, {
        smsUrl: `${publicBaseUrl}/api/twilio/sms#rc=3&rp=5xx,ct,rt`,
        voiceUrl: `${publicBaseUrl}/api/twilio/voice#rc=1&rp=5xx,ct,rt`,
        voiceFallbackUrl: `${publicBaseUrl}/api/twilio/voice/fallback`,
        statusCallback: `${publicBaseUrl}/api/twilio/voice/status#rc=3&rp=5xx,ct,rt`,
      })
    // Before the service looks whether its own number reaches it.
    addNumber(ONBOARDING_NUMBER)
    const service = await start()
    return {
      twilio,
      openai,
      stripe,
      clock,
      service,
      publicBaseUrl,
      environment,
      restart: start,
      /** Moves the whole world on; what became due meanwhile happens at once, not at the next tick of the machine's clock. */
      async fastForward(ms: number) {
        clock.advance(ms)
        await runDue(running)
      },
      addNumber,
      adminApiKey: options.adminApiKey,
      stopStandIns,
    }
  } catch (error) {
    await stopStandIns()
    throw error
  }
}

async function startReal(environment: Record<string, string>, now: () => Date): Promise<RunningService> {
  const read = readConfig(environment)
  if (!read.ok) throw new Error(read.problems.join(' '))
  return startService(read.config, read.secrets, { web: true, work: true }, { now })
}

const dueByTheClock = ['tidy', 'nudges', 'billing', 'numbers', 'sweep', 'e-mails', 'monitor', 'alerts']

async function runDue({ service }: RunningService): Promise<void> {
  for (const name of dueByTheClock) await service.tasks.find((task) => task.name === name)?.run()
}

interface Addresses {
  port: number
  publicBaseUrl: string
  twilio: string
  openai: string | null
  stripe: string
}

/** What an operator would put into `.env`, pointing at the stand-ins. */
export function environmentOf(options: WorldOptions, at: Addresses): Record<string, string> {
  return {
    PORT: String(at.port),
    HOST: '127.0.0.1',
    PUBLIC_BASE_URL: at.publicBaseUrl,
    JOBRUN_DATA_DIR: options.dataDir,
    ...(options.databaseUrl ? { DATABASE_URL: options.databaseUrl } : {}),
    TWILIO_ACCOUNT_SID: account.twilio.accountSid,
    TWILIO_AUTH_TOKEN: account.twilio.authToken,
    TWILIO_NUMBER: ONBOARDING_NUMBER,
    TWILIO_API_BASE_URL: at.twilio,
    ...(at.openai ? { OPENAI_API_KEY: account.openai.apiKey, OPENAI_BASE_URL: at.openai } : {}),
    STRIPE_SECRET_KEY: account.stripe.secretKey,
    STRIPE_WEBHOOK_SECRET: account.stripe.webhookSecret,
    STRIPE_PRICE_ID: account.stripe.priceId,
    STRIPE_API_BASE_URL: at.stripe,
    ADMIN_PHONE: FOUNDER_PHONE,
    ADMIN_API_KEY: options.adminApiKey,
    LOG_LEVEL: options.logLevel ?? 'warn',
    ...(options.gatherMs === undefined ? {} : { TURN_GATHER_MS: String(options.gatherMs) }),
    ...options.environment,
  }
}
