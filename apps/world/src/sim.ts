/** `npm run sim -- twilio|openai|stripe --port 4010`: one stand-in alone, for others to build against. Stops on Ctrl-C. */
import { parseArgs } from 'node:util'
import { startOpenAiSimulator } from '@jobrun/simulators/openai/start-openai-simulator'
import { startStripeSimulator } from '@jobrun/simulators/stripe/start-stripe-simulator'
import { startTwilioSimulator } from '@jobrun/simulators/twilio/start-twilio-simulator'
import closeWithGrace from 'close-with-grace'

interface Started {
  of: string
  url: string
  /** What to give to the program that speaks to it. */
  settings: Record<string, string>
  controls: readonly string[]
  stop(): Promise<void>
}

type Given = Readonly<Record<string, string | undefined>>

const usage = `Say which stand-in to run:
  npm run sim -- twilio --port 4010 [--account-sid AC… --auth-token …] [--file ledger.jsonl]
  npm run sim -- openai --port 4010 [--key sk-…]
  npm run sim -- stripe --port 4010 [--key sk_test_… --webhook-secret whsec_… --webhook-url http://…] [--file state.json]`

const stdout = (line: string) => console.log(line)

const standIns: Readonly<Record<string, (port: number, given: Given) => Promise<Started>>> = {
  async twilio(port, given) {
    const accountSid = given['account-sid'] ?? `AC${'0'.repeat(32)}`
    const authToken = given['auth-token'] ?? 'simulated-auth-token'
    const file = given.file ? { ledgerFile: given.file } : {}
    const { url, stop } = await startTwilioSimulator({ port, accountSid, authToken, log: stdout, ...file })
    const settings = { TWILIO_API_BASE_URL: url, TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken }
    const controls = [
      'GET /sim/state',
      'GET /sim/menu',
      'POST /sim/numbers {phoneNumber, smsUrl, voiceUrl, statusCallback}',
      'POST /sim/receive {from, to, body}',
      'GET /sim/messages?phone=',
      'POST /sim/call {from, to}',
      'POST /sim/dial {from, digits}',
      'GET /sim/calls?phone=',
      'GET /sim/events',
      'POST /sim/faults',
    ]
    return { of: 'Twilio', url, stop, settings, controls }
  },
  async openai(port, given) {
    const apiKey = given.key ?? 'sk-simulated'
    const { url, baseUrl, stop } = await startOpenAiSimulator({ port, apiKey })
    const controls = ['GET /sim/state', 'GET /sim/menu', 'GET /sim/requests', 'POST /sim/faults']
    return { of: 'OpenAI', url, stop, settings: { OPENAI_BASE_URL: baseUrl, OPENAI_API_KEY: apiKey }, controls }
  },
  async stripe(port, given) {
    const secretKey = given.key ?? 'sk_test_simulated'
    const webhookSecret = given['webhook-secret'] ?? 'whsec_simulated'
    const more = {
      ...(given.file ? { stateFile: given.file } : {}),
      ...(given['webhook-url'] ? { webhookUrl: given['webhook-url'] } : {}),
    }
    const { url, stop } = await startStripeSimulator({ port, secretKey, webhookSecret, log: stdout, ...more })
    const settings = {
      STRIPE_API_BASE_URL: url,
      STRIPE_SECRET_KEY: secretKey,
      STRIPE_WEBHOOK_SECRET: webhookSecret,
      STRIPE_PRICE_ID: 'price_simulated_monthly',
    }
    const controls = [
      'GET /pay/<session>',
      'GET /sim/state',
      'GET /sim/menu',
      'GET /sim/events',
      'POST /sim/webhook {url}',
      'POST /sim/clock {days}',
      'POST /sim/sessions/<id>/pay|decline|expire|settle',
      'POST /sim/subscriptions/<id>/end-period|fail-renewal|card|cancel|pause|resume|refund|dispute',
      'POST /sim/events/<id>/resend {times}',
      'POST /sim/faults',
    ]
    return { of: 'Stripe', url, stop, settings, controls }
  },
}

async function run(words: readonly string[]): Promise<void> {
  const text = { type: 'string' as const }
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      port: text,
      file: text,
      key: text,
      'account-sid': text,
      'auth-token': text,
      'webhook-secret': text,
      'webhook-url': text,
    },
  })
  const start = standIns[positionals[0] ?? '']
  if (!start || positionals.length > 1) throw new Error(usage)
  const port = Number(values.port ?? 4010)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port ${values.port} is no port.\n${usage}`)
  const { of, url, stop, settings, controls } = await start(port, values)
  closeWithGrace({ delay: 5_000 }, stop)
  const lines = Object.entries(settings).map(([name, value]) => `  ${name}=${value}`)
  console.log(`
The stand-in of ${of} listens at ${url}

${lines.join('\n')}

Controls (docs/simulators.md):
${controls.map((control) => `  ${control}`).join('\n')}

Ctrl-C stops it.`)
}

await run(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
