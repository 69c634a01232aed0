// Media of a text: listed and described by the REST API, which sends on to the bytes as Twilio does to its media store.
import type { FastifyInstance } from 'fastify'
import { notFound } from './errors.ts'
import type { Ledger } from './ledger.ts'
import { rfc2822 } from './message.ts'
import { accountPath, onlyPage, refuse, sidIn } from './rest-wire.ts'

export function serveMedia(rest: FastifyInstance, deps: { accountSid: string; ledger: Ledger }): void {
  const media = `${accountPath}/Messages/:messageSid/Media`
  const show = (messageSid: string, sid: string, contentType: string, createdAt: number) => ({
    account_sid: deps.accountSid,
    content_type: contentType,
    date_created: rfc2822(createdAt),
    date_updated: rfc2822(createdAt),
    parent_sid: messageSid,
    sid,
    uri: `/2010-04-01/Accounts/${deps.accountSid}/Messages/${messageSid}/Media/${sid}.json`,
  })
  rest.get(`${media}.json`, (request, reply) => {
    const message = deps.ledger.find((request.params as { messageSid: string }).messageSid)
    if (!message) return refuse(reply, notFound(request.url))
    const list = message.media.map((item) => show(message.sid, item.sid, item.contentType, message.createdAt))
    return reply.send(onlyPage(request.url, 'media_list', list))
  })
  rest.get(`${media}/:file`, (request, reply) => {
    const message = deps.ledger.find((request.params as { messageSid: string }).messageSid)
    const item = message?.media.find(({ sid }) => sid === sidIn(request))
    if (!message || !item) return refuse(reply, notFound(request.url))
    if (request.url.endsWith('.json'))
      return reply.send(show(message.sid, item.sid, item.contentType, message.createdAt))
    return reply.redirect(item.url ?? `/media/${message.sid}/${item.sid}`, 307)
  })
}

/** The media store itself: open to whoever knows the address, as Twilio's is. */
export function serveMediaContent(app: FastifyInstance, ledger: Ledger): void {
  app.get('/media/:messageSid/:sid', (request, reply) => {
    const { messageSid, sid } = request.params as { messageSid: string; sid: string }
    const item = ledger.find(messageSid)?.media.find((media) => media.sid === sid)
    if (item?.base64 === undefined) return reply.code(404).send({ error: 'No such media.' })
    return reply.type(item.contentType).send(Buffer.from(item.base64, 'base64'))
  })
}
