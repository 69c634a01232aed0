/** An owner who is live runs the business by text, from the phone that we know, at both numbers. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestClient } from './operator.ts'
import { onboardingNumber, type TestWorld, testWorld } from './world.ts'

let world: TestWorld
let oak: TestClient

beforeAll(async () => {
  world = await testWorld()
  oak = await world.addClient({ bookingUrl: null, businessName: 'Oak Roofing' })
})
afterAll(() => world?.stop())

async function say(who: string, words: string, to: string) {
  const before = world.heard(who).length
  await world.texts(who, words, { to })
  await world.settle()
  return world.heard(who).slice(before)
}
const owner = (words: string, to = onboardingNumber) => say(oak.phoneNumber, words, to)

test('from either number: MENU, and anything else gets it too, never a job', async () => {
  for (const to of [onboardingNumber, oak.twilioNumber]) {
    expect(await owner('menu', to)).toEqual([expect.stringMatching(/Oak Roofing.*LEADS.*never taken for a job/)])
    expect(await owner('water everywhere!', to)).toEqual([expect.stringMatching(/LEADS/)])
  }
  expect(await world.leadsOf(oak.phoneNumber)).toEqual([])
})

test('LINK is what customers get from then on', async () => {
  expect(await owner('LINK nonsense')).toEqual([expect.stringMatching(/no link we can use/)])
  expect(await owner('LINK https://book.example/oak')).toEqual([expect.stringContaining('https://book.example/oak')])
  const who = world.customer()
  expect(await say(who, 'I need a tap fitted in Leeds', oak.twilioNumber)).toEqual([
    expect.stringContaining('https://book.example/oak'),
  ])
})

test('HOURS is what customers are told who ask, and only what a text can carry', async () => {
  expect(await owner('HOURS')).toEqual([expect.stringMatching(/told no hours yet.*HOURS Mon to Fri/)])
  expect(await owner('HOURS Mon to Fri 8 to 6 🔧')).toEqual([expect.stringMatching(/cannot be told/)])
  for (const hours of ['Mon to Fri 8 to 6', 'Mon to Sat 7 to 5'])
    expect(await owner(`HOURS ${hours}`)).toEqual([expect.stringContaining(`Hours: ${hours}.`)])
  const who = world.customer()
  const [answer] = await say(who, 'I need a roof fixed in Leeds. When are you open?', oak.twilioNumber)
  expect(answer).toContain('Hours: Mon to Sat 7 to 5.')
  const { json } = await world.admin('GET', `/audit-log?clientId=${oak.id}`)
  const actions = json.items.filter(({ actor }: { actor: string }) => actor === 'owner')
  expect(actions.map(({ action }: { action: string }) => action)).toEqual(['fact.change', 'fact.add', 'client.change'])
})

test('PAUSE holds what customers would get, until RESUME', async () => {
  const who = world.customer()
  expect(await owner('PAUSE 2H')).toEqual([expect.stringMatching(/Paused until/)])
  expect(await say(who, 'I need a roof fixed in Leeds', oak.twilioNumber)).toEqual([])
  expect(await owner('RESUME', oak.twilioNumber)).toEqual([expect.stringMatching(/Running again/)])
  expect(await say(who, 'Hello, it is 12 Elm Road', oak.twilioNumber)).toHaveLength(1)
  const log = await world.rows(
    'select from_value, to_value, actor from switch_log where client_id = $1 order by created_at',
    [oak.id],
  )
  expect(log).toEqual([
    { from_value: false, to_value: true, actor: 'owner' },
    { from_value: true, to_value: false, actor: 'owner' },
  ])
})

test('LEADS numbers the open jobs, REPLY reaches the customer from the business, DONE closes one', async () => {
  const who = world.customer()
  await say(who, 'My gutter needs repair in York', oak.twilioNumber)
  const [list = ''] = await owner('LEADS')
  const number = new RegExp(`(\\d+)\\) (?:URGENT )?\\${who}`).exec(list)?.[1]
  expect(number).toBeDefined()
  const heard = world.heard(who).length
  expect(await owner(`REPLY ${number} I can come at 4`)).toEqual([expect.stringContaining(`Sent to ${who}`)])
  expect(world.heard(who).slice(heard)).toEqual(['I can come at 4'])
  expect(world.phone(who).at(-1)).toMatchObject({ from: oak.twilioNumber })
  expect(await owner(`DONE ${number}`)).toEqual([expect.stringMatching(/is closed/)])
  expect(await world.leadsOf(who)).toMatchObject([{ state: 'CLOSED' }])
  expect(await owner(`REPLY ${number} one more thing`)).toEqual([expect.stringMatching(/no open job/)])
})

test('nobody else commands: a customer who texts LINK changes nothing', async () => {
  await say(world.customer(), 'LINK https://evil.example/', oak.twilioNumber)
  expect(await world.rows('select booking_url from clients where id = $1', [oak.id])).toEqual([
    { booking_url: 'https://book.example/oak' },
  ])
})
