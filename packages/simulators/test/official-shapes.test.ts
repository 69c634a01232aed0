// Our answers against required fields written here, and against the vendors' own descriptions where those lie beside the checkout.
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startOpenAiSimulator } from '../src/openai/start-openai-simulator.ts'
import { startStripeSimulator } from '../src/stripe/start-stripe-simulator.ts'
import { deliveryErrorText, rejection } from '../src/twilio/errors.ts'
import { failures } from '../src/twilio/failures.ts'
import { answerKeyword } from '../src/twilio/keywords.ts'
import { accountSid, authToken, business, customer, startTwilioWorld, type TwilioWorld } from './twilio-world.ts'

type Json = Record<string, unknown>

interface Schema {
  $ref?: string
  type?: string
  nullable?: boolean
  enum?: unknown[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
}

interface OpenApi {
  components: { schemas: Record<string, Schema> }
}

function official<T>(file: string): T | null {
  const address = new URL(`../../../../shared/specs/${file}`, import.meta.url)
  if (!existsSync(address)) return null
  const bytes = readFileSync(address)
  return JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')) as T
}

/** Where the value does not fit; empty means it fits. Unknown fields are no fault: the vendors add some all the time. */
function misfits(api: OpenApi, schema: Schema, value: unknown, path = ''): string[] {
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    return misfits(api, { ...(api.components.schemas[name] ?? {}), nullable: true }, value, path)
  }
  if (schema.anyOf) {
    const tries = schema.anyOf.map((option) => misfits(api, option, value, path))
    return tries.some((found) => found.length === 0) ? [] : (tries[0] ?? [])
  }
  if (value === null) return schema.nullable || schema.type === 'null' ? [] : [`${path} is null`]
  if (schema.type && !hasType(schema.type, value)) return [`${path} is no ${schema.type}`]
  if (schema.enum && !schema.enum.includes(value)) return [`${path} is none of ${schema.enum.join(', ')}`]
  if (Array.isArray(value)) return value.flatMap((item, i) => misfits(api, schema.items ?? {}, item, `${path}[${i}]`))
  if (!schema.properties || typeof value !== 'object') return []
  const given = value as Json
  const missing = (schema.required ?? []).filter((name) => !(name in given)).map((name) => `${path}.${name} is missing`)
  const wrong = Object.entries(schema.properties).flatMap(([name, property]) =>
    name in given ? misfits(api, property, given[name], `${path}.${name}`) : [],
  )
  return [...missing, ...wrong]
}

function hasType(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'array') return Array.isArray(value)
  if (type === 'null') return value === null
  if (type === 'object') return typeof value === 'object' && !Array.isArray(value)
  return typeof value === type
}

let world: TwilioWorld
let sent: string
let photo: string
beforeAll(async () => {
  world = await startTwilioWorld({ deliveryDelayMs: 0 })
  sent = (await world.client.messages.create({ to: '+447700900914', from: business, body: 'Hello' })).sid
  const media = [{ contentType: 'image/gif', base64: 'R0lGODlhAQABAAAAACwAAAAAAQABAAACADs=' }]
  photo = (await world.simulator.receive({ from: customer, to: business, body: 'look', media })).messageSid
  await world.simulator.whenQuiet()
})
afterAll(() => world.stop())

