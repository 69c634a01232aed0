/** Twilio's list of our account's texts, both ways: what we may have missed, what was delivered, and what it cost. */
import type { BookedText } from '@jobrun/domain/outbox/carrier'
import type { Twilio } from 'twilio'
import type { MessageInstance, MessagePage } from 'twilio/lib/rest/api/v2010/account/message.js'
import { asDeliveryStatus } from './twilio-status.ts'

const PAGE_SIZE = 200
/** A book of more pages than this is read on at the next call. */
const MOST_PAGES = 50

/** Twilio filters by the day only, so that older texts of the first day come too; who reads them knows them already. */
export async function* readBook(client: Twilio, since: Date): AsyncGenerator<BookedText[]> {
  let page: Pick<MessagePage, 'instances' | 'nextPage'> = await client.messages.page({
    dateSentAfter: since,
    pageSize: PAGE_SIZE,
  })
  for (let pages = 1; ; pages++) {
    const recent = page.instances.filter((message) => (message.dateSent ?? message.dateCreated) >= since)
    yield await Promise.all(recent.map((message) => asBooked(client, message)))
    const next = recent.length === page.instances.length && pages < MOST_PAGES ? await page.nextPage() : undefined
    if (!next) return
    page = next
  }
}

async function asBooked(client: Twilio, message: MessageInstance): Promise<BookedText> {
  const inbound = message.direction === 'inbound'
  return {
    sid: message.sid,
    inbound,
    from: message.from ?? '',
    to: message.to ?? '',
    body: message.body ?? '',
    status: asDeliveryStatus(message.status),
    errorCode: message.errorCode ?? null,
    priceMicro: microOf(message.price),
    priceCurrency: message.priceUnit ?? null,
    media: inbound && Number(message.numMedia) > 0 ? await mediaOf(client, message.sid) : [],
  }
}

/** Twilio's price is a negative decimal as text, such as "-0.04630". */
function microOf(price: string | null): number | null {
  const amount = Number(price)
  return price === null || price === '' || Number.isNaN(amount) ? null : Math.round(Math.abs(amount) * 1_000_000)
}

async function mediaOf(client: Twilio, sid: string): Promise<BookedText['media']> {
  const listed = await client.messages(sid).media.list({ limit: 10 })
  return listed.map(({ uri, contentType }) => ({
    url: `https://api.twilio.com${uri.replace(/\.json$/, '')}`,
    contentType,
  }))
}
