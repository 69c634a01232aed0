// A bare HTTP server for what a stand-in cannot do: broken bodies, slow bodies, bare statuses.
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Heard {
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: string
}

export interface RawServer {
  url: string
  /** Every request so far, oldest first. */
  heard: Heard[]
  /** What the next requests get. */
  answer: (response: ServerResponse, request: Heard) => void
  stop(): Promise<void>
}

export async function startRawServer(): Promise<RawServer> {
  const heard: Heard[] = []
  const listener: RequestListener = async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const { method = '', url = '', headers } = request
    const one = { method, url, headers, body: Buffer.concat(parts).toString('utf8') }
    heard.push(one)
    raw.answer(response, one)
  }
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const raw: RawServer = { url, heard, answer: (response) => response.writeHead(500).end(), stop }
  return raw
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return (response: ServerResponse) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text)
}
