/**
 * The queue says when somebody looks again; what may be done is decided by rows and claims, so a job that comes twice,
 * late or not at all does no harm. pg-boss 12.35.0, chosen because it enqueues inside our own transaction.
 */
import { derivedId } from '@jobrun/domain/ids'
import type { QueryConfig } from 'pg'
import { PgBoss } from 'pg-boss'
import { type Consumer, consumeJobs } from './consume-jobs.ts'
import type { QueuedMessage } from './path/commit-turn.ts'
import type { Db, Pool } from './pool.ts'

export interface TurnJob {
  conversationId: string
  seq: number
}

export interface NewTurnJob extends TurnJob {
  id: string
  afterMs: number
}

export interface DeliverJob {
  to: string
  from: string
}

/** Something to be asked of somebody outside, once what asks for it holds: `name` says what, `subject` for whom. */
export interface ErrandJob {
  name: string
  subject: string
}

export interface Queue {
  /** Installs the queue's tables and queues; safe to call in many processes at once. */
  start(): Promise<void>
  queueTurns(tx: Db, jobs: readonly NewTurnJob[]): Promise<void>
  /** `now` is the caller's, read before its transaction began: a job is to be no earlier than its message. */
  queueDeliveries(tx: Db, messages: readonly QueuedMessage[], of: { name: string; now: Date }): Promise<void>
  queueErrand(tx: Db, job: ErrandJob & { id: string; afterMs?: number }): Promise<void>
  workTurns(handle: (job: TurnJob) => Promise<void>): Promise<void>
  workDeliveries(handle: (job: DeliverJob) => Promise<void>): Promise<void>
  workErrands(handle: (job: ErrandJob) => Promise<void>): Promise<void>
  /** Wakes this process's workers at `at`; a shortcut only, polling finds the job anyway. */
  wake(which: 'turn' | 'deliver' | 'errand', at: Date, now: Date): void
  /** Conversations and people whose jobs cannot go on by themselves. */
  blockedKeys(): Promise<number>
  /** Stops taking jobs and waits for those under way. */
  stop(): Promise<void>
}

const schema = 'pgboss'
const queueSettings = {
  policy: 'key_strict_fifo',
  retryLimit: 10_000,
  retryDelay: 1,
  retryDelayMax: 5,
  retryBackoff: true,
  heartbeatSeconds: 10,
  expireInSeconds: 120,
  deleteAfterSeconds: 4 * 3600,
} as const

/** Turns mostly wait for an AI; deliveries for Twilio. The pool of connections bounds what they ask of the database. */
const TURN_SLOTS = 64
const DELIVER_SLOTS = 64
const ERRAND_SLOTS = 8
/**
 * Work of another process is found by looking; one's own is told by `wake`. A turn waits 1.5 s anyway, and what is to be
 * delivered was mostly decided in this process.
 */
const POLL_MS = { turn: 500, deliver: 1_000, errand: 2_000 } as const
/** Woken a moment before a job is due, a consumer finds nothing, and then sleeps until it polls. */
const TIMERS_ARE_EARLY_MS = 2

export function createQueue(pool: Pool, onError: (error: Error) => void): Queue {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(prepared(text, values)) },
    schema,
    schedule: false,
    // Each costs some fifteen statements; a dead worker's jobs wait for it after their heartbeat's 10 s.
    superviseIntervalSeconds: 3,
    monitorIntervalSeconds: 3,
    persistQueueStats: false,
  })
  boss.on('error', onError)
  const consumers: Partial<Record<'turn' | 'deliver' | 'errand', Consumer>> = {}
  const timers = new Set<NodeJS.Timeout>()
  const inside = (tx: Db) => ({
    executeSql: (text: string, values?: unknown[]) => tx.query(prepared(text, values)),
  })

  return {
    async start() {
      await boss.start()
      await boss.createQueue('turn', queueSettings)
      await boss.createQueue('deliver', queueSettings)
      await boss.createQueue('errand', queueSettings)
    },
    async queueTurns(tx, jobs) {
      if (jobs.length === 0) return
      const rows = jobs.map(({ id, afterMs, ...data }) => ({
        id,
        data,
        singletonKey: data.conversationId,
        startAfter: secondsOf(afterMs),
      }))
      await boss.insert('turn', rows, { db: inside(tx), returnId: false })
    },
    async queueDeliveries(tx, messages, { name, now }) {
      if (messages.length === 0) return
      const jobs = messages.map(({ id, to, from, notBefore }) => ({
        id: derivedId(id, name),
        data: { to, from } satisfies DeliverJob,
        singletonKey: `${from}>${to}`,
        startAfter: notBefore ? secondsOf(notBefore.getTime() - now.getTime()) : 0,
      }))
      const once = [...new Map(jobs.map((job) => [job.id, job])).values()]
      await boss.insert('deliver', once, { db: inside(tx), returnId: false })
    },
    async queueErrand(tx, { id, afterMs = 0, ...data }) {
      const singletonKey = `${data.name}:${data.subject}`
      await boss.send('errand', data, { id, singletonKey, startAfter: secondsOf(afterMs), db: inside(tx) })
    },
    async workTurns(handle) {
      consumers.turn = consumeJobs<TurnJob>(boss, 'turn', { slots: TURN_SLOTS, pollMs: POLL_MS.turn, handle, onError })
    },
    async workDeliveries(handle) {
      consumers.deliver = consumeJobs<DeliverJob>(boss, 'deliver', {
        slots: DELIVER_SLOTS,
        pollMs: POLL_MS.deliver,
        handle,
        onError,
      })
    },
    async workErrands(handle) {
      consumers.errand = consumeJobs<ErrandJob>(boss, 'errand', {
        slots: ERRAND_SLOTS,
        pollMs: POLL_MS.errand,
        handle,
        onError,
      })
    },
    wake(which, at, now) {
      const timer = setTimeout(
        () => {
          timers.delete(timer)
          consumers[which]?.wake()
        },
        Math.max(0, at.getTime() - now.getTime()) + TIMERS_ARE_EARLY_MS,
      )
      timers.add(timer)
    },
    async blockedKeys() {
      const keys = await Promise.all(['turn', 'deliver', 'errand'].map((name) => boss.getBlockedKeys(name)))
      return keys.flat().length
    },
    async stop() {
      for (const timer of timers) clearTimeout(timer)
      await Promise.all([consumers.turn?.stop(), consumers.deliver?.stop(), consumers.errand?.stop()])
      await boss.stop({ graceful: true, timeout: 10_000, close: false })
    },
  }
}

/** Statements the engine repeats are named, so that PostgreSQL reads and plans each once a connection. */
const names = new Map<string, string>()
const MOST_NAMES = 100

function prepared(text: string, values: unknown[] = []): QueryConfig {
  if (values.length === 0) return { text }
  const known = names.get(text)
  if (known) return { name: known, text, values }
  if (names.size < MOST_NAMES) names.set(text, `engine-${names.size}`)
  return { text, values }
}

/** A wait instead of a moment: pg-boss adds it to the database's clock, and ours may differ from that. */
function secondsOf(ms: number): number {
  return Math.max(0, ms) / 1_000
}
