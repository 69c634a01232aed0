// Builds Twilio's stand-in out of its parts and starts it on this machine's loopback.
import formbody from '@fastify/formbody'
import { listenOnLoopback, newServer } from '../loopback-server.ts'
import { createTimers } from '../timers.ts'
import { serveControls } from './control-routes.ts'
import { Deliveries } from './deliver-message.ts'
import { ordinarySettings, SendFaults, type TwilioSettings } from './faults.ts'
import { Ledger } from './ledger.ts'
import type { SimulatedMessage } from './message.ts'
import { serveRestApi } from './rest-api.ts'
import { serveMediaContent } from './rest-media.ts'
import { sendReply } from './send-reply.ts'
import { createControls, type TwilioControls } from './twilio-controls.ts'
import type { VoiceDeps } from './voice/place-call.ts'
import { createWebhookCaller } from './webhook-caller.ts'

export interface TwilioSimulatorOptions {
  /** None or 0: any free one. */
  port?: number
  accountSid: string
  authToken: string
  /** Sids and outcomes only, never numbers or words. */
  log?: (line: string) => void
  /** JSON lines; read back at the start, so that phones keep their history. */
  ledgerFile?: string
  now?: () => Date
  /** From accepted to delivered; 300 if not given. */
  deliveryDelayMs?: number
}

export interface TwilioSimulator extends TwilioControls {
  url: string
  stop(): Promise<void>
}

export async function startTwilioSimulator(options: TwilioSimulatorOptions): Promise<TwilioSimulator> {
  const { accountSid, authToken, now = () => new Date(), log = () => {}, deliveryDelayMs = 300 } = options
  const settings: TwilioSettings = { ...ordinarySettings, deliveryDelayMs }
  const ledger = new Ledger(options.ledgerFile)
  const sendFaults = new SendFaults()
  const timers = createTimers()
  const webhooks = createWebhookCaller({ accountSid, authToken, now, settings, log })
  const parts = { accountSid, authToken, ledger, settings, sendFaults, timers, webhooks, now }
  let url = ''
  let callsBusy = 0
  const voice: VoiceDeps = {
    ...parts,
    recordingUrl: (sid) => `${url}/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`,
    callWebhook: (target, kind, one) => webhooks.call(target, { kind, ...one }),
    track: (change) => {
      callsBusy += change
    },
  }
  const deliveries: Deliveries = new Deliveries({
    ...parts,
    onArrival: async ({ from, to, body }) => {
      if (ledger.numbers.has(to)) await controls.receive({ from, to, body })
    },
    callBack: (target, sid, fields) => webhooks.call(target, { kind: 'status', sid, fields }),
  })
  const controls: TwilioControls = createControls({
    ...parts,
    deliveries,
    voice,
    callsBusy: () => callsBusy,
    origin: () => url,
    sendReply: (reply) => sendReply({ ledger, deliveries, now }, reply),
  })
  const app = newServer()
  await app.register(formbody)
  serveRestApi(app, { ...parts, deliveries, voice, log })
  serveMediaContent(app, ledger)
  serveControls(app, controls)
  url = await listenOnLoopback(app, options.port)
  for (const message of ledger.between({})) if (isUnfinished(message)) deliveries.start(message)
  const stop = async () => {
    timers.clear()
    webhooks.close()
    await app.close()
    await ledger.close()
  }
  return { url, stop, ...controls }
}

/** A text on its way when the stand-in was stopped goes on from the start of its way. */
function isUnfinished({ direction, status }: SimulatedMessage): boolean {
  return direction !== 'inbound' && (status === 'accepted' || status === 'queued' || status === 'sending')
}
