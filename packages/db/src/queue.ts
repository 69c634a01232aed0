/**
 * The queue says when somebody looks again; what may be done is decided by rows and claims, so a job that comes twice,
 * late or not at all does no harm. pg-boss 12.35.0, chosen because it enqueues inside our own transaction.
 */
import { derivedId } from '@jobrun/domain/ids'
import { type Job, PgBoss } from 'pg-boss'
import type { QueuedMessage } from './path/commit-turn.ts'
import type { Pool, Tx } from './pool.ts'

export interface TurnJob {
  conversationId: string
  seq: number
}

export interface DeliverJob {
  to: string
  from: string
}

export interface Queue {
  /** Installs the queue's tables and queues; safe to call in many processes at once. */
  start(): Promise<void>
  queueTurn(tx: Tx, job: TurnJob & { id: string; startAfter: Date }): Promise<void>
  queueDeliveries(tx: Tx | Pool, messages: readonly QueuedMessage[], name: string): Promise<void>
  workTurns(handle: (job: TurnJob) => Promise<void>): Promise<void>
  workDeliveries(handle: (job: DeliverJob) => Promise<void>): Promise<void>
  /** Wakes this process's workers at `at`; a shortcut only, polling finds the job anyway. */
  wake(which: 'turn' | 'deliver', at: Date, now: Date): void
  /** Conversations and people whose jobs cannot go on by themselves. */
  blockedKeys(): Promise<number>
  /** Stops taking jobs and waits for those under way. */
  stop(): Promise<void>
}

const schema = 'pgboss'
const turnQueue = {
  policy: 'key_strict_fifo',
  retryLimit: 10_000,
  retryDelay: 1,
  retryDelayMax: 5,
  retryBackoff: true,
  heartbeatSeconds: 10,
  expireInSeconds: 120,
  deleteAfterSeconds: 4 * 3600,
} as const
const deliverQueue = { ...turnQueue } as const

export function createQueue(pool: Pool, onError: (error: Error) => void): Queue {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values as unknown[]) },
    schema,
    schedule: false,
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
    persistQueueStats: false,
  })
  boss.on('error', onError)
  const workers: Record<'turn' | 'deliver', string | null> = { turn: null, deliver: null }
  const timers = new Set<NodeJS.Timeout>()
  const inside = (tx: Tx | Pool) => ({ executeSql: (text: string, values?: unknown[]) => tx.query(text, values) })

  return {
    async start() {
      await boss.start()
      await boss.createQueue('turn', turnQueue)
      await boss.createQueue('deliver', deliverQueue)
    },
    async queueTurn(tx, { id, startAfter, ...data }) {
      await boss.send('turn', data, { id, singletonKey: data.conversationId, startAfter, db: inside(tx) })
    },
    async queueDeliveries(tx, messages, name) {
      if (messages.length === 0) return
      const jobs = messages.map(({ id, to, from, notBefore }) => ({
        id: derivedId(id, name),
        data: { to, from } satisfies DeliverJob,
        singletonKey: `${from}>${to}`,
        startAfter: notBefore,
      }))
      await boss.insert('deliver', jobs, { db: inside(tx) })
    },
    async workTurns(handle) {
      const options = { batchSize: 1, localConcurrency: 16, pollingIntervalSeconds: 2 }
      workers.turn = await boss.work<TurnJob>('turn', options, async ([job]) => {
        if (job) await handle(job.data)
      })
    },
    async workDeliveries(handle) {
      const options = {
        batchSize: 8,
        localConcurrency: 2,
        pollingIntervalSeconds: 1,
        perJobResults: true,
        burstWhenBatchFull: true,
      } as const
      workers.deliver = await boss.work<DeliverJob, unknown, typeof options>('deliver', options, (jobs) =>
        Promise.all(jobs.map((job) => settle(job, handle, onError))),
      )
    },
    wake(which, at, now) {
      const timer = setTimeout(
        () => {
          timers.delete(timer)
          const worker = workers[which]
          if (worker) boss.notifyWorker(worker)
        },
        Math.max(0, at.getTime() - now.getTime()),
      )
      timers.add(timer)
    },
    async blockedKeys() {
      const keys = await Promise.all(['turn', 'deliver'].map((name) => boss.getBlockedKeys(name)))
      return keys.flat().length
    },
    async stop() {
      for (const timer of timers) clearTimeout(timer)
      await boss.stop({ graceful: true, timeout: 10_000, close: false })
    },
  }
}

async function settle(
  job: Job<DeliverJob>,
  handle: (data: DeliverJob) => Promise<void>,
  onError: (error: Error) => void,
) {
  try {
    await handle(job.data)
    return { id: job.id, status: 'completed' as const }
  } catch (error) {
    onError(error instanceof Error ? error : new Error(String(error)))
    return { id: job.id, status: 'failed' as const }
  }
}
