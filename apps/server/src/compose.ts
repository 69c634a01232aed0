/** Builds every real thing once and wires it. The only importer of providers; who asks the clock asks the one given here. */
import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { askDatabase } from '@jobrun/db/ask-database'
import { migrationStatus } from '@jobrun/db/migrate/status'
import { ourMigrations } from '@jobrun/db/migrations'
import { readReach, readSeen } from '@jobrun/db/monitor/facts'
import { raiseFindings } from '@jobrun/db/monitor/incidents'
import { lastRun } from '@jobrun/db/monitor/runs'
import { readDatabaseClock } from '@jobrun/db/operator/waiting'
import { readMarkOf } from '@jobrun/db/path/catch-up'
import { queueEmails } from '@jobrun/db/path/email'
import { createPool, type Pool } from '@jobrun/db/pool'
import { createPrisma } from '@jobrun/db/prisma'
import { createQueue, type Queue } from '@jobrun/db/queue'
import type { AlertType } from '@jobrun/domain/monitor/alert-types'
import { copyChannels } from '@jobrun/domain/monitor/copies'
import type { Mailer } from '@jobrun/domain/outbox/mail'
import { noTracing, type Tracing } from '@jobrun/domain/tracing'
import { createOpenAiBrain } from '@jobrun/providers/openai-brain'
import { createSmtpMailer } from '@jobrun/providers/smtp-mailer'
import { createStripeTill } from '@jobrun/providers/stripe-till'
import { createTwilioCallBook } from '@jobrun/providers/twilio-call-book'
import { createTwilioCarrier } from '@jobrun/providers/twilio-carrier'
import { createLineLookup } from '@jobrun/providers/twilio-lookup'
import { createNumberDesk } from '@jobrun/providers/twilio-numbers'
import { isSignedByTwilio } from '@jobrun/providers/twilio-signature'
import { createVoiceAnswers, hangUp } from '@jobrun/providers/twilio-voice'
import { createAlertWebhook, createHeartbeat } from '@jobrun/providers/webhook'
import type { FastifyInstance } from 'fastify'
import { createBilling } from './billing/billing.ts'
import { createIsLandline } from './calls/is-landline.ts'
import { createTakeCall } from './calls/take-call.ts'
import type { Config, Secrets } from './config.ts'
import { createEvents, type Events } from './events.ts'
import { buildApp } from './http/build-app.ts'
import { createTwilioDoor } from './http/twilio-door.ts'
import { createBrainForTurn } from './inbound/brain-for-turn.ts'
import { createIngest } from './inbound/ingest.ts'
import { createNoteOverload, LEFT_OUT_MARK } from './inbound/note-overload.ts'
import { createProcessTurn } from './inbound/process-turn.ts'
import { createTakeTurn } from './inbound/take-turn.ts'
import { watchStoring } from './inbound/watch-storing.ts'
import type { PeriodicDeps, PeriodicTask } from './jobs/periodic.ts'
import { tasksOf } from './jobs/tasks.ts'
import { createLog } from './log.ts'
import { createMetrics } from './metrics.ts'
import { openAlarmJournal } from './monitor/alarm-journal.ts'
import { oneAfterAnother } from './monitor/one-after-another.ts'
import { readStanding } from './monitor/read-standing.ts'
import { runMonitor } from './monitor/run-monitor.ts'
import type { SendCopiesDeps } from './monitor/send-copies.ts'
import { createSightings, seeing, seeingTill } from './monitor/sightings.ts'
import { tellFounder } from './monitor/tell-founder.ts'
import { createAllocateNumber, POOL_ERRAND, SET_UP_ERRAND } from './numbers/allocate-number.ts'
import { createBuyFor } from './numbers/buy-number.ts'
import { createLookAtPool } from './numbers/look-at-pool.ts'
import { serveWaiting } from './numbers/serve-waiting.ts'
import { createSetUpNumber } from './numbers/set-up-number.ts'
import { createOwnersTurn } from './onboarding/owners-turn.ts'
import { createPropose } from './onboarding/propose-answer.ts'
import { createRunErrand } from './onboarding/run-errands.ts'
import {
  alertsCheck,
  clockCheck,
  databaseCheck,
  loadCheck,
  migrationsCheck,
  monitorCheck,
  queueCheck,
  servicesChecks,
  storingCheck,
} from './operator/health-checks.ts'
import { buildMetricsApp } from './operator/metrics-app.ts'
import { createAftermath, type MailInstead } from './outbox/aftermath.ts'
import { createDeliver } from './outbox/deliver.ts'
import { createRecordWord } from './outbox/record-word.ts'

export interface Service {
  app: FastifyInstance
  /** In its place where there is no web. */
  metricsApp: FastifyInstance
  pool: Pool
  queue: Queue
  events: Events
  /** What is not told yet is told. */
  stopTracing: () => Promise<void>
  processTurn: ReturnType<typeof createProcessTurn>
  deliver: ReturnType<typeof createDeliver>
  runErrand: ReturnType<typeof createRunErrand>
  tasks: readonly PeriodicTask[]
  periodic: PeriodicDeps
}

