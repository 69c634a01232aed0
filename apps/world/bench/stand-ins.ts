/** Twilio's and OpenAI's stand-ins in a process of their own, for measuring; prints where they listen. */
import { startOpenAiSimulator } from '@jobrun/simulators/openai/start-openai-simulator'
import { startTwilioSimulator } from '@jobrun/simulators/twilio/start-twilio-simulator'
import { benchAccount } from './account.ts'

const twilio = await startTwilioSimulator({ ...benchAccount, deliveryDelayMs: 50 })
// Status callbacks are part of an answer's cost only where they are measured.
twilio.set({ callbackCopies: 1 })
const openai = await startOpenAiSimulator({ apiKey: 'sk-simulated' })
process.stdout.write(`${JSON.stringify({ twilio: twilio.url, openai: openai.url })}\n`)
process.once('SIGTERM', async () => {
  await Promise.all([twilio.stop(), openai.stop()])
  process.exit(0)
})
