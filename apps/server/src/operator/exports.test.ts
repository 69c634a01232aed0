import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { everythingSaid } from '@jobrun/db/operator/export-rows'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { elmPlumbing, KEY, type OperatorWorld, operatorWorld } from './operator-world.ts'
import { writeCsv } from './write-csv.ts'

const MANY = 100_000
const A_BUSY_MACHINE_MS = 120_000
let world: OperatorWorld
let elm: string
let oak: string

beforeAll(async () => {
  world = await operatorWorld()
  elm = (await world.call('POST', '/api/admin/clients', elmPlumbing)).json.id
  const other = { ...elmPlumbing, phoneNumber: '+447700900102', twilioNumber: '+441134960102' }
  oak = (await world.call('POST', '/api/admin/clients', other)).json.id
  await say(elm, '+447700900301', ['=HYPERLINK("https://evil.example";"here")', 'two\nlines, "quoted"', 'Ünïcode 🚿'])
  await say(oak, '+447700900302', ['of another client'])
})
afterAll(() => world[Symbol.asyncDispose]())

const at = (minute: number) => new Date(Date.UTC(2030, 0, 15, 9, minute))

async function say(clientId: string, phone: string, texts: readonly string[]): Promise<void> {
  const { prisma } = world
  const { id: conversationId } = await prisma.conversation.create({
    data: { clientId, phone, ourNumber: '+441134960101', lastTextAt: at(0) },
  })
  for (const [n, body] of texts.entries()) {
    const id = crypto.randomUUID()
    await prisma.inboundMessage.create({
      data: { id, messageSid: `SM${id}`, conversationId, clientId, seq: n + 1, body, receivedAt: at(n) },
    })
  }
  const ends = { fromNumber: '+441134960101', toNumber: phone, dedupeKey: crypto.randomUUID() }
  const text = { purpose: 'reply', body: 'We are on our way', encoding: 'GSM-7', segments: 1, createdAt: at(30) }
  await prisma.outboxMessage.create({ data: { ...ends, ...text, clientId, conversationId } })
  const customer = await prisma.customer.create({ data: { clientId, phone } })
  const of = { clientId, customerId: customer.id, conversationId, openedAt: at(1), lastTextAt: at(1) }
  await prisma.lead.create({ data: { ...of, name: '@SUM(1+1)', jobType: 'boiler', location: '-2+3 Elm Road' } })
}

const take = (path: string, token = KEY) =>
  world.app.inject({ url: `/api/admin/exports/${path}`, headers: { authorization: `Bearer ${token}` } })

test('what was said is a file that Excel reads, in order, with moments in ISO 8601', async () => {
  const answer = await take(`conversations.csv?clientId=${elm}`)
  expect(answer.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="jobrun-conversations-${elm}-2030-01-15.csv"`,
    'cache-control': 'no-store',
  })
  expect([...answer.rawPayload.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const said = answer.body
  expect(said).toMatch(/^\uFEFFconversation,client,our number,phone,kind,at,words,/)
  expect(said).toContain('2030-01-15T09:00:00.000Z')
  expect(said).toContain('"two\nlines, ""quoted"""')
  expect(said).toContain('Ünïcode 🚿')
  expect(said.indexOf('Ünïcode')).toBeLessThan(said.indexOf('We are on our way'))
  expect(said).not.toContain('of another client')
})

test('nothing that a customer wrote becomes a formula', async () => {
  const both = (await take(`conversations.csv?clientId=${elm}`)).body + (await take(`leads.csv?clientId=${elm}`)).body
  expect(both).toContain(`'=HYPERLINK`)
  expect(both).toContain(`'@SUM(1+1)`)
  expect(both).toContain(`'-2+3 Elm Road`)
  expect(both).toContain(`'+447700900301`)
  expect(both.replaceAll('\r\n', '\n')).not.toMatch(/(^|,)"?[=+@\t\r-]/m)
  const cells = ['=1', '+1', '-1', '@a', '\tx', '\rx'].map((cell) => [['cell', () => cell] as const])
  for (const columns of cells) {
    let written = ''
    for await (const piece of writeCsv(columns, one())) written += piece
    expect(written.split('\r\n').slice(1).join('')).toMatch(/^"?'/)
  }
})

async function* one() {
  yield [{}]
}

test('leads are asked for by when they were opened; a client that is not there is not found', async () => {
  const lines = async (query: string) => (await take(`leads.csv?${query}`)).body.trimEnd().split('\r\n').length - 1
  expect(await lines('clientId=all')).toBe(2)
  expect(await lines(`clientId=${elm}`)).toBe(1)
  expect(await lines('clientId=all&from=2030-01-15T09:01:00Z&to=2030-01-15T09:01:01Z')).toBe(2)
  expect(await lines('clientId=all&to=2030-01-15T09:01:00Z')).toBe(0)
  expect((await take('leads.csv')).statusCode).toBe(400)
  expect((await take('leads.csv?clientId=all&from=yesterday')).statusCode).toBe(400)
  expect((await take('leads.csv?clientId=00000000-0000-4000-8000-000000000000')).statusCode).toBe(404)
})

test('whoever takes a file is in the audit log, with whose and of when', async () => {
  world.clock.now = at(90)
  await take(`conversations.csv?clientId=${elm}&from=2030-01-01T00:00:00Z`)
  expect(await world.prisma.auditEntry.findMany({ where: { createdAt: at(90) } })).toMatchObject([
    {
      actor: 'admin-key',
      action: 'export.conversations',
      subjectType: 'export',
      subjectId: elm,
      clientId: elm,
      after: { from: '2030-01-01T00:00:00.000Z', to: null },
    },
  ])
})

test(
  'a hundred thousand texts come page by page: memory does not grow with them, and none is left out or told twice',
  async () => {
    const [row] = (
      await world.db.pool.query<{ id: string }>(
        `insert into conversations (our_number, phone, client_id) values ('+441134960102', '+447700900303', $1) returning id`,
        [oak],
      )
    ).rows
    await world.db.pool.query(
      `insert into inbound_messages (id, message_sid, conversation_id, client_id, seq, body, received_at, state)
       select gen_random_uuid(), 'many ' || n, $1, $2, n, repeat('words ', 20) || n, now() + n % 1000 * interval '1 ms', 'DONE'
       from generate_series(1, ${MANY}) n`,
      [row?.id, oak],
    )
    setFlagsFromString('--expose_gc')
    const collect: () => void = runInNewContext('gc')
    const heap = () => {
      collect()
      return process.memoryUsage().heapUsed
    }
    const before = heap()
    const seen = new Set<number>()
    let texts = 0
    let most = 0
    for await (const rows of everythingSaid(world.db.pool, { clientIds: [oak], from: null, to: null })) {
      expect(rows.length).toBeLessThanOrEqual(1_000)
      for (const { sid } of rows) if (sid?.startsWith('many ')) seen.add(Number(sid.slice(5)))
      texts += rows.filter(({ sid }) => sid?.startsWith('many ')).length
      most = Math.max(most, heap() - before)
    }
    expect([texts, seen.size]).toEqual([MANY, MANY])
    expect(most).toBeLessThan(20 * 2 ** 20)
  },
  A_BUSY_MACHINE_MS,
)
