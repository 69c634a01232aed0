/** What the outbox asks of whoever carries texts (Twilio, or its stand-in). Adapters translate; nothing here knows them. */
import type { DeliveryStatus } from './delivery-status.ts'
import type { SendOutcome } from './send-failure.ts'

export interface OutgoingText {
  from: string
  to: string
  body: string
  /** Called with each change of state; carries our own id. */
  statusCallback: string
  /** After so many seconds the carrier gives up, so that nothing arrives at night. */
  validitySeconds: number
}

export interface SentText {
  sid: string
  body: string
  status: DeliveryStatus
  errorCode: number | null
  /** Whole seconds, by the carrier's clock. */
  createdAt: Date
}

/** A text in the carrier's own book, either way. */
export interface BookedText {
  sid: string
  inbound: boolean
  from: string
  to: string
  body: string
  status: DeliveryStatus
  errorCode: number | null
  /** Millionths of the currency's unit; null until the carrier has settled it. */
  priceMicro: number | null
  priceCurrency: string | null
  media: { url: string; contentType: string }[]
}

export interface Carrier {
  /** One try, 8 s at most, never repeated by itself. */
  send(text: OutgoingText): Promise<SendOutcome>
  /** Texts from us to one person, newest first; null when the carrier could not be asked. */
  listSent(between: { from: string; to: string; most: number }): Promise<SentText[] | null>
  /**
   * Every text of our account since then, page by page, newest first. Throws when the carrier cannot be asked: a book
   * with pages missing must not count as read.
   */
  bookSince(since: Date): AsyncIterable<BookedText[]>
}
