/**
 * `POST /api/twilio/sms`: signature, shape, one commit, then an empty TwiML answer at once. The pipeline never runs in
 * the request. A text is refused only when it is not Twilio's; whatever else it holds, it is kept.
 */
import { readTwilioText } from '@jobrun/contracts/wire/twilio'
import { within } from '@jobrun/domain/tracing'
import type { FastifyInstance } from 'fastify'
import type { Events } from '../events.ts'
import { sendTwiml, type TwilioDoor } from '../http/twilio-door.ts'
import type { IngestArrival } from './ingest.ts'

export interface SmsWebhookDeps {
  door: TwilioDoor
  ingest: IngestArrival
  events: Pick<Events, 'webhookRefused' | 'taskFailed' | 'spanBegins'>
}

export function smsWebhook(app: FastifyInstance, deps: SmsWebhookDeps): void {
  app.post('/api/twilio/sms', async (request, reply) => {
    const refused = deps.door.refusal(request)
    if (refused) {
      deps.events.webhookRefused(refused)
      return reply.code(403).type('text/plain').send(refused)
    }
    const text = readTwilioText(request.body)
    if (!text.ok) {
      deps.events.webhookRefused(text.problem)
      return reply.code(400).type('text/plain').send(text.problem)
    }
    const span = deps.events.spanBegins({
      name: 'text stored',
      kind: 'server',
      parent: null,
      attributes: { 'http.route': '/api/twilio/sms', 'jobrun.message_sid': text.value.messageSid },
    })
    try {
      await within(span, ({ context }) => deps.ingest(text.value, context))
    } catch (error) {
      deps.events.taskFailed('ingest', error)
      return reply.code(503).header('retry-after', '2').type('text/plain').send('Not stored; please send it again.')
    }
    return sendTwiml(reply)
  })
}
