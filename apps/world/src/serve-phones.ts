/** The browser phones: the page, the stand-in behind it, and traces fetched with a key that the page never sees. */
import { fileURLToPath } from 'node:url'
import httpProxy from '@fastify/http-proxy'
import statics from '@fastify/static'
import Fastify, { type FastifyInstance } from 'fastify'
import { ONBOARDING_NUMBER, type World } from './boot-world.ts'
import { handsets, ownNumbers } from './seed-world.ts'
import { serveClock } from './serve-clock.ts'

const page = fileURLToPath(new URL('../../phone/dist', import.meta.url))

const hints = [
  'burst pipe in the kitchen, water everywhere, 12 Elm Road Leeds',
  'Hi, I need a new tap fitted in Leeds next Tuesday',
  'I can smell gas',
  'how much do you charge?',
  'STOP',
]

export async function servePhones(
  world: Pick<World, 'twilio' | 'publicBaseUrl' | 'adminApiKey' | 'clock' | 'fastForward'>,
  port: number,
): Promise<FastifyInstance> {
  const app = Fastify({ forceCloseConnections: true })
  for (const prefix of ['/sim', '/media']) {
    await app.register(httpProxy, { upstream: world.twilio.url, prefix, rewritePrefix: prefix })
  }
  await app.register(statics, { root: page })
  serveClock(app, world)
  app.get('/api/world', async () => ({
    phones: handsets,
    numbers: [
      ...ownNumbers.map((one) => ({ ...one, role: 'OPERATIONAL' })),
      { number: ONBOARDING_NUMBER, label: 'JobRun (owners sign up here)', role: 'ONBOARDING' },
    ],
    hints,
  }))
  app.get<{ Params: { messageSid: string } }>('/api/trace/:messageSid', async (request, reply) => {
    const path = `/api/admin/messages/${encodeURIComponent(request.params.messageSid)}/trace`
    const answer = await fetch(`${world.publicBaseUrl}${path}`, {
      headers: { authorization: `Bearer ${world.adminApiKey}` },
    })
    return reply
      .code(answer.status)
      .type('application/json')
      .send(await answer.text())
  })
  await app.listen({ host: '127.0.0.1', port })
  return app
}