const POOL_SIZE = 16

interface Given {
  config: Config
  secrets: Secrets
  databaseUrl: string
  now?: (() => Date) | undefined
}

export async function compose({ config, secrets, databaseUrl, now: given }: Given): Promise<Service> {
  const now = given ?? (() => new Date())
  const metrics = createMetrics()
  metrics.watchProcess()
  const tracing = await createTracing(config)
  const events = createEvents(createLog(config.logLevel), metrics, tracing)
  const elapsed = () => performance.now()
  const pool = createPool({
    url: databaseUrl,
    prepared: config.databasePrepared,
    max: POOL_SIZE,
    onError: (error) => events.taskFailed('connection', error),
  })
  const queue = createQueue(pool, (error) => events.taskFailed('queue', error))
  const prisma = createPrisma(pool)
  const { twilio, publicBaseUrl, adminPhone: founderPhone } = config
  const { accountSid, apiBaseUrl, number: systemNumber } = twilio
  const [authToken] = secrets.twilioAuthTokens
  const sightings = createSightings({ pool, now })
  const carrier = seeing(createTwilioCarrier({ accountSid, authToken, apiBaseUrl }), sightings)
  const ai =
    config.openai && secrets.openaiApiKey
      ? createOpenAiBrain({
          ...config.openai,
          apiKey: secrets.openaiApiKey,
          onBreaker: events.aiBreakerMoved,
          onAsked: (failure) => sightings.saw('openai', failure),
        })
      : null
  const door = createTwilioDoor({
    publicBaseUrl,
    accountSid,
    isSigned: (input) => isSignedByTwilio({ ...input, authTokens: secrets.twilioAuthTokens }),
  })
  const { aiDailyBudgetMicroUsd: fleetBudgetMicroUsd, aiAnswers, shadow } = config
  // With a breaker of its own: what fails there must not keep customers from being answered.
  const shadowAi =
    config.openai && secrets.openaiApiKey ? createOpenAiBrain({ ...config.openai, apiKey: secrets.openaiApiKey }) : null
  const ends = { systemNumber, founderPhone }
  const mailer =
    config.mail && secrets.smtpUrl ? createSmtpMailer({ url: secrets.smtpUrl, from: config.mail.from }) : null
  const mailInstead: MailInstead = mailer ? queueEmails : async () => {}
  const aftermath = createAftermath({ pool, queue, ...ends, mailInstead, now, events })
  const onboarding = {
    ...ends,
    queue,
    allocateNumber: createAllocateNumber({ queue }),
    publicBaseUrl,
    price: config.price,
  }
  const alert = (type: AlertType, subject: string, words: string) =>
    raiseFindings(pool, [{ type, subject, clientId: null, name: subject, words }], now())
  const stripe = createTill(config, secrets)
  const till = stripe && seeingTill(stripe, sightings)
  const billing = createBilling({ pool, queue, till, onboarding, alert, now, events })
  const { allowed, ...papers } = config.buying
  const desk = createNumberDesk({ accountSid, authToken, apiBaseUrl, ...papers })
  const setUpNumber = createSetUpNumber({ pool, desk, publicBaseUrl, alert, now, events })
  const buyFor = allowed ? createBuyFor({ pool, desk, publicBaseUrl, alert, now }) : null
  const takeTurn = createTakeTurn({
    pool,
    queue,
    brainFor: createBrainForTurn({
      pool,
      ai,
      answers: aiAnswers,
      fleetBudgetMicroUsd,
      gathering: config.gathering,
      elapsed,
      overloaded: createNoteOverload({ pool, events }),
    }),
    shadow: {
      share: shadow.share,
      aiStandsBy: ({ switches }) => ai !== null && aiAnswers === 'rules' && !switches.aiDisabled,
    },
    proposeFor: createPropose({
      pool,
      ai: aiAnswers === 'rules' ? null : ai,
      fleetBudgetMicroUsd,
      gathering: config.gathering,
    }),
    takeOwnersTurn: createOwnersTurn(onboarding),
    mailInstead,
    ...ends,
    now,
    events,
  })
  const readMigrations = () => migrationStatus(databaseUrl, ourMigrations)
  const database = databaseCheck(prisma)
  const storing = watchStoring(createIngest({ pool, queue, gathering: config.gathering, now, events }), elapsed)
  const { ingest } = storing
  const health = {
    database,
    storing: storingCheck(storing.failure),
    // A world that is ahead of its time is ahead of its database too.
    ...(given ? {} : { clock: clockCheck(() => readDatabaseClock(prisma), now) }),
    queue: queueCheck(prisma, now),
    load: loadCheck(() => readMarkOf(pool, LEFT_OUT_MARK), now),
    migrations: migrationsCheck(readMigrations),
    monitor: monitorCheck({ lastRun: () => lastRun(pool), upSince: now(), now }),
    alerts: alertsCheck(() => readReach(pool, founderPhone)),
    ...servicesChecks(() => readSeen(pool)),
  }
  const recordWord = createRecordWord({ pool, queue, aftermath, now, events })
  const takeCall = createTakeCall({ pool, queue, ...ends, mailInstead, onboarding, now, events })
  const callBook = createTwilioCallBook({ accountSid, authToken, apiBaseUrl })
  const isLandline = createIsLandline({ pool, lookUp: createLineLookup({ accountSid, authToken, apiBaseUrl }), now })
  const { channels, senders } = copiesBy({ mailer, alertEmail: config.alertEmail, webhookUrl: secrets.alertWebhookUrl })
  const alerting = { pool, queue, ...ends, copyChannels: channels, now, events }
  const heartbeat = secrets.heartbeatUrl ? createHeartbeat(secrets.heartbeatUrl) : null
  const watching = {
    pool,
    ...ends,
    askDatabase: () => askDatabase(databaseUrl),
    journal: openAlarmJournal(join(config.dataDir, 'alarm'), (error) => events.taskFailed('alarm journal', error)),
    copies: Object.values(senders),
  }
  const monitor = oneAfterAnother(() =>
    runMonitor({
      ...alerting,
      prisma,
      fleetBudgetMicroUsd,
      standing: readStanding({ ...ends, publicBaseUrl, migrations: readMigrations, desk }),
      keepSightings: sightings.keep,
      probeAi: ai && (() => ai.probe()),
      heartbeat,
      elapsed,
    }),
  )
  const measured = {
    pool,
    now,
    metrics,
    metricsToken: secrets.metricsToken,
    adminApiKey: secrets.adminApiKey,
    onFault: ({ requestId, error }: { requestId: string; error: unknown }) => events.requestFailed(requestId, error),
  }
  const app = await buildApp({
    sms: { door, ingest, events },
    status: { door, recordWord, events },
    voice: { door, takeCall, twimlFor: createVoiceAnswers(publicBaseUrl), hangUp, systemNumber, events },
    stripe: { till, keepEvent: billing.keepEvent, now, events },
    payment: { pool, publicBaseUrl, stripe: billing.stripe, now },
    operator: {
      ...measured,
      prisma,
      queue,
      onboarding,
      desk,
      fleetBudgetMicroUsd,
      runMonitor: monitor,
      tellFounder: () => tellFounder(alerting),
      health,
      isReady: async () =>
        (await Promise.all([database(), migrationsCheck(readMigrations)()])).every(({ status }) => status === 'ok'),
    },
  })
  return {
    app,
    metricsApp: await buildMetricsApp(measured),
    pool,
    queue,
    events,
    stopTracing: tracing.stop,
    processTurn: createProcessTurn({ pool, gathering: config.gathering, now, takeTurn, events }),
    deliver: createDeliver({ pool, queue, carrier, aftermath, isLandline, publicBaseUrl, now, elapsed, events }),
    runErrand: createRunErrand({
      ...billing.errands,
      [SET_UP_ERRAND]: setUpNumber,
      [POOL_ERRAND]: createLookAtPool({
        pool,
        buyFor,
        serveWaiting: () => serveWaiting({ pool, queue, onboarding, now }),
        now,
      }),
    }),
    tasks: tasksOf({
      pool,
      queue,
      carrier,
      ingest,
      recordWord,
      aftermath,
      mailer,
      book: callBook,
      takeCall,
      onboarding,
      setUpNumber,
      till,
      keepEvent: billing.keepEvent,
      shadows: { pool, ai: shadowAi, budgetMicroUsd: shadow.dailyBudgetMicroUsd, now, elapsed, events },
      watching: { ...watching, carrier, publicBaseUrl, now, events },
      alerting,
      senders,
      keepSightings: sightings.keep,
      monitor,
      now,
      events,
    }),
    periodic: { pool, holder: `${hostname()}:${process.pid}:${randomUUID()}`, clock: Date.now, elapsed, events },
  }
}

/** Where nobody listens, nothing of it is even loaded. */
async function createTracing({ tracing }: Config): Promise<Tracing> {
  if (!tracing) return noTracing
  const { createOtlpTracing } = await import('@jobrun/providers/otlp-tracing')
  return createOtlpTracing({ ...tracing, clock: Date.now })
}

function createTill({ stripe }: Config, { stripeSecretKey: secretKey, stripeWebhookSecret: webhookSecret }: Secrets) {
  return stripe && secretKey && webhookSecret ? createStripeTill({ ...stripe, secretKey, webhookSecret }) : null
}

/** Where alerts go besides the founder's phone, by what is configured. */
function copiesBy(of: { mailer: Mailer | null; alertEmail: string | null; webhookUrl: string | null }) {
  const { mailer, alertEmail: to, webhookUrl } = of
  const senders: SendCopiesDeps['senders'] = {
    ...(mailer && to
      ? { email: ({ id, type, message }) => mailer.send({ id, to, subject: `JobRun: ${type}`, text: `${message}\n` }) }
      : {}),
    ...(webhookUrl ? { webhook: createAlertWebhook(webhookUrl) } : {}),
  }
  return { senders, channels: copyChannels.filter((channel) => senders[channel]) }
}
