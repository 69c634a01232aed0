/** The catalogue of what operators are told. One function an event; no bodies, numbers masked. */
import { maskPhone } from '@jobrun/domain/phone'
import type { NoAnswer } from '@jobrun/domain/pipeline/brain'
import { noTracing, type Tracing } from '@jobrun/domain/tracing'
import type { Log } from './log.ts'
import { type Metrics, measureAnswer } from './metrics.ts'

export type Events = ReturnType<typeof createEvents>

interface FellBack {
  conversationId: string
  question: string
  fellBack: NoAnswer
}

interface AlertOutcome {
  id: string
  type: string
  state: string
  error: string | null
  /** Nobody else tells it where the text came to nothing. */
  message: string
}

interface MonitorRan {
  startedAt: Date
  durationMs: number
  findings: number
  opened: number
  closed: number
  texts: number
}

interface KeptTurn {
  turnId: string
  conversationId: string
  outcome: string
  rule: string | null
  tookMs: number
}

/** Measured, and not written to the log. */
interface Decided {
  intent: string | null
  action: string | null
  answers: readonly [question: string, answer: Parameters<typeof measureAnswer>[2]][]
}

export function createEvents(log: Log, metrics?: Metrics, tracing: Pick<Tracing, 'begin' | 'clock'> = noTracing) {
  return {
    /** A step of a text's path, told to OpenTelemetry if anybody listens. */
    spanBegins: tracing.begin,
    spanClock: tracing.clock,
    serviceReady: (facts: { port: number; web: boolean; work: boolean; ai: boolean }) =>
      log.info(facts, 'service ready'),
    aiIsOff: () => log.warn('OPENAI_API_KEY is not set: AI is off for the whole fleet and the rules answer everything'),
    serviceStopping: (because: string) => log.info({ because }, 'service stopping'),
    webhookRefused: (because: string) => log.warn({ because }, 'webhook refused'),
    textStored: (facts: { messageSid: string; conversationId: string; seq: number }) => {
      metrics?.textsIn.inc({ kind: 'stored' })
      log.info(facts, 'text stored')
    },
    textRepeated: (facts: { messageSid: string }) => {
      metrics?.textsIn.inc({ kind: 'repeated' })
      log.info(facts, 'text repeated')
    },
    textToNobody: (facts: { messageSid: string; to: string }) => {
      metrics?.textsIn.inc({ kind: 'to nobody' })
      log.warn({ messageSid: facts.messageSid, to: maskPhone(facts.to) }, 'text to a number that is nobody’s')
    },
    callTaken: (facts: { callSid: string; kind: string; noText: string | null }) => {
      metrics?.calls.inc({ kind: facts.kind })
      log.info(facts, 'call taken')
    },
    callRepeated: (facts: { callSid: string }) => log.info(facts, 'call told again'),
    turnKept: (facts: KeptTurn, { intent, action, answers }: Decided) => {
      const { outcome } = facts
      metrics?.turns.inc({ outcome, intent: intent ?? 'none', action: action ?? 'none' })
      metrics?.turnSeconds.observe({ outcome }, Math.max(0, facts.tookMs) / 1_000)
      if (metrics) for (const [question, answer] of answers) measureAnswer(metrics, question, answer)
      log.info(facts, 'turn kept')
    },
    turnTakenAgain: (facts: { conversationId: string }) => log.info(facts, 'turn taken again'),
    answerFellBack: ({ conversationId, question, fellBack }: FellBack) => {
      const { why, detail, service, usage } = fellBack
      const { inputTokens = 0, outputTokens = 0, costMicroUsd = 0 } = usage ?? {}
      const spent = { inputTokens, outputTokens, costMicroUsd }
      log.warn({ conversationId, question, why, detail, service, ...spent }, 'answer fell back to the rules')
    },
    aiBreakerMoved: (state: 'closed' | 'open' | 'half-open') => {
      metrics?.breaker.set(state === 'closed' ? 0 : 1)
      log[state === 'open' ? 'error' : 'info']({ state }, 'AI breaker moved')
    },
    aiLeftOut: (facts: { turns: number }) =>
      log.warn(facts, 'turns come faster than answers: the rules answer the late ones'),
    messageSent: (facts: { outboxId: string; sid: string; purpose: string }) => {
      metrics?.messages.inc({ purpose: facts.purpose, state: 'SENT' })
      log.info(facts, 'message sent')
    },
    messageNotSent: (facts: {
      outboxId: string
      purpose: string
      state: string
      reason: string
      code: number | null
    }) => {
      metrics?.messages.inc({ purpose: facts.purpose, state: facts.state })
      log.warn(facts, 'message not sent')
    },
    messageDeferred: (facts: { outboxId: string; until: Date; reason: string }) => log.info(facts, 'message deferred'),
    messageUnsettled: (facts: { outboxId: string; detail: string }) => log.warn(facts, 'message may have been sent'),
    messageReconciled: (facts: { outboxId: string; how: string }) => log.info(facts, 'message reconciled'),
    sentTwice: (facts: { outboxId: string; sid: string; otherSid: string }) =>
      log.error(facts, 'message was sent twice'),
    deliveryMoved: (facts: { outboxId: string; status: string; errorCode: number | null }) => {
      metrics?.deliveries.inc({ status: facts.status, error_code: facts.errorCode ?? 'none' })
      log.info(facts, 'delivery moved')
    },
    emailSettled: (facts: { emailId: string; state: string; reason: string | null }) =>
      log[facts.state === 'SENT' ? 'info' : 'warn'](facts, 'e-mail settled'),
    caughtUp: (facts: { missed: number }) => log.warn(facts, 'texts came in by the catch-up'),
    callsCaughtUp: (facts: { missed: number }) => log.warn(facts, 'calls came in by the catch-up'),
    stripeEventKept: (facts: { eventId: string; type: string; isNew: boolean }) => log.info(facts, 'stripe event kept'),
    numberSetUp: ({ phone, error }: { phone: string; error: string | null }) =>
      log[error === null ? 'info' : 'warn']({ phone: maskPhone(phone), error }, 'number pointed at us'),
    swept: (facts: { texts: number; messages: number }) => log.info(facts, 'swept'),
    monitorRan: (facts: MonitorRan) => {
      metrics?.monitorAt.set(facts.startedAt.getTime() / 1_000)
      metrics?.monitorFindings.set(facts.findings)
      log[facts.opened > 0 ? 'warn' : 'info'](facts, 'monitor ran')
    },
    alertSettled: ({ id, type, state, error, message }: AlertOutcome) => {
      metrics?.alerts.inc({ type, state })
      if (state !== 'FAILED') log.info({ alertId: id, type, state }, 'alert settled')
      else log.error({ alertId: id, type, state, error, alert: message }, 'alert did not reach the founder')
    },
    alertCopied: (facts: { copyId: string; type: string; channel: string; state: string; reason: string | null }) =>
      log[facts.state === 'SENT' ? 'info' : 'warn'](facts, 'alert copied'),
    finishedByHand: (facts: { clientId: string; outcome: string }) => log.warn(facts, 'onboarding completed by hand'),
    databaseAway: (facts: { since: Date; told: string }) => log.error(facts, 'the database is away'),
    databaseBack: (facts: { since: Date; until: Date }) => log.warn(facts, 'the database is back'),
    requestFailed: (requestId: string, error: unknown) => {
      metrics?.requestsFailed.inc()
      log.error({ requestId, err: error }, 'request failed')
    },
    clockMoved: (facts: { seconds: number }) => log.warn(facts, 'the clock of this machine was set'),
    taskRan: (task: string) => log.debug({ task }, 'task ran'),
    taskFailed: (task: string, error: unknown) => {
      metrics?.tasksFailed.inc({ task })
      log.error({ task, err: error }, 'task failed')
    },
  }
}
