import { operatorEndpoints } from '@jobrun/contracts/operator-endpoints'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { newSid, signedPost } from '../test/signed-post.ts'
import { type Lane, openLane } from './lane.ts'
import { addClients, type Clients } from './scenarios.ts'

let lane: Lane
let clients: Clients

beforeAll(async () => {
  lane = await openLane(inject('testServer'))
  clients = await addClients(lane)
})
afterAll(() => lane?.close())

const forSeconds = (seconds: number) => ({
  numRuns: 5_000,
  interruptAfterTimeLimit: seconds * 1_000,
  markInterruptAsFailure: false,
})

/** Everything that is a string somewhere: NUL, halves of pairs, other scripts, commands, very long. */
const shortWords = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 100 }),
  fc.constantFrom('', ' ', '\0', '\ud800', 'STOP', '<Response>&', '{"a":1}', "'; drop table clients; --", '\u202e'),
)

/** Longer than what fits into an address. */
const words = fc.oneof({ weight: 12, arbitrary: shortWords }, { weight: 1, arbitrary: fc.constant('ß'.repeat(9_000)) })

interface Answered {
  status: number
  contentType: string
  body: string
}

/** What it says it is, it is; and nothing is our fault. */
function expectRight({ status, contentType, body }: Answered): void {
  expect(status).toBeLessThan(500)
  if (contentType.includes('json')) expect(JSON.parse(body)).toBeTypeOf('object')
  else if (contentType.startsWith('text/xml')) expect(body).toMatch(/<Response\/>$/)
  else expect(contentType).toMatch(/^text\/(plain|html)/)
}

function post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const { TWILIO_AUTH_TOKEN: authToken = '', TWILIO_ACCOUNT_SID: AccountSid = '' } = lane.environment
  const { url } = lane.front
  return signedPost({ url, publicBaseUrl: url, path, fields: { AccountSid, ...fields }, authToken, headers })
}

/** A form says U+FFFD for what is no character, so what is signed is what is sent. */
const asSent = (fields: Record<string, string>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.toWellFormed(), value.toWellFormed()]))

const someSid = fc.oneof({ weight: 9, arbitrary: fc.constant(null).map(newSid) }, { weight: 1, arbitrary: words })

test('whatever a signed text holds, it is kept and can be shown, or it is refused in words', async () => {
  const form = fc.record(
    {
      MessageSid: someSid,
      From: fc.oneof(fc.constant('+12015550100'), words),
      Body: words,
      NumMedia: words,
      MediaUrl0: words,
      OptOutType: words,
    },
    { requiredKeys: ['MessageSid', 'From'] },
  )
  const further = fc.dictionary(words, words, { maxKeys: 3 })
  await fc.assert(
    fc.asyncProperty(form, further, async (known, unknown) => {
      const fields = asSent({ ...unknown, To: clients.elm.twilioNumber, ...known })
      const answer = await post('/api/twilio/sms', fields)
      expectRight(answer)
      expect([200, 400, 413]).toContain(answer.status)
      expect(answer.body).not.toBe('')
      if (answer.status !== 200) return
      const shown = await lane.admin('GET', `/messages/${fields.MessageSid}/trace`)
      expect(shown.status).toBe(200)
    }),
    forSeconds(6),
  )
  const listed = await lane.admin('GET', `/conversations?clientId=${clients.elm.id}&limit=100`)
  expect(listed.status).toBe(200)
}, 60_000)

test('whatever a signed report of a text holds, it is taken or refused in words', async () => {
  const status = fc.oneof(fc.constantFrom('queued', 'sent', 'delivered', 'failed', 'undelivered'), words)
  await fc.assert(
    fc.asyncProperty(someSid, status, words, shortWords, async (MessageSid, MessageStatus, ErrorCode, message) => {
      const path = `/api/twilio/status?message=${encodeURIComponent(message.toWellFormed())}`
      expectRight(await post(path, asSent({ MessageSid, MessageStatus, ErrorCode })))
    }),
    forSeconds(4),
  )
}, 60_000)

test('whatever is sent to any address, signed or not, with or without the key, is answered and never a fault of ours', async () => {
  const paths = ['/api/twilio/sms', '/api/twilio/status', '/api/health', ...operatorEndpoints.map(({ path }) => path)]
  const request = fc.record({
    path: fc.constantFrom(...paths),
    method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
    id: fc.oneof(fc.uuid(), shortWords),
    query: fc.dictionary(fc.constantFrom('limit', 'cursor', 'clientId', 'state', 'preview', 'from', 'q'), shortWords),
    type: fc.constantFrom(
      'application/json',
      'application/x-www-form-urlencoded',
      'text/plain',
      'multipart/form-data',
      'x/y',
    ),
    body: fc.oneof(
      fc.json(),
      words,
      fc.object().map((object) => JSON.stringify(object)),
    ),
    withKey: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(request, async ({ path, method, id, query, type, body, withKey }) => {
      const filled = path.replace(/:\w+/g, () => encodeURIComponent(id.toWellFormed()))
      const asked = new URLSearchParams(asSent(query)).toString()
      const answer = await fetch(`${lane.front.url}${filled}?${asked}`, {
        method,
        headers: {
          'content-type': type,
          ...(withKey ? { authorization: `Bearer ${lane.environment.ADMIN_API_KEY}` } : {}),
        },
        ...(method === 'GET' ? {} : { body: body.toWellFormed() }),
      })
      expectRight({
        status: answer.status,
        contentType: answer.headers.get('content-type') ?? '',
        body: await answer.text(),
      })
    }),
    forSeconds(6),
  )
}, 60_000)
