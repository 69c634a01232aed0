/** By which ways the founder hears, that each is taken once, and what happens when one leads nowhere. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Mailbox, startMailbox } from './mailbox.ts'
import { founder, type TestWorld, testWorld } from './world.ts'

const HOUR = 3_600_000

let world: TestWorld
let mailbox: Mailbox
let hook: Server
const hooked: { text: string }[] = []
let hookAnswers = 200

beforeAll(async () => {
  mailbox = await startMailbox()
  hook = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      if (hookAnswers === 200) hooked.push(JSON.parse(body))
      response.writeHead(hookAnswers).end()
    })
  })
  await new Promise<void>((done) => {
    hook.listen(0, '127.0.0.1', done)
  })
  world = await testWorld({
    environment: {
      SMTP_URL: mailbox.url,
      MAIL_FROM: 'alerts@jobrun.example',
      ALERT_EMAIL: 'founder@jobrun.example',
      ALERT_WEBHOOK_URL: `http://127.0.0.1:${(hook.address() as AddressInfo).port}/services/secret`,
    },
  })
})
afterAll(async () => {
  await mailbox?.stop()
  hook?.close()
  await world?.stop()
})

const about = (type: string) => world.heard(founder).filter((words) => words.startsWith(type))
const sendTest = (key?: string) => world.admin('POST', '/alerts/test', key ? { key } : {})
const alertsOf = async (type: string) => (await world.admin('GET', `/alerts?type=${type}`)).json.items

test('fifty attempts at one alert at once are one text, and the others are told that they were suppressed', async () => {
  const all = await Promise.all(Array.from({ length: 50 }, () => sendTest('fifty')))
  await world.settle()
  expect(all.every(({ status }) => status === 200)).toBe(true)
  expect(about('TEST_ALERT')).toEqual([expect.stringContaining('alerts reach this phone')])
  expect(await world.rows(`select state from alert_logs where alert_type = 'TEST_ALERT'`)).toHaveLength(1)
  await world.fastForward(5 * HOUR)
  expect((await sendTest('fifty')).json.suppressed).toBe(true)
  await world.fastForward(2 * HOUR)
  expect((await sendTest('fifty')).json.suppressed).toBe(false)
})

test('its text is listed as delivered once the carrier says so', async () => {
  const { json } = await sendTest()
  expect(json).toMatchObject({ suppressed: false, alert: { type: 'TEST_ALERT', severity: 'HIGH', state: 'OPEN' } })
  await world.settle()
  await world.tellFounder()
  const [alert] = await alertsOf('TEST_ALERT')
  expect(alert).toMatchObject({ id: json.alert.id, texts: [{ state: 'DELIVERED' }] })
  expect(alert.texts[0].deliveredAt).not.toBeNull()
})

test('every alert goes to the webhook once, those that can wait by e-mail too', async () => {
  await world.sendCopies()
  hooked.length = 0
  await world.rows(`insert into twilio_number_pool (phone_e164, status) values ('+447700900801', 'AVAILABLE')`)
  await world.monitor()
  await world.settle()
  expect(about('POOL_LOW')).toHaveLength(1)
  await sendTest()
  for (let n = 0; n < 3; n++) await world.sendCopies()
  expect(hooked.map(({ text }) => text.split(':')[0]).toSorted()).toEqual(['POOL_LOW', 'TEST_ALERT'])
  expect(mailbox.taken).toHaveLength(1)
  expect(mailbox.taken[0]).toMatch(/To: founder@jobrun\.example[\s\S]*Subject: JobRun: POOL_LOW/)
  await world.rows(`delete from twilio_number_pool where phone_e164 = '+447700900801'`)
})

test('a webhook that is down is tried again later, and the founder’s text does not wait for it', async () => {
  hooked.length = 0
  hookAnswers = 503
  await sendTest()
  await world.settle()
  const texts = about('TEST_ALERT').length
  await world.sendCopies()
  expect(hooked).toEqual([])
  hookAnswers = 200
  await world.sendCopies()
  expect(hooked).toEqual([])
  await world.fastForward(2 * 60_000)
  await world.sendCopies()
  expect(hooked).toHaveLength(1)
  expect(about('TEST_ALERT')).toHaveLength(texts)
})

describe('somebody who takes it in hand', () => {
  const stuck = async () => {
    const client = await world.addClient({ forwardingEnabled: false })
    await world.rows(
      `update onboarding_states set current_state = 'S9_TEST_CALL', state_entered_at = $2 where client_id = $1`,
      [client.id, new Date(world.clock.now().getTime() - 25 * HOUR)],
    )
    await world.monitor()
    await world.settle()
    const [alert] = await alertsOf('STUCK_CLIENT')
    return { client, alert }
  }
  const mended = (id: string) =>
    world.rows(`update onboarding_states set current_state = 'COMPLETE', completed_at = now() where client_id = $1`, [
      id,
    ])
  const later = async (hours: number) => {
    await world.fastForward(hours * HOUR)
    await world.monitor()
    await world.settle()
  }

  test('hears nothing more of it until it closes; a note and who did it are kept', async () => {
    const { alert, client } = await stuck()
    const { json } = await world.admin('POST', `/alerts/${alert.number}/ack`, { note: 'ringing them' })
    expect(json).toMatchObject({ id: alert.id, state: 'ACKNOWLEDGED', note: 'ringing them' })
    const texts = about('STUCK_CLIENT').length
    for (const hours of [7, 20, 30]) await later(hours)
    expect(about('STUCK_CLIENT')).toHaveLength(texts)
    expect((await world.admin('GET', `/audit-log?subjectId=${alert.id}`)).json.items).toMatchObject([
      { action: 'alert.acknowledge', reason: 'ringing them' },
    ])
    await mended(client.id)
  })

  test('finds it under the state that it has, and under no other', async () => {
    const { alert, client } = await stuck()
    const under = async () => {
      const states = ['OPEN', 'ACKNOWLEDGED', 'MUTED', 'CLOSED']
      const listed = await Promise.all(states.map((state) => world.admin('GET', `/alerts?limit=100&state=${state}`)))
      return states.filter((_, n) => listed[n]?.json.items.some(({ id }: { id: string }) => id === alert.id))
    }
    expect(await under()).toEqual(['OPEN'])
    await world.admin('POST', `/clients/${client.id}/mute`, { hours: 1, reason: 'known' })
    expect(await under()).toEqual(['MUTED'])
    await later(1.1)
    expect(await under()).toEqual(['OPEN'])
    await world.admin('POST', `/alerts/${alert.id}/ack`, {})
    expect(await under()).toEqual(['ACKNOWLEDGED'])
    await world.admin('POST', `/alerts/${alert.id}/resolve`, {})
    expect(await under()).toEqual(['CLOSED'])
    await mended(client.id)
  })

  test('and calls it mended is told again what a check still finds, after its six hours', async () => {
    const { alert, client } = await stuck()
    expect((await world.admin('POST', `/alerts/${alert.id}/resolve`)).json.state).toBe('CLOSED')
    const texts = about('STUCK_CLIENT').length
    await later(0.1)
    expect((await alertsOf('STUCK_CLIENT'))[0]).toMatchObject({ id: alert.id, state: 'OPEN' })
    expect(about('STUCK_CLIENT')).toHaveLength(texts)
    await later(6)
    expect(about('STUCK_CLIENT')).toHaveLength(texts + 1)
    await mended(client.id)
  })

  test('may silence everything for a while; what is still wrong then is texted then', async () => {
    await later(2)
    const { json } = await world.admin('POST', '/alerts/silence', { minutes: 30, reason: 'new server' })
    expect(new Date(json.silencedUntil).getTime() - world.clock.now().getTime()).toBeGreaterThan(29 * 60_000)
    const texts = about('STUCK_CLIENT').length
    const { client } = await stuck()
    expect(about('STUCK_CLIENT')).toHaveLength(texts)
    await world.restart()
    await later(0.1)
    expect(about('STUCK_CLIENT')).toHaveLength(texts)
    await world.admin('DELETE', '/alerts/silence')
    await later(0.01)
    expect(about('STUCK_CLIENT')).toHaveLength(texts + 1)
    await mended(client.id)
  })

  test('finds nothing under an id or number that is none', async () => {
    for (const id of ['999999', '00000000-0000-4000-8000-000000000000'])
      expect((await world.admin('POST', `/alerts/${id}/ack`)).status).toBe(404)
    expect((await world.admin('GET', '/alerts?state=WRONG')).status).toBe(400)
    expect((await world.admin('POST', '/alerts/silence', { minutes: 0, reason: 'x' })).status).toBe(422)
  })
})

test('the counts of the last hours, and whether they are healthy', async () => {
  const { json } = await world.admin('GET', '/alert-stats?hours=720')
  const [{ total }] = (await world.rows('select count(*)::int as total from alert_logs')) as [{ total: number }]
  expect(json.total).toBe(total)
  expect(json.byType.TEST_ALERT).toBeGreaterThan(2)
  expect(json.bySeverity.HIGH + json.bySeverity.MEDIUM).toBe(total)
  expect(json.recentAlerts.length).toBe(Math.min(10, total))
  expect(json.verdict.word).toMatch(/healthy|watch/)
  expect((await world.admin('GET', '/alert-stats?hours=0')).status).toBe(400)
})
