// The other end of a webhook: keeps what arrived and answers as told.
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Arrived {
  method: string
  path: string
  headers: IncomingHttpHeaders
  body: string
  fields: Record<string, string>
}

interface Reply {
  status?: number
  contentType?: string
  body?: string
}

/** `hang` never answers, `drop` closes the connection. The last of `replies` goes on for ever. */
export interface WebhookReceiver {
  url: string
  arrived: Arrived[]
  replies: (Reply | 'hang' | 'drop')[]
  close(): Promise<void>
}

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const receiver: Omit<WebhookReceiver, 'url' | 'close'> = { arrived: [], replies: [{}] }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      receiver.arrived.push({
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body,
        fields: Object.fromEntries(new URLSearchParams(body)),
      })
      answer(response, receiver.replies.length > 1 ? receiver.replies.shift() : receiver.replies[0])
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const close = async () => {
    server.closeAllConnections()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
  return Object.assign(receiver, { url, close })
}

function answer(response: ServerResponse, reply: Reply | 'hang' | 'drop' | undefined): void {
  if (reply === 'hang') return
  if (reply === 'drop') {
    response.socket?.destroy()
    return
  }
  response.writeHead(reply?.status ?? 200, { 'content-type': reply?.contentType ?? 'text/xml' })
  response.end(reply?.body ?? '<Response/>')
}

export async function eventually<T>(read: () => T | undefined | false, withinMs = 2_000): Promise<T> {
  const until = performance.now() + withinMs
  for (;;) {
    const value = read()
    if (value) return value
    if (performance.now() > until) throw new Error(`Did not happen within ${withinMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
