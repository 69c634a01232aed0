/** Only Twilio comes through: the signature over the public address, by either token, and our own account. Always on. */
import type { FastifyReply, FastifyRequest } from 'fastify'

/** The vendor's check of a signature, without the tokens it is checked against. */
export type IsSigned = (input: {
  signature: string | undefined
  url: string
  fields: Record<string, string | string[]>
}) => boolean

export interface TwilioDoor {
  /** Why the request is not Twilio's; null when it is. */
  refusal(request: FastifyRequest): string | null
}

export function createTwilioDoor(of: { publicBaseUrl: string; accountSid: string; isSigned: IsSigned }): TwilioDoor {
  return {
    refusal(request) {
      const fields = (request.body ?? {}) as Record<string, string | string[]>
      const header = request.headers['x-twilio-signature']
      const signature = typeof header === 'string' ? header : undefined
      // The configured address, never the host that a proxy or a stranger made up.
      const url = `${of.publicBaseUrl}${request.url}`
      if (!of.isSigned({ signature, url, fields })) return 'The signature is missing or wrong.'
      return fields.AccountSid === of.accountSid ? null : 'The account is not ours.'
    },
  }
}

export function sendTwiml(reply: FastifyReply, twiml = '<Response/>'): FastifyReply {
  return reply.code(200).type('text/xml').send(twiml)
}
