/** The cookie of a signed-in browser, and whether a request that carries it comes from our own pages. */
import type { FastifyReply, FastifyRequest } from 'fastify'

export interface SessionCookie {
  read(request: FastifyRequest): string | null
  write(reply: FastifyReply, token: string, endsAt: Date): void
  clear(reply: FastifyReply): void
}

/** Over https it carries the prefix that keeps other hosts of the domain from setting it. */
export function sessionCookie(publicBaseUrl: string): SessionCookie {
  const secure = publicBaseUrl.startsWith('https:')
  const name = secure ? '__Host-jobrun' : 'jobrun'
  const kept = { path: '/', httpOnly: true, sameSite: 'strict', secure } as const
  return {
    read: (request) => request.cookies[name] || null,
    write: (reply, token, endsAt) => void reply.setCookie(name, token, { ...kept, expires: endsAt }),
    clear: (reply) => void reply.clearCookie(name, kept),
  }
}

const harmless = ['GET', 'HEAD', 'OPTIONS']

/** Browsers say where a changing request comes from; a page of somebody else cannot lie about it. */
export function isFromElsewhere(request: FastifyRequest, publicBaseUrl: string): boolean {
  if (harmless.includes(request.method)) return false
  const { origin, host, 'sec-fetch-site': from } = request.headers
  if (from !== undefined) return from !== 'same-origin'
  if (origin === undefined) return true
  if (origin === new URL(publicBaseUrl).origin) return false
  return !URL.canParse(origin) || new URL(origin).host !== host
}
