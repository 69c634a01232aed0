/** Twilio's lists of our account's calls and recordings. */
import type { BookedCall, BookedRecording, CallBook } from '@jobrun/domain/calls/call-book'
import { type CallStatus, callStatuses } from '@jobrun/domain/calls/call-status'
import twilio from 'twilio'
import type { CallInstance } from 'twilio/lib/rest/api/v2010/account/call.js'
import type { RecordingInstance } from 'twilio/lib/rest/api/v2010/account/recording.js'
import { TwilioLine } from './twilio-line.ts'

const LIMIT_MS = 8_000
const PAGE_SIZE = 200
/** A book of more pages than this is read on at the next call. */
const MOST_PAGES = 50

export function createTwilioCallBook(of: {
  accountSid: string
  authToken: string
  apiBaseUrl: string | null
}): CallBook {
  const { accountSid, authToken, apiBaseUrl } = of
  const httpClient = new TwilioLine({ apiBaseUrl, limitMs: LIMIT_MS })
  const client = twilio(accountSid, authToken, { httpClient, logLevel: 'none' })
  return {
    async *callsSince(since) {
      const first = await client.calls.page({ startTimeAfter: since, pageSize: PAGE_SIZE })
      for await (const page of pagesOf<CallInstance>(first)) {
        const recent = page.filter((call) => call.direction === 'inbound' && startOf(call) >= since)
        yield recent.map(asBookedCall)
      }
    },
    async *recordingsSince(since) {
      const first = await client.recordings.page({ dateCreatedAfter: since, pageSize: PAGE_SIZE })
      for await (const page of pagesOf<RecordingInstance>(first)) {
        yield page.filter(({ dateCreated }) => dateCreated >= since).map((one) => asBookedRecording(one, accountSid))
      }
    },
  }
}

interface ListPage<One> {
  instances: One[]
  nextPage(): Promise<ListPage<One>> | undefined
}

async function* pagesOf<One>(first: ListPage<One>): AsyncGenerator<One[]> {
  let page: ListPage<One> | undefined = first
  for (let read = 0; page && read < MOST_PAGES; read++) {
    yield page.instances
    page = await page.nextPage()
  }
}

function startOf({ startTime, dateCreated }: CallInstance): Date {
  return startTime ?? dateCreated
}

function asBookedCall(call: CallInstance): BookedCall {
  const { sid, from, to, forwardedFrom, duration } = call
  return {
    callSid: sid,
    from: from ?? '',
    to: to ?? '',
    forwardedFrom: forwardedFrom || null,
    status: asCallStatus(call.status),
    durationSeconds: duration ? Number(duration) : null,
    startedAt: startOf(call),
  }
}

function asCallStatus(status: string): CallStatus {
  return callStatuses.find((known) => known === status) ?? 'queued'
}

function asBookedRecording({ callSid, sid, duration }: RecordingInstance, accountSid: string): BookedRecording {
  const url = `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`
  return { callSid, sid, url, seconds: duration ? Number(duration) : null }
}
