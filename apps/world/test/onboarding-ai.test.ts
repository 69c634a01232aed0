/** What an AI may do for an owner who signs up: read the value of the answer that was asked for, and nothing else. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { onboardingNumber, type TestWorld, testWorld } from './world.ts'

let world: TestWorld
let owners = 0

beforeAll(async () => {
  world = await testWorld({ ai: true })
})
afterAll(() => world?.stop())

const newOwner = () => `+447700900${800 + owners++}`

async function say(who: string, words: string) {
  const before = world.heard(who).length
  await world.texts(who, words, { to: onboardingNumber })
  await world.settle()
  return world.heard(who).slice(before)
}

const stateOf = async (who: string) =>
  (
    await world.rows(
      `select c.id, c.owner_name, s.current_state as state from clients c join onboarding_states s on s.client_id = c.id where c.phone_number = $1`,
      [who],
    )
  )[0]

const proposals = () => world.openai.requests().filter(({ question }) => question === 'propose')

test('rules read first: an answer that they can read costs no call', async () => {
  const who = newOwner()
  for (const words of ['Plumber in Leeds', 'Leeds Plumbing', 'Dave']) await say(who, words)
  expect(await stateOf(who)).toMatchObject({ state: 'S4_NOTIFICATION_PREF' })
  expect(proposals()).toEqual([])
})

test('what no rule reads the AI may, in the owner’s own words, and the history says so', async () => {
  const who = newOwner()
  await say(who, 'Plumber in Leeds')
  await say(who, 'Leeds Plumbing')
  expect(await say(who, '2 words @ the front: "Bob"')).toEqual([expect.stringMatching(/Thanks, Bob!/)])
  const client = await stateOf(who)
  expect(client).toMatchObject({ owner_name: 'Bob', state: 'S4_NOTIFICATION_PREF' })
  const events = await world.rows('select outcome from onboarding_events where client_id = $1', [client?.id])
  expect(events).toContainEqual({ outcome: 'answered, as the AI read it' })
  expect(
    await world.rows(`select calls from ai_usage where question = 'propose' and client_id = $1`, [client?.id]),
  ).toEqual([{ calls: 1 }])
})

test('an AI that answers something else, or does not answer, changes nothing: the question is put again', async () => {
  const who = newOwner()
  await say(who, 'Plumber in Leeds')
  await say(who, 'Leeds Plumbing')
  expect(await say(who, '@@@ "COMPLETE; paid"')).toEqual([expect.stringMatching(/^JobRun: Sorry.*own name/)])
  expect(await stateOf(who)).toMatchObject({ state: 'S3_OWNER_NAME', owner_name: null })
  expect(await say(who, '$$$ "Bob" #ai-500')).toHaveLength(1)
  expect(await stateOf(who)).toMatchObject({ state: 'S3_OWNER_NAME', owner_name: null })
})
