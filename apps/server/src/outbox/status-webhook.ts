/** `POST /api/twilio/status?message=<our id>`: Twilio's word on a message of ours; repeats and any order do no harm. */
import { readTwilioStatus } from '@jobrun/contracts/wire/twilio'
import type { FastifyInstance } from 'fastify'
import type { Events } from '../events.ts'
import { sendTwiml, type TwilioDoor } from '../http/twilio-door.ts'
import type { RecordWord } from './record-word.ts'

export interface StatusWebhookDeps {
  door: TwilioDoor
  recordWord: RecordWord
  events: Pick<Events, 'webhookRefused' | 'taskFailed' | 'spanBegins' | 'spanClock'>
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export function statusWebhook(app: FastifyInstance, deps: StatusWebhookDeps): void {
  app.post<{ Querystring: { message?: string } }>('/api/twilio/status', async (request, reply) => {
    const refused = deps.door.refusal(request)
    if (refused) {
      deps.events.webhookRefused(refused)
      return reply.code(403).type('text/plain').send(refused)
    }
    const word = readTwilioStatus(request.body)
    const outboxId = request.query.message
    if (!word.ok || !outboxId || !uuid.test(outboxId)) {
      const problem = word.ok ? 'The address lacks the id of a message of ours.' : word.problem
      deps.events.webhookRefused(problem)
      return reply.code(400).type('text/plain').send(problem)
    }
    try {
      const { messageSid: sid, status, errorCode } = word.value
      const startedAt = deps.events.spanClock()
      const parent = await deps.recordWord({ outboxId, sid, status, errorCode })
      // Only now it is known what it belongs to.
      const attributes = { 'http.route': '/api/twilio/status', 'jobrun.outbox_id': outboxId, 'jobrun.status': status }
      deps.events.spanBegins({ name: `text ${status}`, kind: 'server', parent, attributes, startedAt }).end()
    } catch (error) {
      deps.events.taskFailed('status', error)
      return reply.code(503).type('text/plain').send('Not stored; please send it again.')
    }
    return sendTwiml(reply)
  })
}
