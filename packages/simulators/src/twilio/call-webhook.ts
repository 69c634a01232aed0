// One HTTP request of a webhook, with time limits for connecting, reading and in all. Refuses to retry: that is deliver-webhook's.
import { Agent as HttpAgent, type RequestOptions, request as requestHttp } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'

export type WebhookAnswer =
  | { kind: 'answered'; status: number; contentType: string; body: string }
  | { kind: 'failed'; why: 'connect' | 'read' | 'total' }

export interface WebhookRequest {
  method: 'GET' | 'POST'
  url: string
  form: string
  headers: Record<string, string>
  connectMs: number
  readMs: number
  /** What is left of the time for the whole webhook, retries included. */
  leftMs: number
}

export interface WebhookLine {
  call(request: WebhookRequest): Promise<WebhookAnswer>
  close(): void
}

const largestAnswer = 64 * 1024

export function openWebhookLine(): WebhookLine {
  const http = new HttpAgent({ keepAlive: true })
  const https = new HttpsAgent({ keepAlive: true })
  return {
    call: (request) => call(request, request.url.startsWith('https:') ? https : http),
    close: () => {
      http.destroy()
      https.destroy()
    },
  }
}

function call(request: WebhookRequest, agent: HttpAgent): Promise<WebhookAnswer> {
  const start = request.url.startsWith('https:') ? requestHttps : requestHttp
  return new Promise((resolve) => {
    const timers: NodeJS.Timeout[] = []
    const finish = (answer: WebhookAnswer) => {
      for (const timer of timers) clearTimeout(timer)
      resolve(answer)
    }
    let connected = false
    const outgoing = start(request.url, options(request, agent), (response) => {
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size <= largestAnswer) chunks.push(chunk)
      })
      response.on('error', () => finish({ kind: 'failed', why: 'read' }))
      response.on('end', () =>
        finish({
          kind: 'answered',
          status: response.statusCode ?? 0,
          contentType: response.headers['content-type'] ?? '',
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      )
    })
    const giveUp = (ms: number, why: 'connect' | 'read' | 'total') => {
      const timer = setTimeout(() => {
        if (why === 'connect' && connected) return
        finish({ kind: 'failed', why })
        outgoing.destroy()
      }, ms)
      timers.push(timer)
    }
    outgoing.on('socket', (socket) => {
      const onConnect = () => {
        connected = true
        giveUp(request.readMs, 'read')
      }
      if (socket.connecting) socket.once('connect', onConnect)
      else onConnect()
    })
    giveUp(Math.min(request.connectMs, request.leftMs), 'connect')
    giveUp(request.leftMs, 'total')
    outgoing.on('error', () => finish({ kind: 'failed', why: connected ? 'read' : 'connect' }))
    outgoing.end(request.method === 'POST' ? request.form : undefined)
  })
}

function options(request: WebhookRequest, agent: HttpAgent): RequestOptions {
  const posted = request.method === 'POST'
  return {
    agent,
    method: request.method,
    headers: {
      ...request.headers,
      ...(posted
        ? {
            'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
            'content-length': String(Buffer.byteLength(request.form)),
          }
        : {}),
    },
  }
}
