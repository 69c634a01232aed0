import type { Endpoint } from '@jobrun/contracts/endpoint'
import { operatorEndpoints } from '@jobrun/contracts/operator-endpoints'
import { roles } from '@jobrun/contracts/operators'
import { concerns, roleFor } from '@jobrun/contracts/permission'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { elmPlumbing, type OperatorWorld, operatorWorld } from './operator-world.ts'

const began = new Date('2030-01-15T10:00:00Z')
const DAY_MS = 24 * 60 * 60_000
const NOBODYS = '00000000-0000-4000-8000-000000000000'
/** What the world says it is, and so where its pages come from. */
const OURS = { origin: 'https://jobrun.example' }

let world: OperatorWorld
let elm: string
let oak: string
const bearer = { viewer: '', operator: '', admin: '', limited: '', expired: '', revoked: '' }

beforeAll(async () => {
  world = await operatorWorld()
  elm = (await world.call('POST', '/api/admin/clients', elmPlumbing)).json.id
  const other = { ...elmPlumbing, phoneNumber: '+447700900102', twilioNumber: '+441134960102' }
  oak = (await world.call('POST', '/api/admin/clients', other)).json.id
  for (const role of roles) bearer[role] = (await tokenOf(await signedIn(role, role), role)).token
  bearer.limited = (await tokenOf(await signedIn('limited', 'operator', [elm]), 'operator')).token
  const cookie = await signedIn('leaver', 'admin')
  bearer.expired = (await tokenOf(cookie, 'admin', 1)).token
  const revoked = await tokenOf(cookie, 'admin')
  bearer.revoked = revoked.token
  await world.call('DELETE', `/api/admin/me/tokens/${revoked.id}`, undefined, { cookie, ...OURS })
  world.clock.now = new Date(began.getTime() + 2 * DAY_MS)
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(() => {
  world.clock.now = new Date(began.getTime() + 2 * DAY_MS)
})

async function linkFor(name: string, role: string, clientIds: string[] | null = null): Promise<string> {
  const { json } = await world.call('POST', '/api/admin/operators', { name, role, clientIds })
  return new URL(json.signInUrl).hash.slice(1)
}

const follow = (token: string, headers: Record<string, string> = OURS, from = '127.0.0.1') =>
  world.call('POST', '/api/sign-in', { token }, headers, from)

function cookieOf(headers: Record<string, unknown>): string {
  return String(headers['set-cookie']).split(';')[0] ?? ''
}

async function signedIn(name: string, role: string, clientIds: string[] | null = null): Promise<string> {
  return cookieOf((await follow(await linkFor(name, role, clientIds))).headers)
}

async function tokenOf(cookie: string, role: string, expiresInDays = 30): Promise<{ id: string; token: string }> {
  const body = { name: 'a program', role, expiresInDays }
  return (await world.call('POST', '/api/admin/me/tokens', body, { cookie, ...OURS })).json
}

const closed: readonly Endpoint[] = operatorEndpoints.filter(({ path }) => path.startsWith('/api/admin'))
/** A stream never ends by itself: it is asked for what it refuses. */
const addressOf = ({ path, stream }: Endpoint, id = NOBODYS) =>
  `${path.replace(/:\w+/g, id)}${stream ? '?after=x' : ''}`
const ask = ({ method }: Endpoint, url: string, token: string, from?: string) =>
  world.call(method, url, method === 'GET' ? undefined : {}, { authorization: `Bearer ${token}` }, from)
let strangers = 0
const aStranger = () => `192.0.2.${(strangers++ % 250) + 1}`

describe.each(closed.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))('%s', (_, one) => {
  test.each(roles)('is open to %s only if their role suffices', async (role) => {
    const { status } = await ask(one, addressOf(one), bearer[role])
    const suffices = roles.indexOf(role) >= roles.indexOf(roleFor(one))
    if (suffices) expect([200, 201, 202, 400, 404, 409, 422]).toContain(status)
    else expect(status).toBe(403)
  })

  test('is closed to nobody, and to tokens that are over', async () => {
    expect((await world.call(one.method, addressOf(one), undefined, {})).status).toBe(401)
    for (const token of [bearer.expired, bearer.revoked]) {
      expect((await ask(one, addressOf(one), token, aStranger())).status).toBe(401)
    }
  })

  test('tells an operator of some clients nothing of the others', async () => {
    const { what } = concerns(one)
    const suffix = what === 'client-in-query' ? `?clientId=${oak}` : ''
    const { status, json } = await ask(one, `${addressOf(one, oak)}${suffix}`, bearer.limited)
    if (one.stream) expect(status).toBe(400)
    else if (what === 'caller') expect([200, 404, 422]).toContain(status)
    else if (what === 'theirs') expect([status, JSON.stringify(json).includes(oak)]).toEqual([200, false])
    else expect([403, 404]).toContain(status)
  })
})

/** One of everything that is listed. */
async function fill(clientId: string, phone: string): Promise<void> {
  const { prisma, clock } = world
  const at = clock.now
  const of = { clientId, phone }
  const { id: conversationId } = await prisma.conversation.create({
    data: { ...of, ourNumber: '+441134960101', lastTextAt: at },
  })
  const id = crypto.randomUUID()
  const text = { messageSid: `SM${id}`, clientId, conversationId, seq: 1, body: 'a tap drips', receivedAt: at }
  await prisma.inboundMessage.create({ data: { id, ...text } })
  const customer = await prisma.customer.create({ data: of })
  await prisma.lead.create({
    data: { clientId, customerId: customer.id, conversationId, openedAt: at, lastTextAt: at },
  })
  const said = { purpose: 'reply', body: 'On our way', encoding: 'GSM-7', segments: 1, clientId, conversationId }
  const ends = { fromNumber: '+441134960101', toNumber: phone, dedupeKey: id, createdAt: at }
  await prisma.outboxMessage.create({ data: { ...said, ...ends, state: 'HELD', reason: 'paused', heldAt: at } })
  await prisma.optOut.create({ data: { ...of, source: 'text', wording: 'stop' } })
  await prisma.incident.create({
    data: { clientId, alertType: 'STUCK_CLIENT', subject: clientId, severity: 'HIGH', name: 'x', words: 'y' },
  })
  await prisma.onboardingState.updateMany({
    where: { clientId },
    data: { currentState: 'S9_TEST_CALL', stateEnteredAt: new Date(at.getTime() - 3 * DAY_MS) },
  })
}

test('asked for all, an operator of some clients is shown everything of theirs and nothing of the others', async () => {
  await fill(elm, '+447700900311')
  await fill(oak, '+447700900312')
  const lists = closed.filter((one) => {
    const about = concerns(one)
    if (one.stream) return false
    return about.what === 'theirs' || (about.what === 'client-in-query' && about.orTheirs)
  })
  const shown = async (path: string, token: string) => {
    const url = `${path}?clientId=all`
    const headers = { authorization: `Bearer ${token}` }
    const asked = await world.app.inject({ url, headers })
    const { body } =
      asked.statusCode === 422 || asked.statusCode === 400 ? await world.app.inject({ url: path, headers }) : asked
    return [elm, oak].map((id) => body.includes(id))
  }
  for (const { path } of lists.filter((one) => !one.path.endsWith('/today'))) {
    expect([path, await shown(path, bearer.admin)]).toEqual([path, [true, true]])
    expect([path, await shown(path, bearer.limited)]).toEqual([path, [true, false]])
  }
  const turn = { fromSeq: 1, toSeq: 1, outcome: 'ANSWERED', action: 'SEND_BOOKING_LINK', trace: {} }
  for (const { id, clientId } of await world.prisma.conversation.findMany()) {
    await world.prisma.turn.create({ data: { ...turn, clientId, conversationId: id, createdAt: world.clock.now } })
  }
  const texts = async (token: string) => {
    const { json } = await world.call('GET', '/api/admin/today', undefined, { authorization: `Bearer ${token}` })
    return json.hours.reduce((sum: number, hour: { texts: number }) => sum + hour.texts, 0)
  }
  expect([await texts(bearer.admin), await texts(bearer.limited)]).toEqual([2, 1])
})

test('an operator of some clients reads and changes those', async () => {
  const headers = { authorization: `Bearer ${bearer.limited}` }
  expect((await world.call('GET', `/api/admin/clients/${elm}`, undefined, headers)).json.id).toBe(elm)
  expect((await world.call('GET', `/api/admin/leads?clientId=${elm}`, undefined, headers)).status).toBe(200)
  const said = await world.call('GET', '/api/admin/ai/agreement', undefined, headers)
  expect([said.status, said.json.detail]).toEqual([403, expect.stringContaining(elm)])
  const body = { outboundPaused: true, reason: 'quiet' }
  expect((await world.call('PUT', `/api/admin/clients/${elm}/switches`, body, headers)).status).toBe(200)
  const { json } = await world.call('GET', `/api/admin/audit-log?clientId=${elm}`, undefined, headers)
  expect(json.items[0]).toMatchObject({ actor: 'limited', actorId: expect.any(String), action: 'switches.change' })
})

test('what is another client’s is not found by its id either', async () => {
  const [row] = (
    await world.db.pool.query<{ id: string }>(
      `insert into conversations (our_number, phone, client_id) values ('+441134960102', '+447700900301', $1) returning id`,
      [oak],
    )
  ).rows
  const url = `/api/admin/conversations/${row?.id}/messages`
  const as = (token: string) => world.call('GET', url, undefined, { authorization: `Bearer ${token}` })
  expect([(await as(bearer.viewer)).status, (await as(bearer.limited)).status]).toEqual([200, 404])
})

test('many clients are read in one question; one who is limited finds only theirs among them', async () => {
  const named = async (token: string) => {
    const url = `/api/admin/clients?ids=${elm},${oak}`
    const { json } = await world.call('GET', url, undefined, { authorization: `Bearer ${token}` })
    return json.items.map(({ id }: { id: string }) => id)
  }
  expect((await named(bearer.viewer)).toSorted()).toEqual([elm, oak].toSorted())
  expect(await named(bearer.limited)).toEqual([elm])
  expect((await world.call('GET', '/api/admin/clients?ids=elm')).status).toBe(400)
})

test('a link opens once, within a day, and the newest alone', async () => {
  const token = await linkFor('Once', 'viewer')
  const { status, json, headers } = await follow(token)
  expect([status, json.operator]).toEqual([
    200,
    { id: expect.any(String), name: 'Once', role: 'viewer', clientIds: null },
  ])
  expect(headers['set-cookie']).toMatch(/^__Host-jobrun=.*; Path=\/; .*HttpOnly; Secure; SameSite=Strict/)
  expect((await follow(token)).status).toBe(401)
  const both = await linkFor('Twice at once', 'viewer')
  const answers = await Promise.all([follow(both), follow(both)])
  expect(answers.map((one) => one.status).sort()).toEqual([200, 401])
  const late = await linkFor('Late', 'viewer')
  world.clock.now = new Date(world.clock.now.getTime() + DAY_MS)
  expect((await follow(late)).status).toBe(401)
  const anew = await linkFor('Anew', 'viewer')
  const { rows } = await world.db.pool.query(`select id from operators where name = 'Anew'`)
  await world.call('POST', `/api/admin/operators/${rows[0].id}/link`, { reason: 'lost' })
  expect((await follow(anew)).status).toBe(401)
})

test('whoever guesses links has to wait', async () => {
  const guess = () => follow('guessed', OURS, '198.51.100.7')
  for (let n = 0; n < 60; n++) expect((await guess()).status).toBe(401)
  expect((await guess()).status).toBe(429)
})

const me = (cookie: string) => world.call('GET', '/api/admin/me', undefined, { cookie })

test('a session ends by signing out, after 12 hours without use, and after 7 days of use', async () => {
  const left = await signedIn('Leaves', 'viewer')
  expect((await me(left)).json.operator.name).toBe('Leaves')
  await world.call('POST', '/api/admin/sign-out', undefined, { cookie: left, ...OURS })
  expect((await me(left)).status).toBe(401)

  const idle = await signedIn('Idle', 'viewer')
  world.clock.now = new Date(world.clock.now.getTime() + 12 * 60 * 60_000)
  expect((await me(idle)).status).toBe(401)

  let busy = await signedIn('Busy', 'viewer')
  let hours = 0
  for (; hours < 200; hours++) {
    world.clock.now = new Date(world.clock.now.getTime() + 60 * 60_000)
    const answer = await me(busy)
    if (answer.status === 401) break
    busy = cookieOf(answer.headers)
  }
  expect(hours).toBe(7 * 24 - 1)
})

test('a cookie is renewed; its former self counts for a few minutes and no longer', async () => {
  const first = await signedIn('Renewed', 'viewer')
  world.clock.now = new Date(world.clock.now.getTime() + 16 * 60_000)
  const second = cookieOf((await me(first)).headers)
  expect(second).not.toBe(first)
  expect([(await me(first)).status, (await me(second)).status]).toEqual([200, 200])
  world.clock.now = new Date(world.clock.now.getTime() + 6 * 60_000)
  expect([(await me(first)).status, (await me(second)).status]).toEqual([401, 200])
})

test.each([
  [{ origin: 'https://evil.example' }, 403],
  [{ origin: 'null' }, 403],
  [{}, 403],
  [{ 'sec-fetch-site': 'cross-site' }, 403],
  [{ 'sec-fetch-site': 'same-origin' }, 201],
  [OURS, 201],
] as const)('a change with a cookie and %o answers %i', async (headers, status) => {
  const cookie = await signedIn(`Clicks ${JSON.stringify(headers)}`, 'operator')
  const body = { name: 'a program', role: 'viewer', expiresInDays: 1 }
  expect((await world.call('POST', '/api/admin/me/tokens', body, { cookie, ...headers })).status).toBe(status)
})

test('a token may do no more than its operator, and less when they may less', async () => {
  const cookie = await signedIn('Climber', 'operator')
  const body = { name: 'a program', role: 'admin', expiresInDays: 1 }
  expect((await world.call('POST', '/api/admin/me/tokens', body, { cookie, ...OURS })).status).toBe(403)
  const { token } = await tokenOf(cookie, 'operator')
  const { operator } = (await me(cookie)).json
  const change = (given: object) =>
    world.call('PATCH', `/api/admin/operators/${operator.id}`, { ...given, reason: 'a test' })
  await change({ role: 'viewer' })
  const headers = { authorization: `Bearer ${token}` }
  expect((await world.call('GET', '/api/admin/me', undefined, headers)).json.operator.role).toBe('viewer')
  await change({ disabled: true })
  expect((await world.call('GET', '/api/admin/me', undefined, headers)).status).toBe(401)
  expect((await me(cookie)).status).toBe(401)
})

test('nothing that lets somebody in is kept as it is', async () => {
  const cookie = await signedIn('Secret', 'viewer')
  const { token } = await tokenOf(cookie, 'viewer')
  const { rows } = await world.db.pool.query<{ all: string }>(
    `select string_agg(k::text, ' ') || (select string_agg(a::text, ' ') from audit_log a) as all from operator_keys k`,
  )
  for (const secret of [cookie.split('=')[1], token]) expect(rows[0]?.all).not.toContain(secret)
})
