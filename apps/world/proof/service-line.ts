/** A line to another service by HTTP that can refuse a request, swallow it, lose its answer, or die before or after it. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { type Line, portOf } from './database-line.ts'
import type { Tripwire } from './trap.ts'

export interface ServiceCall {
  method: string
  path: string
}

interface Answered {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

export async function serviceLine(origin: string, label: (call: ServiceCall) => string, wire: Tripwire): Promise<Line> {
  let dead = false
  let inFlight = 0
  const die = () => {
    dead = true
    server.closeAllConnections()
  }
  const silence = (from: IncomingMessage) => {
    if (wire.silenceMs !== null) setTimeout(() => from.socket.destroy(), wire.silenceMs)
  }
  const answer = async (from: IncomingMessage, to: ServerResponse, body: Buffer) => {
    const mode = dead ? 'killed before' : wire.call(label({ method: from.method ?? '', path: from.url ?? '' }))
    if (mode === 'killed before') return end()
    if (mode === 'time-out') return silence(from)
    if (mode === 'error') return void to.writeHead(500, { 'content-type': 'application/json' }).end('{}')
    const got = await forward(origin, from, body)
    if (mode === 'killed after') return end()
    if (mode === 'reply lost') return void from.socket.resetAndDestroy()
    if (!dead) to.writeHead(got.status, got.headers).end(got.body)
  }
  const end = () => {
    die()
    wire.died()
  }
  const server = createServer((from, to) => {
    if (dead) return void from.socket.destroy()
    inFlight++
    to.on('close', () => inFlight--)
    void buffer(from)
      .then((body) => answer(from, to, body))
      .catch(() => from.socket.destroy())
  })
  const port = await portOf(server)
  return {
    url: `http://127.0.0.1:${port}`,
    inFlight: () => inFlight,
    die,
    close() {
      die()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** Hop by hop; the length is written anew. */
const ours = ['connection', 'transfer-encoding', 'content-length', 'host']

export function forward(origin: string, from: IncomingMessage, body: Buffer): Promise<Answered> {
  const headers = Object.fromEntries(Object.entries(from.headers).filter(([name]) => !ours.includes(name)))
  const { method = 'GET', url = '/' } = from
  return new Promise((resolve, reject) => {
    const asked = request(`${origin}${url}`, { method, headers: { ...headers, 'content-length': body.length } })
    asked.on('error', reject).on('response', (answer) => {
      const { statusCode = 502 } = answer
      const kept = Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !ours.includes(name)))
      buffer(answer).then((whole) => resolve({ status: statusCode, headers: kept, body: whole }), reject)
    })
    asked.end(body)
  })
}
