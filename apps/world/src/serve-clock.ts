/** The world's clock over HTTP, for the phones page: what time it is there, and how to move it forward. */
import type { FastifyInstance } from 'fastify'
import type { World } from './boot-world.ts'

const SHORTEST_MS = 60_000
const LONGEST_MS = 30 * 24 * 3_600_000

export function serveClock(app: FastifyInstance, { clock, fastForward }: Pick<World, 'clock' | 'fastForward'>): void {
  const shown = () => ({ now: clock.now().toISOString(), offsetMs: clock.aheadMs() })
  app.get('/api/clock', async () => shown())
  app.post<{ Body: unknown }>('/api/clock', async (request, reply) => {
    const ms = advanceOf(request.body)
    if (ms === null)
      return reply
        .code(400)
        .send({ error: 'Say advanceMs: whole milliseconds from 60000 (a minute) to 2592000000 (30 days).' })
    await fastForward(ms)
    return shown()
  })
}

function advanceOf(body: unknown): number | null {
  const ms = typeof body === 'object' && body !== null ? (body as { advanceMs?: unknown }).advanceMs : undefined
  return typeof ms === 'number' && Number.isInteger(ms) && ms >= SHORTEST_MS && ms <= LONGEST_MS ? ms : null
}
