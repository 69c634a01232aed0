// What the three stand-ins have in common as servers: they listen on this machine only, and stopping leaves nothing open.
import Fastify, { type FastifyInstance } from 'fastify'

const largestBody = 8 * 1024 * 1024

/** Connections still open are closed with the server: a hanging request must not outlive the test that asked for it. */
export function newServer(): FastifyInstance {
  return Fastify({ logger: false, forceCloseConnections: true, bodyLimit: largestBody, exposeHeadRoutes: false })
}

/** Answers the origin, e.g. `http://127.0.0.1:4010`. Port 0 or none: any free one. */
export async function listenOnLoopback(app: FastifyInstance, port = 0): Promise<string> {
  try {
    return await app.listen({ port, host: '127.0.0.1' })
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'EADDRINUSE')
      throw new Error(`Port ${port} is taken on this machine; stop what listens there or choose another port.`)
    throw failure
  }
}
