import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CutLine, cutLine } from './cut-line.ts'
import { until } from './until.ts'
import { type TestWorld, testWorld } from './world.ts'

let world: TestWorld
let line: CutLine

beforeAll(async () => {
  world = await testWorld({
    async through(databaseUrl) {
      line = await cutLine(databaseUrl)
      return line.url
    },
  })
})
afterAll(async () => {
  await world?.stopService()
  await line?.close()
  await world?.stop()
})

const job = 'I need a tap fitted in Leeds'

test('while the database is away the webhook says 503, and Twilio’s retries bring the text in', async () => {
  const who = world.customer()
  line.cut()
  const received = world.texts(who, job)
  const attempts = (sid?: string) =>
    world.twilio.webhookAttempts().filter((one) => one.kind === 'inbound' && (!sid || one.sid === sid))
  const before = attempts().length
  await until('the first try was refused', () => attempts().length > before)
  line.mend()
  const { messageSid, webhookStatus } = await received
  const statuses = attempts(messageSid).map(({ status }) => status)
  expect(statuses[0]).toBe(503)
  expect(webhookStatus).toBe(200)
  await world.settle()
  expect(world.heard(who)).toHaveLength(1)
})

test('while the database is away health says so within five seconds, and nothing is told that a stranger should not know', async () => {
  line.cut()
  const began = performance.now()
  const answer = await fetch(`${world.publicBaseUrl}/api/health`)
  expect(performance.now() - began).toBeLessThan(5_000)
  expect(answer.status).toBe(503)
  expect(await answer.json()).toEqual({ status: 'unhealthy' })
  line.mend()
  await until('it is well again', async () => (await fetch(`${world.publicBaseUrl}/api/health`)).ok)
})

test('a database that went away in the middle of a turn costs no answer and doubles none', async () => {
  const people = Array.from({ length: 6 }, () => world.customer())
  await Promise.all(people.map((who) => world.texts(who, job)))
  line.cut()
  await until('the service has noticed', () => world.twilio.ledger().length > 0)
  line.mend()
  await world.rows(`update pgboss.job set heartbeat_on = now() - interval '1 minute' where state = 'active'`)
  await world.settle(20_000)
  for (const who of people) expect(world.heard(who)).toHaveLength(1)
})

test('two replicas, each text delivered to both at once: thirty texts get thirty answers', async () => {
  const replica = await world.startReplica()
  const people = Array.from({ length: 30 }, () => world.customer())
  await Promise.all(
    people.flatMap((who) => {
      const fields = world.fieldsOf(who, job)
      return [world.post('/api/twilio/sms', fields), world.post('/api/twilio/sms', fields, { url: replica.url ?? '' })]
    }),
  )
  await world.settle()
  for (const who of people) expect(world.heard(who)).toHaveLength(1)
  const [{ turns, texts } = { turns: 0, texts: 0 }] = await world.rows<{ turns: number; texts: number }>(
    `select count(distinct t.id)::int as turns, count(distinct m.id)::int as texts from conversations c
     join turns t on t.conversation_id = c.id join inbound_messages m on m.conversation_id = c.id where c.phone = any($1)`,
    [people],
  )
  expect({ turns, texts }).toEqual({ turns: 30, texts: 30 })
})

test('one conversation on two replicas is still answered in order, without gaps', async () => {
  const who = world.customer()
  await world.startReplica({ web: false, work: true })
  for (let n = 0; n < 5; n++)
    await Promise.all([1, 2, 3].map((part) => world.texts(who, `part ${part} of ${n}, about my tap`)))
  await world.settle()
  const turns = await world.turnsOf(who)
  for (const [n, turn] of turns.entries()) if (n > 0) expect(turn.from_seq).toBe(Number(turns[n - 1]?.to_seq) + 1)
  expect(turns.at(-1)).toMatchObject({ to_seq: 15 })
  expect(world.heard(who)).toHaveLength(turns.length)
})
