/** What Prometheus is told. Counted where events are reported; no label holds a person, a client or a number. */
import type { Answer } from '@jobrun/domain/pipeline/brain'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = ReturnType<typeof createMetrics>

/** Seconds: an answer by rules takes milliseconds, by the AI up to a few seconds. */
const SECONDS = [0.001, 0.005, 0.02, 0.1, 0.3, 1, 2, 4, 8, 15]

export function createMetrics() {
  const registry = new Registry()
  const registers = [registry]
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Counter({ name: `jobrun_${name}`, help, labelNames, registers })
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Gauge({ name: `jobrun_${name}`, help, labelNames, registers })
  const histogram = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Histogram({ name: `jobrun_${name}`, help, labelNames, buckets: SECONDS, registers })
  return {
    registry,
    /** Event loop, memory, CPU: once a process. */
    watchProcess: () => collectDefaultMetrics({ register: registry }),
    textsIn: counter('texts_in_total', 'Texts that came in', ['kind']),
    calls: counter('calls_total', 'Calls taken, by what they were', ['kind']),
    turns: counter('turns_total', 'Turns kept, by outcome, what was wanted and what was done', [
      'outcome',
      'intent',
      'action',
    ]),
    turnSeconds: histogram('turn_seconds', 'From reading a turn to keeping it', ['outcome']),
    answers: counter('answers_total', 'Answers to the four questions, by who gave them', ['question', 'brain']),
    stageSeconds: histogram('stage_seconds', 'How long each question took', ['question', 'brain']),
    fellBack: counter('fallbacks_total', 'Questions that the rules answered for the AI', ['question', 'why']),
    aiTokens: counter('ai_tokens_total', 'Tokens of the AI', ['question', 'way']),
    aiCost: counter('ai_cost_dollars_total', 'US dollars that the AI cost', ['question']),
    messages: counter('messages_total', 'Messages that left or came to nothing', ['purpose', 'state']),
    deliveries: counter('deliveries_total', 'The carrier’s word on messages of ours', ['status', 'error_code']),
    alerts: counter('alerts_total', 'What became of texts to the founder', ['type', 'state']),
    tasksFailed: counter('tasks_failed_total', 'Tasks that met an error', ['task']),
    requestsFailed: counter('requests_failed_total', 'Requests that met a bug'),
    breaker: gauge('ai_breaker_open', '1 while the AI is not asked because it failed too often'),
    monitorAt: gauge('monitor_last_run_seconds', 'When this process’ monitor last looked, as Unix time'),
    monitorFindings: gauge('monitor_findings', 'What the monitor found when it last looked here'),
    outbox: gauge('outbox', 'Messages that have not come to their end', ['state']),
    waiting: gauge('oldest_waiting_seconds', 'Age of the oldest that waits', ['what']),
    onboarding: gauge('onboarding', 'Owners, by the state of their sign-up', ['state']),
    incidents: gauge('incidents_open', 'What is wrong now', ['type', 'severity']),
    databaseUp: gauge('database_up', '1 when the database answered this scrape'),
    connections: gauge('database_connections', 'Connections of this process', ['use']),
  }
}

type Asked = Pick<Answer<unknown>, 'by' | 'tookMs' | 'usage' | 'fellBack'>

/** One answer of a turn, with what the AI was paid for it, whether or not it counted. */
export function measureAnswer(metrics: Metrics, question: string, { by, tookMs, usage, fellBack }: Asked): void {
  metrics.answers.inc({ question, brain: by })
  metrics.stageSeconds.observe({ question, brain: by }, tookMs / 1_000)
  if (fellBack) metrics.fellBack.inc({ question, why: fellBack.why })
  for (const paid of [usage, fellBack?.usage]) {
    if (!paid) continue
    metrics.aiTokens.inc({ question, way: 'in' }, paid.inputTokens)
    metrics.aiTokens.inc({ question, way: 'out' }, paid.outputTokens)
    metrics.aiCost.inc({ question }, paid.costMicroUsd / 1_000_000)
  }
}
