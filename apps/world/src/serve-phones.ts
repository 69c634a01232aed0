/** The browser phones: the page, the stand-in behind it, and traces fetched with a key that the page never sees. */
import { fileURLToPath } from 'node:url'
import httpProxy from '@fastify/http-proxy'
import statics from '@fastify/static'
import { aiMenu } from '@jobrun/simulators/openai/failures'
import { failureMenu } from '@jobrun/simulators/twilio/failures'
import { lookupAnswers } from '@jobrun/simulators/twilio/line-type'
import { difficultHandsets } from '@jobrun/simulators/twilio/voice/handsets'
import Fastify, { type FastifyInstance } from 'fastify'
import { ONBOARDING_NUMBER, type World } from './boot-world.ts'
import { handsets, ownNumbers, stock } from './seed-world.ts'
import { serveClock } from './serve-clock.ts'

const page = fileURLToPath(new URL('../../phone/dist', import.meta.url))

const hints = [
  'burst pipe in the kitchen, water everywhere, 12 Elm Road Leeds',
  'Hi, I need a new tap fitted in Leeds next Tuesday',
  'I can smell gas',
  'how much do you charge?',
  'STOP',
]

/** What the stand-ins can act out by a number or by a word in a text. */
const failuresToTry = [
  ...failureMenu().map((one) => ({ of: 'texts', ...one })),
  ...[...difficultHandsets, ...lookupAnswers].map(({ label, number }) => ({ of: 'calls', label, phone: number })),
  ...aiMenu().map((one) => ({ of: 'ai', ...one })),
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
      ...stock.map((number) => ({ number, label: 'From the pool', role: 'OPERATIONAL' })),
      { number: ONBOARDING_NUMBER, label: 'JobRun (owners sign up here)', role: 'ONBOARDING' },
    ],
    hints,
  }))
  app.get('/api/failures', async () => ({ items: failuresToTry }))
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
