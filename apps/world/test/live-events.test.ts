/** What changes is told to whoever keeps the console open: once it is kept, to those who may see it, and on any replica. */
import { connect } from 'node:net'
import type { LiveEvent } from '@jobrun/contracts/events'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { until } from './until.ts'
import { type TestWorld, testWorld } from './world.ts'

let world: TestWorld
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world?.stop())

interface Line {
  events: LiveEvent[]
  /** Of the last that came, of whatever kind. */
  lastId: string
  isOver: boolean
  close(): void
}

const open: Line[] = []
afterEach(() => {
  for (const line of open.splice(0)) line.close()
})

async function listen(token: string = world.adminApiKey, headers: Record<string, string> = {}): Promise<Line> {
  const ending = new AbortController()
  const answer = await fetch(`${world.publicBaseUrl}/api/admin/events`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
    signal: ending.signal,
  })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8'])
  const line: Line = { events: [], lastId: '', isOver: false, close: () => ending.abort() }
  open.push(line)
  void read(answer, line).finally(() => {
    line.isOver = true
  })
  await until('the line is open', () => line.lastId !== '')
  return line
}

async function read(answer: Response, line: Line): Promise<void> {
  let left = ''
  try {
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const blocks = (left + chunk).split('\n\n')
      left = blocks.pop() ?? ''
      for (const block of blocks) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1]
        line.lastId = field('id') ?? line.lastId
        if (field('event') === undefined) line.events.push(JSON.parse(field('data') ?? ''))
      }
    }
  } catch (error) {
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error
  }
}

const job = 'I need a tap fitted in Leeds'
const kindsOf = (line: Line) => new Set(line.events.map(({ kind }) => kind))

async function tokenOf(clientIds: string[]): Promise<{ token: string; id: string }> {
  const name = crypto.randomUUID()
  const made = await world.admin('POST', '/operators', { name, role: 'operator', clientIds, reason: 'test' })
  const link = new URL(made.json.signInUrl).hash.slice(1)
  const headers = { 'content-type': 'application/json', origin: world.publicBaseUrl }
  const entered = await fetch(`${world.publicBaseUrl}/api/sign-in`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ token: link }),
  })
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
  const answer = await fetch(`${world.publicBaseUrl}/api/admin/me/tokens`, {
    method: 'POST',
    headers: { ...headers, cookie },
    body: JSON.stringify({ name: 'x', role: 'operator', expiresInDays: 1 }),
  })
  return { token: ((await answer.json()) as { token: string }).token, id: made.json.id }
}

test('a text, what was decided and the answer are told within a second, and none of their words', async () => {
  const line = await listen()
  const who = world.customer()
  const began = performance.now()
  await world.texts(who, job)
  await until('the text is told', () => kindsOf(line).has('text'))
  expect(performance.now() - began).toBeLessThan(5_000)
  await world.settle()
  await until('the answer is told', () => kindsOf(line).has('message') && kindsOf(line).has('turn'))
  const [conversation] = await world.rows('select id from conversations where phone = $1', [who])
  const about = line.events.filter(({ conversationId }) => conversationId === conversation?.id)
  expect(about.map(({ kind }) => kind)).toEqual(['text', 'turn', 'message'])
  expect(JSON.stringify(line.events)).not.toMatch(/tap|\+\d{6}/)
})

test('what a person changes is told with what it was', async () => {
  const line = await listen()
  await world.admin('PUT', `/clients/${world.elm.id}/switches`, { aiDisabled: true, reason: 'odd answers' })
  await until('the change is told', () => kindsOf(line).has('change'))
  expect(line.events.at(-1)).toMatchObject({ kind: 'change', clientId: world.elm.id, subject: 'client' })
})

test('whoever comes back with the last id hears what they missed, on another replica too; after too long, to ask for all', async () => {
  const line = await listen()
  const { lastId } = line
  line.close()
  const who = world.customer()
  await world.texts(who, job)
  await world.settle()
  await world.restart()
  const again = await listen(world.adminApiKey, { 'last-event-id': lastId })
  await until('all of it is told', () =>
    ['text', 'turn', 'message'].every((kind) => kindsOf(again).has(kind as 'text')),
  )
  const late = await listen(world.adminApiKey, { 'last-event-id': String(Number(lastId) - 120_000) })
  await until('it is too much', () => kindsOf(late).has('reset'))
})

test('an operator of some clients hears of those alone, and nothing more once they may no longer', async () => {
  const oak = await world.addClient()
  const { token, id } = await tokenOf([oak.id])
  const line = await listen(token)
  const all = await listen()
  await world.texts(world.customer(), job)
  await world.settle()
  await world.texts(world.customer(), job, { to: oak.twilioNumber })
  await world.settle()
  await until('both are told to whoever sees both', () => new Set(all.events.map(({ clientId }) => clientId)).size > 1)
  await until('theirs is told', () => kindsOf(line).has('message'))
  expect(new Set(line.events.map(({ clientId }) => clientId))).toEqual(new Set([oak.id]))
  await world.admin('PATCH', `/operators/${id}`, { disabled: true, reason: 'left' })
  await until('the line is closed', () => line.isOver, 15_000)
  expect(all.isOver).toBe(false)
}, 60_000)

test('whoever does not read is cut off, and the others are not kept waiting', async () => {
  const { hostname, port } = new URL(world.publicBaseUrl)
  const deaf = connect(Number(port), hostname)
  deaf.pause()
  deaf.write(
    `GET /api/admin/events HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${world.adminApiKey}\r\n\r\n`,
  )
  let isCut = false
  deaf.on('close', () => {
    isCut = true
  })
  deaf.on('error', () => undefined)
  const line = await listen()
  // Larger than any real one: the two kernels take some 30 MB before they say that nobody reads.
  const fill = `insert into audit_log (actor, action, subject_type, subject_id, created_at)
    select 'test', 'test', repeat('x', 10000), 'x', $1 from generate_series(1, 400)`
  const began = performance.now()
  while (!isCut && performance.now() - began < 60_000) {
    const told = line.events.length
    await world.rows(fill, [world.clock.now()])
    await until('the other hears of it', () => line.events.length > told)
    // Only one who reads learns that the line is gone.
    if (performance.now() - began > 25_000) deaf.resume()
  }
  await until('it is cut', () => isCut)
  expect(line.isOver).toBe(false)
}, 120_000)

test('a service that stops ends every line at once', async () => {
  const line = await listen()
  const began = performance.now()
  await world.restart()
  await until('the line is closed', () => line.isOver)
  expect(performance.now() - began).toBeLessThan(15_000)
})
