import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { business, customer, failureOf, startTwilioWorld, type TwilioWorld } from './twilio-world.ts'

let world: TwilioWorld
beforeAll(async () => {
  world = await startTwilioWorld()
})
afterAll(() => world.stop())
beforeEach(() => {
  world.simulator.clearFaults()
  world.webhooks.arrived.length = 0
})

function search(country: string, kind: 'local' | 'mobile', wanted: object): Promise<{ phoneNumber: string }[]> {
  const { local, mobile } = world.client.availablePhoneNumbers(country)
  const query = { ...wanted, limit: 3 }
  return kind === 'local' ? local.list(query) : mobile.list(query)
}

test.each([
  ['GB', 'local', { inLocality: 'Leeds' }, /^\+4411349606\d\d$/],
  ['GB', 'local', { contains: '+44207946' }, /^\+442079460\d{3}$/],
  ['GB', 'mobile', {}, /^\+4477009008\d\d$/],
  ['US', 'local', { areaCode: 212 }, /^\+121255501\d\d$/],
  ['US', 'local', { inRegion: 'IL' }, /^\+131255501\d\d$/],
] as const)('numbers of %s (%s) can be searched by %o and bought', async (country, kind, wanted, pattern) => {
  const found = await search(country, kind, wanted)
  expect(found).toHaveLength(3)
  const [first] = found
  expect(first?.phoneNumber).toMatch(pattern)
  const smsUrl = `${world.webhooks.url}/sms`
  const bought = await world.client.incomingPhoneNumbers.create({ phoneNumber: first?.phoneNumber ?? '', smsUrl })
  expect(bought).toMatchObject({ phoneNumber: first?.phoneNumber, smsUrl, status: 'in-use' })
  const after = await search(country, kind, wanted)
  expect(after.map(({ phoneNumber }) => phoneNumber)).not.toContain(bought.phoneNumber)
  const twice = world.client.incomingPhoneNumbers.create({ phoneNumber: bought.phoneNumber })
  expect(await failureOf(twice)).toMatchObject({ status: 400, code: 21422 })
  expect(await world.client.incomingPhoneNumbers(bought.sid).remove()).toBe(true)
  expect(await failureOf(world.client.incomingPhoneNumbers(bought.sid).fetch())).toMatchObject({ status: 404 })
})

test('a British number may need a bundle; an American one can be bought by area', async () => {
  world.simulator.set({ bundleRequired: true })
  const buy = (more: object) => world.client.incomingPhoneNumbers.create({ phoneNumber: '+441134960650', ...more })
  expect(await failureOf(buy({}))).toMatchObject({ code: 21649 })
  expect((await buy({ bundleSid: `BU${'1'.repeat(32)}` })).phoneNumber).toBe('+441134960650')
  const american = await world.client.incomingPhoneNumbers.create({ areaCode: '312' })
  expect(american.phoneNumber).toMatch(/^\+1312555/)
})

test.each([
  [customer, 'mobile', null],
  ['+441134960999', 'landline', null],
  ['+442079460999', 'landline', null],
  ['+12125550142', 'mobile', null],
  [business, 'nonFixedVoip', null],
  ['+447700900951', null, 60600],
  ['+447700900952', 'nonFixedVoip', null],
  ['+447700900954', 'landline', null],
])('Lookup says of %s: %s', async (number, type, errorCode) => {
  const found = await world.client.lookups.v2.phoneNumbers(number).fetch({ fields: 'line_type_intelligence' })
  expect(found).toMatchObject({ valid: true, phoneNumber: number })
  expect(found.lineTypeIntelligence).toMatchObject({ type, errorCode })
  expect((await world.client.lookups.v2.phoneNumbers(number).fetch()).lineTypeIntelligence).toBeNull()
})

