/** The founder runs the alarm by text; the same words from anybody else are only a text. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { founder, onboardingNumber, type TestWorld, testWorld } from './world.ts'

let world: TestWorld
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world?.stop())

async function says(words: string, who = founder): Promise<string> {
  const before = world.heard(who).length
  await world.texts(who, words, { to: onboardingNumber })
  await world.settle()
  return world.heard(who).slice(before).join('\n')
}
const raise = async () => {
  await world.rows(
    `insert into twilio_number_pool (phone_e164, status) values ('+447700900801', 'AVAILABLE') on conflict do nothing`,
  )
  await world.monitor()
  await world.settle()
  const [row] = (await world.rows(`select number from incidents where alert_type = 'POOL_LOW'`)) as [{ number: number }]
  return row.number
}

test('STATUS says that all is well, and what is open', async () => {
  expect(await says('STATUS')).toMatch(/^JobRun: All is well\. 1 live, /)
  const number = await raise()
  expect(await says('status')).toContain(`1 open: #${number} POOL_LOW GB`)
})

test('SHOW, ACK and MUTE by the number in the alert', async () => {
  const number = await raise()
  expect(await says(`SHOW ${number}`)).toMatch(
    new RegExp(`^JobRun: #${number} POOL_LOW MEDIUM, open, since .*: 1 number is left for GB`),
  )
  expect(await says(`MUTE ${number} 2H`)).toContain('muted until')
  expect((await world.admin('GET', '/alerts?state=MUTED')).json.items).toMatchObject([{ number }])
  expect(await says(`ACK ${number}`)).toContain('in hand')
  expect((await world.admin('GET', '/alerts?state=ACKNOWLEDGED')).json.items).toMatchObject([{ number }])
  expect(await says('ACK 9999')).toContain('no alert #9999')
  const actions = (await world.admin('GET', '/audit-log')).json.items.map(
    (row: { action: string; actor: string }) => `${row.actor} ${row.action}`,
  )
  expect(actions).toEqual(expect.arrayContaining(['founder alert.acknowledge', 'founder alert.mute']))
})

test('PAUSE and RESUME take a code that comes back, once, and are in the switch log', async () => {
  const oak = await world.addClient({ businessName: 'Oak & Sons' })
  const asked = await says('PAUSE oak')
  const code = /reply (\d{4})/.exec(asked)?.[1] ?? ''
  expect(asked).toContain('Oak & Sons')
  const paused = async () => (await world.admin('GET', `/clients/${oak.id}`)).json.outboundPaused
  expect(await paused()).toBe(false)
  expect(await says(code === '1234' ? '4321' : '1234')).toContain('wrong')
  expect(await says(code)).toContain('is paused')
  expect(await paused()).toBe(true)
  expect(await says(code)).toContain('wrong')
  const again = /reply (\d{4})/.exec(await says('RESUME Oak & Sons'))?.[1] ?? ''
  await world.fastForward(11 * 60_000)
  expect(await says(again)).toContain('wrong')
  expect(await says(/reply (\d{4})/.exec(await says('resume oak'))?.[1] ?? '')).toContain('running again')
  expect(await paused()).toBe(false)
  const { items } = (await world.admin('GET', `/clients/${oak.id}/switch-log`)).json
  expect(items.map(({ to, actor }: { to: boolean; actor: string }) => [to, actor])).toEqual([
    [false, 'founder'],
    [true, 'founder'],
  ])
  expect(await says('PAUSE nobody')).toContain('No client is called "nobody"')
})

test('whatever else the founder writes gets the menu, and begins no sign-up', async () => {
  expect(await says('hello there')).toMatch(/^JobRun: STATUS, SHOW 3, ACK 3/)
  expect(await world.rows('select 1 from clients where phone_number = $1', [founder])).toEqual([])
})

test('anybody else sending these words is just a texter', async () => {
  const number = await raise()
  const stranger = '+447700900777'
  for (const words of ['STATUS', `ACK ${number}`, `SHOW ${number}`, 'PAUSE Oak & Sons']) {
    expect(await says(words, stranger)).not.toMatch(/POOL_LOW|open|within 10 minutes/)
  }
  expect(
    await world.rows(
      'select 1 from founder_requests r join clients c on c.id = r.client_id where r.used_at is null and r.expires_at > $1',
      [world.clock.now()],
    ),
  ).toEqual([])
})
