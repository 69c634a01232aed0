// Builds Twilio's stand-in out of its parts and starts it on this machine's loopback.
import formbody from '@fastify/formbody'
import { listenOnLoopback, newServer } from '../loopback-server.ts'
import { createTimers } from '../timers.ts'
import { newSid } from './accept-message.ts'
import { openWebhookLine } from './call-webhook.ts'
import { serveControls } from './control-routes.ts'
import { Deliveries } from './deliver-message.ts'
import { deliverWebhook, type WebhookAttempt, type WebhookOutcome, type WebhookTarget } from './deliver-webhook.ts'
import { failureMenu } from './failures.ts'
import { ordinarySettings, SendFaults, type TwilioSettings } from './faults.ts'
import { newNumber } from './incoming-number.ts'
import { Ledger } from './ledger.ts'
import { asHandsetMessage, type SimulatedMessage } from './message.ts'
import { receiveText } from './receive-text.ts'
import { serveRestApi } from './rest-api.ts'
import { segment } from './segments.ts'
import type { TwilioControls } from './twilio-controls.ts'

export interface TwilioSimulatorOptions {
  /** None or 0: any free one. */
  port?: number
  accountSid: string
  authToken: string
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

const attemptsKept = 10_000

export async function startTwilioSimulator(options: TwilioSimulatorOptions): Promise<TwilioSimulator> {
  const { accountSid, authToken, now = () => new Date(), log = () => {} } = options
  const usual: TwilioSettings = { ...ordinarySettings, deliveryDelayMs: options.deliveryDelayMs ?? 300 }
  const settings = { ...usual }
  const ledger = new Ledger(options.ledgerFile)
  const sendFaults = new SendFaults()
  const timers = createTimers()
  const webhooks = webhookCaller({ accountSid, authToken, now, settings, log })
  const callBack = (target: WebhookTarget, sid: string, fields: Record<string, string>) =>
    webhooks.call(target, { kind: 'status', sid, fields })
  const deliveries = new Deliveries({ accountSid, ledger, settings, timers, now, callBack })
  const app = newServer()
  let url = ''
  await app.register(formbody)
  serveRestApi(app, { accountSid, authToken, ledger, settings, sendFaults, deliveries, timers, now })
  app.get('/media/:messageSid/:sid', (request, reply) => {
    const { messageSid, sid } = request.params as { messageSid: string; sid: string }
    const item = ledger.find(messageSid)?.media.find((media) => media.sid === sid)
    if (item?.base64 === undefined) return reply.code(404).send({ error: 'No such media.' })
    return reply.type(item.contentType).send(Buffer.from(item.base64, 'base64'))
  })
  const show = (message: SimulatedMessage) => asHandsetMessage(message, (sid) => `${url}/media/${message.sid}/${sid}`)
  const sendReply = (reply: { from: string; to: string; body: string; automatic: boolean }) => {
    const message = replyMessage(reply, now().getTime())
    ledger.addMessage(message)
    deliveries.start(message)
  }
  const controls: TwilioControls = {
    state: () => ({
      accountSid,
      numbers: [...ledger.numbers.values()],
      optedOut: ledger.optedOutPairs(),
      settings: { ...settings },
      nextSends: sendFaults.waiting(),
    }),
    menu: failureMenu,
    addNumber: (phoneNumber, given = {}) => {
      const at = now().getTime()
      const number = { ...(ledger.numbers.get(phoneNumber) ?? newNumber(phoneNumber, {}, at)), ...given, updatedAt: at }
      ledger.putNumber(number)
      return number
    },
    receive: (text) =>
      receiveText(
        {
          accountSid,
          ledger,
          settings,
          now,
          mediaUrl: (messageSid, sid) => `${url}/2010-04-01/Accounts/${accountSid}/Messages/${messageSid}/Media/${sid}`,
          callWebhook: (target, sid, fields) => webhooks.call(target, { kind: 'inbound', sid, fields }),
          sendReply,
        },
        text,
      ),
    handset: (phone, since) => {
      const after = since?.getTime() ?? Number.NEGATIVE_INFINITY
      return ledger
        .ofPhone(phone)
        .filter((message) => message.updatedAt > after)
        .map(show)
    },
    ledger: () => ledger.candidates({}),
    watch: (watcher) => ledger.watch((message) => watcher(show(message))),
    failNextSends: (fault) => sendFaults.add({ times: 1, ...fault }),
    set: (changes) => Object.assign(settings, changes),
    clearFaults: () => {
      sendFaults.clear()
      Object.assign(settings, usual)
    },
    setOptOut: (handset, number, optedOut) => ledger.setOptOut({ handset, number }, optedOut, now().getTime()),
    webhookAttempts: webhooks.attempts,
    whenQuiet: async (withinMs = 5_000) => {
      const until = performance.now() + withinMs
      while (deliveries.inProgress > 0 || webhooks.inFlight() > 0) {
        if (performance.now() > until) throw new Error(`Texts or webhooks were still on their way after ${withinMs} ms`)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    },
  }
  serveControls(app, controls)
  url = await listenOnLoopback(app, options.port)
  for (const message of ledger.candidates({})) if (isUnfinished(message)) deliveries.start(message)
  log(`twilio stand-in listens at ${url}`)
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

function replyMessage(
  reply: { from: string; to: string; body: string; automatic: boolean },
  at: number,
): SimulatedMessage {
  return {
    sid: newSid('SM'),
    direction: 'outbound-reply',
    ...reply,
    media: [],
    status: 'queued',
    errorCode: null,
    ...segment(reply.body),
    price: null,
    statusCallback: null,
    messagingServiceSid: null,
    validityPeriod: 36_000,
    createdAt: at,
    updatedAt: at,
    sentAt: null,
  }
}

interface CallerDeps {
  accountSid: string
  authToken: string
  now: () => Date
  settings: TwilioSettings
  log: (line: string) => void
}

function webhookCaller(deps: CallerDeps) {
  const line = openWebhookLine()
  const kept: WebhookAttempt[] = []
  let inFlight = 0
  let stopped = false
  const onAttempt = (attempt: WebhookAttempt) => {
    kept.push(attempt)
    if (kept.length > attemptsKept * 2) kept.splice(0, attemptsKept)
    if (attempt.failure || (attempt.status ?? 0) >= 400)
      deps.log(`webhook ${attempt.kind} ${attempt.sid}: ${attempt.failure ?? attempt.status}`)
  }
  const call = async (
    target: WebhookTarget,
    webhook: { kind: 'inbound' | 'status'; sid: string; fields: Record<string, string> },
  ): Promise<WebhookOutcome> => {
    inFlight += 1
    try {
      const timeoutMs = deps.settings.webhookTimeoutMs
      return await deliverWebhook({ ...deps, line, timeoutMs, stopped: () => stopped, onAttempt }, target, webhook)
    } finally {
      inFlight -= 1
    }
  }
  const close = () => {
    stopped = true
    line.close()
  }
  return { call, close, attempts: () => kept.slice(-attemptsKept), inFlight: () => inFlight }
}
