/** An owner signs up by text: every answer through the webhook, the machine, the outbox and the handset. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { founder, onboardingNumber, type TestWorld, testWorld } from './world.ts'

let world: TestWorld

beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world?.stop())

let owners = 0
const newOwner = () => `+447700900${700 + owners++}`

async function say(who: string, ...texts: string[]) {
  const before = world.heard(who).length
  for (const words of texts) await world.texts(who, words, { to: onboardingNumber })
  await world.settle()
  return world.heard(who).slice(before)
}

const stateOf = async (who: string) =>
  (
    await world.rows(
      `select c.id, c.business_name, c.business_type, c.service_location, c.owner_name, c.timezone, s.current_state as state, s.nudge_at
       from clients c join onboarding_states s on s.client_id = c.id where c.phone_number = $1`,
      [who],
    )
  )[0]

describe('the questions', () => {
  test('the first text is the first answer already, and four more lead to the payment link', async () => {
    const who = newOwner()
    expect(await say(who, 'Plumber in Leeds')).toEqual([expect.stringMatching(/business called\?/)])
    expect(await say(who, 'Leeds Plumbing')).toEqual([expect.stringMatching(/your own name\?/)])
    expect(await say(who, 'dave')).toEqual([expect.stringMatching(/Thanks, Dave!.*Reply 1/)])
    const [summary = ''] = await say(who, '1')
    expect(summary).toMatch(/Leeds Plumbing.*£49 a month, first 7 days free/)
    expect(summary).toContain(`${world.publicBaseUrl}/p/`)
    expect(await stateOf(who)).toMatchObject({
      business_name: 'Leeds Plumbing',
      business_type: 'Plumber',
      service_location: 'Leeds',
      owner_name: 'Dave',
      state: 'S5_CONFIRM_LIVE',
    })
    expect(world.heard(founder)).toEqual([])
  })

  test('two texts at once make one client, and both are read', async () => {
    const who = newOwner()
    const heard = await say(who, 'Roofer in York', 'York Roofing')
    expect(heard).toHaveLength(1)
    expect(await stateOf(who)).toMatchObject({ business_name: 'York Roofing', state: 'S3_OWNER_NAME' })
  })

  test('nothing passes S5 unpaid, whatever is said', async () => {
    const who = newOwner()
    await say(who, 'Plumber in Leeds', "Leeds Plumbing, I'm Dave", 'sms')
    const [checking, answer] = await say(who, 'READY')
    expect([checking, answer]).toEqual([
      expect.stringMatching(/asking for your payment/),
      expect.stringMatching(/do not see a payment yet/),
    ])
    for (const words of ['YES', 'paid', 'DONE', 'iphone']) expect((await say(who, words)).length).toBeGreaterThan(0)
    expect(await stateOf(who)).toMatchObject({ state: 'S5_CONFIRM_LIVE' })
  })

  test('an owner who answers nothing we can read is asked twice with an example, then the founder is told', async () => {
    const who = newOwner()
    await say(who, 'Plumber in Leeds', 'Leeds Plumbing')
    await say(who, 'Dave')
    const heard: string[] = []
    for (const words of ['by pigeon', 'smoke signals', 'carrier bats', 'owls']) heard.push(...(await say(who, words)))
    expect(heard).toHaveLength(4)
    expect(heard[2]).toMatch(/A person will text you back/)
    expect(world.heard(founder).filter((body) => body.includes(who))).toEqual([expect.stringMatching(/^OWNER_STUCK/)])
  })
})

describe('people', () => {
  test('STOP in the middle: nothing of ours goes out, the founder is told, and later texts go on where it was', async () => {
    const who = newOwner()
    await say(who, 'Plumber in Leeds')
    expect(await say(who, 'STOP')).toEqual([])
    expect(world.heard(founder).filter((body) => body.includes(who))).toEqual([
      expect.stringMatching(/^OWNER_OPTED_OUT/),
    ])
    expect(await say(who, 'Leeds Plumbing')).toEqual([])
    expect(await say(who, 'START')).toEqual([])
    expect(await say(who, 'Dave')).toHaveLength(1)
    expect(await stateOf(who)).toMatchObject({ business_name: 'Leeds Plumbing', owner_name: 'Dave' })
  })

  test('an owner who signs up is an ordinary customer of another client meanwhile', async () => {
    const who = newOwner()
    await say(who, 'Roofer in York')
    await world.texts(who, 'I need a tap fitted in Leeds')
    await world.settle()
    expect(world.heard(who).at(-1)).toContain(world.elm.bookingUrl)
    expect(await stateOf(who)).toMatchObject({ state: 'S2_BUSINESS_NAME' })
    expect(await world.leadsOf(who)).toHaveLength(1)
  })

  test('the owner of a live client gets the menu there, and no second client', async () => {
    expect(await say(world.elm.phoneNumber, 'Plumber in Leeds')).toEqual([expect.stringMatching(/LEADS/)])
    expect(await stateOf(world.elm.phoneNumber)).toMatchObject({ business_name: 'Elm Plumbing', state: 'COMPLETE' })
  })

  test('two phones of one business are two sign-ups that do not meet', async () => {
    const [first, second] = [newOwner(), newOwner()]
    for (const who of [first, second]) await say(who, 'Plumber in Leeds')
    await say(first, 'Leeds Plumbing')
    expect(await stateOf(second)).toMatchObject({ state: 'S2_BUSINESS_NAME', business_name: '' })
  })

  test('who advertises becomes nobody’s client and hears nothing', async () => {
    const who = newOwner()
    const advert = 'We can get your website to the top of Google with our SEO offer, 50% off, click here'
    expect(await say(who, advert)).toEqual([])
    expect(await stateOf(who)).toBeUndefined()
  })
})

describe('reminders', () => {
  test('come once after half an hour and once a day later, by day where the owner is, and then no more', async () => {
    const who = newOwner()
    await say(who, 'Plumber in Leeds')
    const heard = async () => {
      await world.nudge()
      await world.settle()
      return world.heard(who).length - 1
    }
    expect(await heard()).toBe(0)
    const due = async () => (await stateOf(who))?.nudge_at as Date | null
    for (const count of [1, 2]) {
      const at = await due()
      if (!at) throw new Error('no reminder is due')
      const hour = Number(
        new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', hour: '2-digit', hourCycle: 'h23' }).format(at),
      )
      expect(hour).toBeGreaterThanOrEqual(8)
      expect(hour).toBeLessThan(20)
      await world.fastForward(at.getTime() - world.clock.now().getTime() + 1)
      expect(await heard()).toBe(count)
      expect(await heard()).toBe(count)
    }
    expect(await due()).toBeNull()
    expect(await say(who, 'Leeds Plumbing')).toEqual([expect.stringMatching(/your own name\?/)])
  })
})