test('Lookup can fail, and knows what is no number', async () => {
  const { v2 } = world.client.lookups
  expect(await failureOf(v2.phoneNumbers('+447700900953').fetch())).toMatchObject({ status: 503 })
  expect((await v2.phoneNumbers('+44').fetch()).valid).toBe(false)
})

test.each(['+441134960555', '+442079460555'])('a text to the landline %s does not arrive', async (to) => {
  const { sid } = await world.client.messages.create({ to, from: business, body: 'Hello' })
  await world.simulator.whenQuiet()
  expect(await world.client.messages(sid).fetch()).toMatchObject({ status: 'undelivered', errorCode: 30006 })
})

test('a text from one of our numbers to another arrives there as an incoming one', async () => {
  const other = '+441134960222'
  world.simulator.addNumber(other, { smsUrl: `${world.webhooks.url}/other` })
  await world.client.messages.create({ to: other, from: business, body: 'Hello, colleague' })
  await world.simulator.whenQuiet()
  expect(world.webhooks.arrived.find(({ path }) => path === '/other')?.fields).toMatchObject({
    From: business,
    To: other,
    Body: 'Hello, colleague',
    SmsStatus: 'received',
  })
  expect(world.simulator.ledger().slice(-2)).toMatchObject([
    { status: 'delivered' },
    { direction: 'inbound', to: other },
  ])
})

test.each([
  [{ usSegmentsPerSecond: 2 }, 30022],
  [{ usSegmentsPerDay: 2 }, 30023],
])('with %o the third text to America ends with %i, one to Britain does not', async (limit, code) => {
  world.simulator.set(limit)
  const from = code === 30022 ? '+12125550100' : '+12125550101'
  world.simulator.addNumber(from)
  const sent: string[] = []
  for (const to of ['+13125550161', '+13125550162', '+13125550163', customer])
    sent.push((await world.client.messages.create({ to, from, body: 'Hello' })).sid)
  await world.simulator.whenQuiet()
  const codes = await Promise.all(sent.map(async (sid) => (await world.client.messages(sid).fetch()).errorCode))
  expect(codes).toEqual([null, null, code, null])
})

test('with a ledger file, diverts, calls and given-back numbers are known after a new start', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'twilio-'))
  const ledgerFile = join(folder, 'ledger.jsonl')
  const first = await startTwilioWorld({ ledgerFile })
  const { sid } = first.simulator.addNumber('+441134960333')
  await first.client.incomingPhoneNumbers(sid).remove()
  first.simulator.dial({ from: customer, digits: `**61*${business}#` })
  await first.simulator.call({ from: '+447700900302', to: customer })
  await first.stop()
  const second = await startTwilioWorld({ ledgerFile })
  expect(second.simulator.state().diverts).toEqual({ [customer]: { 'no-answer': business } })
  expect(second.simulator.state().numbers.map(({ phoneNumber }) => phoneNumber)).toEqual([business])
  expect(second.simulator.calls()).toMatchObject([{ forwardedFrom: customer, status: 'no-answer' }])
  await second.stop()
  rmSync(folder, { recursive: true })
})

test('a messaging service gathers numbers and sends from one of them', async () => {
  const { services } = world.client.messaging.v1
  const service = await services.create({ friendlyName: 'JobRun' })
  const member = world.simulator.addNumber('+441134960444')
  await services(service.sid).phoneNumbers.create({ phoneNumberSid: member.sid })
  const listed = await services(service.sid).phoneNumbers.list()
  expect(listed.map(({ phoneNumber }) => phoneNumber)).toEqual(['+441134960444'])
  const sent = await world.client.messages.create({ to: customer, messagingServiceSid: service.sid, body: 'Hello' })
  expect(sent.from).toBe('+441134960444')
  expect(await services(service.sid).phoneNumbers(member.sid).remove()).toBe(true)
  expect(await services(service.sid).phoneNumbers.list()).toEqual([])
  expect((await services.list()).map(({ sid }) => sid)).toContain(service.sid)
})
