// One text as Twilio keeps it, and the two ways it is shown: on Twilio's REST API and on a simulated handset.

export type MessageStatus =
  | 'accepted'
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'received'

/** `base64` for what a handset sent and we keep; `url` for what the account sent by address. */
export interface Media {
  sid: string
  contentType: string
  base64?: string
  url?: string
}

/** Times are milliseconds since 1970; the wire rounds them down to whole seconds, as Twilio's does. */
export interface SimulatedMessage {
  sid: string
  direction: 'inbound' | 'outbound-api' | 'outbound-reply'
  from: string
  to: string
  body: string
  media: Media[]
  status: MessageStatus
  errorCode: number | null
  segments: number
  encoding: 'GSM-7' | 'UCS-2'
  price: string | null
  automatic: boolean
  statusCallback: string | null
  messagingServiceSid: string | null
  validityPeriod: number
  createdAt: number
  updatedAt: number
  sentAt: number | null
}

/** `in`: the handset wrote it to one of our numbers. `out`: it was sent to the handset. */
export interface HandsetMessage {
  sid: string
  direction: 'in' | 'out'
  from: string
  to: string
  body: string
  media: { contentType: string; url: string }[]
  status: MessageStatus
  errorCode: number | null
  segments: number
  encoding: 'GSM-7' | 'UCS-2'
  price: string | null
  automatic?: boolean
  dateCreated: string
  dateUpdated: string
}

export function asHandsetMessage(message: SimulatedMessage, mediaUrl: (sid: string) => string): HandsetMessage {
  return {
    sid: message.sid,
    direction: message.direction === 'inbound' ? 'in' : 'out',
    from: message.from,
    to: message.to,
    body: message.body,
    media: message.media.map(({ sid, contentType, url }) => ({ contentType, url: url ?? mediaUrl(sid) })),
    status: message.status,
    errorCode: message.errorCode,
    segments: message.segments,
    encoding: message.encoding,
    price: message.price,
    ...(message.automatic ? { automatic: true } : {}),
    dateCreated: new Date(message.createdAt).toISOString(),
    dateUpdated: new Date(message.updatedAt).toISOString(),
  }
}

/** The Message resource of API 2010-04-01. */
export function asWireMessage(message: SimulatedMessage, accountSid: string, errorText: (code: number) => string) {
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}`
  const undecidedSegments = message.status === 'accepted'
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: message.body,
    date_created: rfc2822(message.createdAt),
    date_sent: message.sentAt === null ? null : rfc2822(message.sentAt),
    date_updated: rfc2822(message.updatedAt),
    direction: message.direction,
    error_code: message.errorCode,
    error_message: message.errorCode === null ? null : errorText(message.errorCode),
    from: message.from,
    messaging_service_sid: message.messagingServiceSid,
    num_media: String(message.media.length),
    num_segments: undecidedSegments ? '0' : String(message.segments),
    price: message.price,
    price_unit: 'USD',
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: `${uri}/Media.json`, feedback: `${uri}/Feedback.json` },
    to: message.to,
    uri: `${uri}.json`,
  }
}

/** `Fri, 24 May 2019 17:44:46 +0000` */
export function rfc2822(ms: number): string {
  return new Date(ms).toUTCString().replace('GMT', '+0000')
}
