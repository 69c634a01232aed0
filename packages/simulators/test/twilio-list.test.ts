import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountSid, business, failureOf, startTwilioWorld, type TwilioWorld } from './twilio-world.ts'

let world: TwilioWorld
beforeAll(async () => {
  world = await startTwilioWorld({ deliveryDelayMs: 0 })
})
afterAll(() => world.stop())

const send = (to: string, body: string) => world.client.messages.create({ to, from: business, body })

test('the list is newest first, holds both directions, and is paged to its end', async () => {
  const phone = '+447700900311'
  for (let i = 1; i <= 5; i += 1) await send(phone, `out ${i}`)
  await world.simulator.receive({ from: phone, to: business, body: 'in 1' })
  const outgoing = await world.client.messages.list({ to: phone, from: business, pageSize: 2 })
  expect(outgoing.map(({ body }) => body)).toEqual(['out 5', 'out 4', 'out 3', 'out 2', 'out 1'])
  const [incoming] = await world.client.messages.list({ to: business, from: phone })
  expect(incoming).toMatchObject({ body: 'in 1', direction: 'inbound', status: 'received' })
  const newest = await world.client.messages.list({ to: phone, from: business, limit: 1 })
  expect(newest.map(({ body }) => body)).toEqual(['out 5'])
})

test('the list can be asked for by the day or moment of sending; what was not sent yet has none', async () => {
  const phone = '+447700900312'
  await send(phone, 'sent')
  await world.simulator.whenQuiet()
  await send('+447700900931', 'stuck in the queue')
  const hour = 3_600_000
  const sentAfter = (at: number) => world.client.messages.list({ to: phone, dateSentAfter: new Date(at) })
  expect(await sentAfter(Date.now() - hour)).toHaveLength(1)
  expect(await sentAfter(Date.now() + hour)).toHaveLength(0)
  expect(await world.client.messages.list({ to: phone, dateSentBefore: new Date(Date.now() - hour) })).toHaveLength(0)
  expect(await world.client.messages.list({ to: '+447700900931' })).toHaveLength(1)
  expect(
    await world.client.messages.list({ to: '+447700900931', dateSentAfter: new Date(Date.now() - hour) }),
  ).toHaveLength(0)
})

test('with a lag the list does not know a text yet that can already be fetched', async () => {
  const phone = '+447700900313'
  world.simulator.set({ listLagMs: 60_000 })
  const { sid } = await send(phone, 'hidden')
  expect(await world.client.messages.list({ to: phone })).toHaveLength(0)
  expect((await world.client.messages(sid).fetch()).body).toBe('hidden')
  world.simulator.clearFaults()
  expect(await world.client.messages.list({ to: phone })).toHaveLength(1)
})

test('a number is found by its digits and pointed elsewhere', async () => {
  const [number] = await world.client.incomingPhoneNumbers.list({ phoneNumber: business })
  expect(number).toMatchObject({ phoneNumber: business, capabilities: { sms: true, voice: true } })
  const sid = number?.sid ?? ''
  const changed = await world.client.incomingPhoneNumbers(sid).update({
    smsUrl: 'https://example.com/sms#rc=2',
    smsMethod: 'POST',
    smsFallbackUrl: 'https://example.com/fallback',
    voiceUrl: 'https://example.com/voice',
    statusCallback: 'https://example.com/status',
  })
  expect(changed).toMatchObject({ sid, smsUrl: 'https://example.com/sms#rc=2', voiceUrl: 'https://example.com/voice' })
  expect(await world.client.incomingPhoneNumbers(sid).fetch()).toMatchObject({
    smsFallbackUrl: 'https://example.com/fallback',
    statusCallback: 'https://example.com/status',
  })
  const bought = await world.client.incomingPhoneNumbers.create({ phoneNumber: '+441134960333' })
  expect(world.simulator.state().numbers.map(({ phoneNumber }) => phoneNumber)).toContain(bought.phoneNumber)
})

test('the account says who it is, and what does not exist is a 404 with Twilio s code', async () => {
  expect(await world.client.api.v2010.accounts(accountSid).fetch()).toMatchObject({ sid: accountSid, status: 'active' })
  const missing = [
    world.client.messages(`SM${'0'.repeat(32)}`).fetch(),
    world.client.incomingPhoneNumbers(`PN${'0'.repeat(32)}`).fetch(),
    world.client.calls(`CA${'0'.repeat(32)}`).fetch(),
  ]
  for (const call of missing) expect(await failureOf(call)).toMatchObject({ status: 404, code: 20404 })
})
