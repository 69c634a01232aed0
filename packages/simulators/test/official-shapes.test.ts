// Our answers against required fields written here, and against the vendors' own descriptions where those lie beside the checkout.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startOpenAiSimulator } from '../src/openai/start-openai-simulator.ts'
import { deliveryErrorText, rejection } from '../src/twilio/errors.ts'
import { failures } from '../src/twilio/failures.ts'
import { answerKeyword } from '../src/twilio/keywords.ts'
import { type Json, misfits, type OpenApi, official } from './official.ts'
import { accountSid, authToken, business, customer, startTwilioWorld, type TwilioWorld } from './twilio-world.ts'

let world: TwilioWorld
let sent: string
let photo: string
let rung: string
beforeAll(async () => {
  world = await startTwilioWorld({ deliveryDelayMs: 0 })
  sent = (await world.client.messages.create({ to: '+447700900914', from: business, body: 'Hello' })).sid
  const media = [{ contentType: 'image/gif', base64: 'R0lGODlhAQABAAAAACwAAAAAAQABAAACADs=' }]
  world.simulator.addNumber(business, { voiceUrl: `${world.webhooks.url}/voice` })
  world.webhooks.replies = [{ body: '<Response><Record transcribe="true"/></Response>' }, {}]
  rung =
    (await world.simulator.call({ from: customer, to: business, voicemail: 'please ring me back soon' })).call?.sid ??
    ''
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
  [
    'a call',
    () => twilioGet(`/Calls/${rung}.json`),
    'sid status from to direction duration uri',
    'api.v2010.account.call',
  ],
  ['a recording', firstRecording, 'sid call_sid duration status uri', 'api.v2010.account.recording'],
  [
    'a transcription',
    firstTranscription,
    'sid status transcription_text recording_sid',
    'api.v2010.account.transcription',
  ],
  [
    'a number on sale',
    firstOnSale,
    'phone_number friendly_name iso_country capabilities',
    'api.v2010.account.available_phone_number_country.available_phone_number_local',
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

async function firstRecording(): Promise<Json> {
  const page = (await twilioGet('/Recordings.json')) as { recordings: Json[] }
  return page.recordings[0] ?? {}
}

function firstTranscription(): Promise<Json> {
  const sid = world.simulator.calls().find((call) => call.sid === rung)?.recordings[0]?.transcription?.sid
  return twilioGet(`/Transcriptions/${sid}.json`)
}

async function firstOnSale(): Promise<Json> {
  const page = (await twilioGet('/AvailablePhoneNumbers/GB/Local.json')) as { available_phone_numbers: Json[] }
  return page.available_phone_numbers[0] ?? {}
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
  const newer = [30034, 30036, 30047, 30610]
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
