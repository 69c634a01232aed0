/** Numbers: out of the pool, pointed at us through Twilio's API, compared with the account, and bought where there is none. */
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { askOver } from '@jobrun/server/operator/line/ask'
import { compareNumbers, importNumbers } from '@jobrun/server/operator/line/number-commands'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { signingUp } from './signing-up.ts'
import { founder, type TestWorld, testWorld } from './world.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

let world: TestWorld
let owners = 0
const newOwner = (of = world) => signingUp(of, `+447700900${700 + owners++}`)
const numberOf = async (phone: string, of = world) =>
  (await of.rows('select status, setup_error, setup_tries from twilio_number_pool where phone_e164 = $1', [phone]))[0]

/** The latest that is meant for them: news of a number waits for the day. */
const told = async ({ phone }: { phone: string }, of = world) => (await of.outboxTo(phone)).at(-1)?.body

describe('the pool', () => {
  beforeAll(async () => {
    world = await testWorld()
  })
  afterAll(() => world?.stop())

  test('is empty: the owner hears the truth, the founder hears of it once, and a number that comes finds its owner', async () => {
    const [first, second] = [newOwner(), newOwner()]
    for (const owner of [first, second]) {
      await owner.signsUp('Leeds Plumbing')
      await owner.pays()
      expect(owner.heard().at(-1)).toMatch(/no free number at this moment. You are first in line/)
    }
    expect(world.heard(founder).filter((body) => body.startsWith('POOL_EMPTY'))).toHaveLength(1)
    await world.stock('+441134960610')
    await world.watchNumbers()
    await world.settle()
    expect(await told(first)).toMatch(/Your JobRun number is \+441134960610/)
    expect(await told(second)).toMatch(/first in line/)
    await world.rows(`insert into twilio_number_pool (phone_e164, status) values ('+441134960611', 'AVAILABLE')`)
    world.twilio.addNumber('+441134960611')
    await world.watchNumbers()
    await world.settle()
    expect(await told(second)).toMatch(/\+441134960611/)
  })

  test('a number that Twilio does not have is RESERVED and says why, is tried again, and ASSIGNED once it works', async () => {
    const { status } = await world.admin('POST', '/numbers', { phoneE164: '+441134960612' })
    expect(status).toBe(201)
    const owner = newOwner()
    await owner.signsUp('York Roofing')
    await owner.pays()
    expect(await numberOf('+441134960612')).toEqual({
      status: 'RESERVED',
      setup_error: 'the Twilio account does not have it',
      setup_tries: 1,
    })
    const listed = await world.admin('GET', '/numbers?status=RESERVED')
    expect(listed.json.items).toMatchObject([
      { setupTries: 1, setupError: expect.stringContaining('does not have it') },
    ])
    for (let minutes = 0; minutes < 4; minutes++) {
      await world.fastForward(2 * 60_000)
      await world.watchNumbers()
    }
    await world.settle()
    expect(world.heard(founder).filter((body) => body.startsWith('NUMBER_SETUP'))).toHaveLength(1)
    world.twilio.addNumber('+441134960612')
    await world.fastForward(3_600_000)
    expect(await numberOf('+441134960612')).toEqual({ status: 'ASSIGNED', setup_error: null, setup_tries: 0 })
  })

  test('numbers:check says what differs, numbers:import takes in what is missing, --fix points numbers at us', async () => {
    const ask = askOver({ url: world.publicBaseUrl, key: world.adminApiKey })
    world.twilio.addNumber('+441134960640')
    const before = await compareNumbers(ask, [])
    expect(before.ok).toBe(false)
    expect(before.text).toMatch(/\+441134960640\s+not-in-pool/)
    expect(await importNumbers(ask, ['--twilio'])).toMatch(/\+441134960640 {2}added, AVAILABLE/)
    world.twilio.addNumber(world.elm.twilioNumber, { smsUrl: 'https://elsewhere.example/' })
    const fixed = await compareNumbers(ask, ['--fix'])
    expect(fixed.text).toMatch(/elsewhere.*smsUrl is https:\/\/elsewhere/)
    await world.watchNumbers()
    expect((await compareNumbers(ask, [])).text).not.toMatch(/elsewhere/)
    await expect(compareNumbers(ask, ['--all'])).rejects.toThrow('numbers:check')
  })

  test('numbers:import reads a file: a head, countries or none, quotes; what is known or no number says so', async () => {
    const ask = askOver({ url: world.publicBaseUrl, key: world.adminApiKey })
    const file = join(tmpdir(), `numbers-${process.pid}.csv`)
    await writeFile(
      file,
      'number,country\r\n"+441134960650",GB\n+12025550165;us\n\n+441134960640\n123456789012345678,GB\n',
    )
    expect((await importNumbers(ask, [file])).split('\n')).toEqual([
      '+441134960650  added, AVAILABLE',
      '+12025550165  added, AVAILABLE',
      expect.stringMatching(/^\+441134960640.*in the pool already/),
      expect.stringMatching(/cannot be a phone number/),
    ])
    await rm(file)
    await expect(importNumbers(ask, [file])).rejects.toThrow('cannot be read')
    await expect(importNumbers(ask, [])).rejects.toThrow('numbers:import')
  })
})

describe('where we may buy', () => {
  let buying: TestWorld
  beforeAll(async () => {
    buying = await testWorld({ environment: { TWILIO_BUY_NUMBERS: 'true' } })
  })
  afterAll(() => buying?.stop())

  test('a number is bought for whoever has paid and waits, one for each, and reaches us at once', async () => {
    const owner = newOwner(buying)
    const before = buying.twilio.state().numbers.length
    await owner.signsUp('Leeds Plumbing')
    await owner.pays()
    const [row] = await buying.rows('select twilio_number as number from clients where phone_number = $1', [
      owner.phone,
    ])
    expect(await told(owner, buying)).toContain(`Your JobRun number is ${row?.number}`)
    expect(buying.twilio.state().numbers).toHaveLength(before + 1)
    await buying.watchNumbers()
    expect(buying.twilio.state().numbers).toHaveLength(before + 1)
    expect(await numberOf(String(row?.number), buying)).toMatchObject({ status: 'ASSIGNED' })
  })

  test('one that was bought before the process died is found by its label, not bought again', async () => {
    const owner = newOwner(buying)
    await owner.signsUp('Leeds Roofing')
    buying.twilio.addNumber('+447700900890', { friendlyName: `JobRun ${await owner.id()}` })
    const before = buying.twilio.state().numbers.length
    await owner.pays()
    expect(await told(owner, buying)).toContain('+447700900890')
    expect(buying.twilio.state().numbers).toHaveLength(before)
  })
})