async function twilioGet(path: string): Promise<Json> {
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`
  const response = await fetch(`${world.simulator.url}/2010-04-01/Accounts/${accountSid}${path}`, {
    headers: { authorization },
  })
  return (await response.json()) as Json
}

const messageFields =
  'account_sid api_version body date_created date_sent date_updated direction error_code error_message from messaging_service_sid num_media num_segments price price_unit sid status subresource_uris to uri'
const numberFields =
  'account_sid capabilities date_created friendly_name phone_number sid sms_fallback_url sms_method sms_url status_callback voice_url uri'
const pageFields = 'end first_page_uri next_page_uri page page_size previous_page_uri start uri'

test.each([
  ['a sent text', () => twilioGet(`/Messages/${sent}.json`), messageFields, 'api.v2010.account.message'],
  ['a received text', () => twilioGet(`/Messages/${photo}.json`), messageFields, 'api.v2010.account.message'],
  ['a number', firstNumber, numberFields, 'api.v2010.account.incoming_phone_number'],
  [
    'a photo',
    firstMedia,
    'account_sid content_type date_created parent_sid sid uri',
    'api.v2010.account.message.media',
  ],
  ['the account', () => twilioGet('.json'), 'sid status type uri date_created friendly_name', 'api.v2010.account'],
] as const)('Twilio: %s has its shape', async (_name, read, fields, schemaName) => {
  const shown = await read()
  expect(Object.keys(shown)).toEqual(expect.arrayContaining(fields.split(' ')))
  const api = official<OpenApi>('twilio_api_v2010.openapi.json.gz')
  const schema = api?.components.schemas[schemaName]
  const absent = Object.keys(schema?.properties ?? {}).filter((name) => !(name in shown))
  expect(absent).toEqual([])
  expect(api && schema ? misfits(api, schema, shown) : []).toEqual([])
})

test('Twilio: a page has its shape', async () => {
  const page = await twilioGet('/Messages.json?PageSize=1')
  expect(Object.keys(page)).toEqual(expect.arrayContaining(['messages', ...pageFields.split(' ')]))
  expect(page.next_page_uri).toMatch(/^\/2010-04-01\/.*PageSize=1&Page=1&PageToken=PA(SM|MM)[0-9a-f]{32}$/)
})

async function firstNumber(): Promise<Json> {
  const page = (await twilioGet('/IncomingPhoneNumbers.json')) as { incoming_phone_numbers: Json[] }
  return page.incoming_phone_numbers[0] ?? {}
}

async function firstMedia(): Promise<Json> {
  const page = (await twilioGet(`/Messages/${photo}/Media.json`)) as { media_list: Json[] }
  return page.media_list[0] ?? {}
}

test('Twilio: every code of the failure table has words of its own, and Twilio knows it', () => {
  const codes = failures.flatMap(({ effect }) =>
    'reject' in effect ? [effect.reject] : 'end' in effect ? [effect.code] : [],
  )
  expect(codes.length).toBeGreaterThan(20)
  const known = official<Record<string, string>>('error_codes.json')
  /** Newer than the list that lies beside the checkout. */
  const newer = [30034, 30036, 30610]
  for (const code of codes) {
    if (known && !newer.includes(code)) expect(known, `code ${code}`).toHaveProperty(String(code))
    if (code >= 30000 && code !== 30008) expect(deliveryErrorText(code)).not.toBe('Unknown error')
  }
  expect(rejection(21610).message).toBe('Attempt to send to unsubscribed recipient')
})

test('Twilio: the words that opt out, in, and ask for help are the default ones', () => {
  const lists = official<Record<string, string[]>>('opt_keywords.json')
  const stop = lists?.twilio_default_opt_out ?? ['STOP', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT']
  const start = lists?.twilio_default_opt_in ?? ['START', 'UNSTOP', 'YES']
  const help = lists?.twilio_help ?? ['HELP', 'INFO']
  for (const word of stop) expect(answerKeyword(word, false)?.type).toBe('STOP')
  for (const word of start) expect(answerKeyword(word, true)?.type).toBe('START')
  for (const word of help) expect(answerKeyword(word, false)?.type).toBe('HELP')
})

test('OpenAI: answers, spoilt ones too, and errors have their shape', async () => {
  const simulator = await startOpenAiSimulator({ apiKey: 'sk-simulated' })
  const api = official<OpenApi>('openai.openapi.json.gz')
  const ask = async (text: string, key = 'sk-simulated') => {
    const response = await fetch(`${simulator.baseUrl}/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        model: 'm',
        messages: [{ role: 'user', content: text }],
        response_format: { type: 'json_schema', json_schema: { name: 'dial' } },
      }),
    })
    return (await response.json()) as Json
  }
  const schemas = api?.components.schemas
  for (const word of ['', '#ai-refuse', '#ai-length', '#ai-content-filter', '#ai-toolcall', '#ai-empty']) {
    const completion = await ask(`fix my tap ${word}`)
    expect(Object.keys(completion)).toEqual(
      expect.arrayContaining(['id', 'object', 'created', 'model', 'choices', 'usage']),
    )
    const schema = schemas?.CreateChatCompletionResponse
    expect(api && schema ? misfits(api, schema, completion) : []).toEqual([])
  }
  for (const failed of [await ask('tap #ai-500'), await ask('tap #ai-429'), await ask('tap', 'sk-wrong')]) {
    expect(Object.keys(failed.error as Json).sort()).toEqual(['code', 'message', 'param', 'type'])
    const schema = schemas?.ErrorResponse
    expect(api && schema ? misfits(api, schema, failed) : []).toEqual([])
  }
  await simulator.stop()
})

test('Stripe: the account and a price hold only fields that Stripe has, of the same kind', async () => {
  const simulator = await startStripeSimulator({ secretKey: 'sk_test_simulated', webhookSecret: 'whsec_simulated' })
  const read = async (path: string) => {
    const response = await fetch(simulator.url + path, { headers: { authorization: 'Bearer sk_test_simulated' } })
    return (await response.json()) as Json
  }
  const account = await read('/v1/account')
  const price = await read('/v1/prices/price_simulated_monthly')
  expect(account).toMatchObject({ object: 'account', id: expect.stringMatching(/^acct_/) })
  expect(price).toMatchObject({ object: 'price', type: 'recurring', unit_amount: 4900, active: true })
  const fixtures = official<Record<string, Json>>('stripe_fixtures3.json.gz')
  for (const [name, shown] of [
    ['account', account],
    ['price', price],
  ] as const) {
    const fixture = fixtures?.[name] ?? shown
    const kind = (value: unknown) => (value === null || value === undefined ? 'empty' : typeof value)
    const strange = Object.keys(shown).filter((field) => !(field in fixture))
    expect(strange).toEqual([])
    const differing = Object.keys(shown).filter((field) => {
      const pair = [kind(shown[field]), kind(fixture[field])]
      return pair[0] !== pair[1] && !pair.includes('empty')
    })
    expect(differing).toEqual([])
  }
  await simulator.stop()
})
