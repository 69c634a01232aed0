/**
 * What stands before the replicas: webhooks come to one address, whoever lives answers. While nobody does, they wait a
 * moment, as behind a balancer that looks for a healthy one; what was under way with one that dies is cut off. On
 * request some of them come late, and some a second time, later still.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { portOf } from './database-line.ts'
import { forward } from './service-line.ts'

export interface FrontDoor {
  url: string
  port: number
  open(replicaUrl: string): void
  /** Nothing more goes to it, and what it was doing is cut off. */
  shut(replicaUrl: string): void
  /** Nothing more goes to it; what it is doing it may finish. */
  drain(replicaUrl: string): void
  inFlight(): number
  close(): Promise<void>
}

/** Of one webhook; `againAfterMs` null: it comes once. */
export interface Spoilt {
  lateMs: number
  againAfterMs: number | null
}

const WAITS_MS = 10_000

export async function frontDoor(spoil: () => Spoilt = () => ({ lateMs: 0, againAfterMs: null })): Promise<FrontDoor> {
  const replicas: string[] = []
  const under = new Map<IncomingMessage, string>()
  let turn = 0
  let inFlight = 0
  const living = async (): Promise<string> => {
    for (const end = performance.now() + WAITS_MS; replicas.length === 0 && performance.now() < end; ) await sleep(5)
    const chosen = replicas[turn++ % Math.max(1, replicas.length)]
    if (chosen === undefined) throw new Error('nobody lives')
    return chosen
  }
  const pass = async (from: IncomingMessage, to: ServerResponse) => {
    const body = await buffer(from)
    const { lateMs, againAfterMs } = spoil()
    if (againAfterMs !== null) void again(from, body, againAfterMs)
    if (lateMs > 0) await sleep(lateMs)
    const replica = await living()
    under.set(from, replica)
    const answer = await forward(replica, from, body).finally(() => under.delete(from))
    if (!to.destroyed) to.writeHead(answer.status, answer.headers).end(answer.body)
  }
  /** Nobody waits for the answer to a repeat. */
  const again = async (from: IncomingMessage, body: Buffer, afterMs: number) => {
    await sleep(afterMs, undefined, { ref: false })
    await forward(await living(), from, body).catch(() => {})
  }
  const server = createServer((from, to) => {
    inFlight++
    to.on('close', () => inFlight--)
    pass(from, to).catch(() => from.socket.destroy())
  })
  const drain = (url: string) => {
    const at = replicas.indexOf(url)
    if (at >= 0) replicas.splice(at, 1)
  }
  const port = await portOf(server)
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    open: (url) => void replicas.push(url),
    drain,
    shut(url) {
      drain(url)
      for (const [from, replica] of under) if (replica === url) from.socket.destroy()
    },
    inFlight: () => inFlight,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
