import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { type TestWorld, testWorld } from './world.ts'

// Each replay is a process of its own.
vi.setConfig({ testTimeout: 60_000 })

let world: TestWorld

beforeAll(async () => {
  world = await testWorld({ ai: true })
  const texts = [
    'burst pipe in the kitchen, water everywhere, 12 Elm Road Leeds',
    'I need a tap fitted in Leeds, ring 07700 900456 any time',
    'hello?',
    'thanks',
    'STOP',
    'I need a boiler service in Leeds #ai-refuse:dial',
  ]
  const people = texts.map((words) => ({ who: world.customer(), words }))
  for (const { who, words } of people) await world.texts(who, words)
  await world.settle()
  const [first] = people
  if (first) await world.texts(first.who, 'it is getting worse, I am Ada')
  await world.settle()
  // An owner's own text is nobody's job, and no brain is asked about it.
  await world.texts(world.elm.phoneNumber, 'hello')
  await world.settle()
})
afterEach(() => world.openai.clearFaults())
afterAll(() => world?.stop())

const main = fileURLToPath(new URL('../../server/src/replay.ts', import.meta.url))
const run = promisify(execFile)

async function replay(...words: string[]): Promise<string> {
  const [service] = world.databaseUrls()
  const env = { ...process.env, DATABASE_URL: service }
  const { stdout } = await run(process.execPath, [main, '--since', '1d', ...words], { env })
  return stdout
}

/** Everything that a replay could have changed. */
/** But what Twilio's list says of a message's price, which the service asks for by the clock. */
const everything = async () =>
  JSON.stringify([
    await world.rows('select * from turns order by id'),
    await world.rows('select * from leads order by id'),
    await world.rows(`select to_jsonb(o) - '{price_micro,price_currency}'::text[] from outbox o order by id`),
    await world.rows('select * from ai_usage order by id'),
  ])

test('replaying with the code that decided finds no difference, twice the same to the byte, asks no AI and writes nothing', async () => {
  const [before, asked] = [await everything(), world.openai.requestCount()]
  const said = await replay()
  expect(said).toBe(
    '7 turns replayed, 0 would be decided differently (0.0 %).\nLeft out: 1 turns that do not hold what they were decided from.\n',
  )
  expect(await replay()).toBe(said)
  expect([await everything(), world.openai.requestCount()]).toEqual([before, asked])
})

test('by the AI the kept answers count again; a turn that it did not answer is left out', async () => {
  expect(await replay('--brain', 'ai')).toContain('6 turns replayed, 0 would be decided differently')
  expect(await replay('--brain', 'ai')).toContain('1 turns that hold no answers of the AI')
})

test('by the rules in place of the AI, what they decide otherwise is told in groups', async () => {
  const said = await replay('--brain', 'rules')
  expect(said).toMatch(/^7 turns replayed, \d would be decided differently/)
  expect(said).toBe(await replay('--brain', 'rules'))
})

test('a rule that has changed since shows as a group with examples, without anybody’s number', async () => {
  const changed = `update turns set trace = jsonb_set(jsonb_set(trace, '{rune,rule}', '"clarify"'), '{vault,facts,location}', '"York"')
   where rule = 'booking-link'`
  await world.rows(changed)
  const said = await replay('--examples', '5')
  const count = (await world.rows(`select 1 from turns where rule = 'booking-link'`)).length
  expect(count).toBeGreaterThan(0)
  expect(said).toContain(`7 turns replayed, ${count} would be decided differently`)
  expect(said).toContain(`${count} × rule: clarify → booking-link, location changed`)
  expect(said).toContain('location: "York" → "Leeds"')
  expect(said).toContain('ring ***456')
  expect(said).not.toMatch(/900 ?456/)
  expect(await replay('--examples', '5')).toBe(said)
  expect(await replay('--examples', '0')).not.toContain('York')
})

test('of one client, and of a time, only', async () => {
  expect(await replay('--client', world.elm.id, '--until', '2000-01-01')).toContain('0 turns replayed')
  expect(await replay('--client', '00000000-0000-4000-8000-000000000000')).toContain('0 turns replayed')
  await expect(replay('--client', 'elm')).rejects.toThrow('give the id that GET /api/admin/clients shows')
})
