import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findBrowser, howToInstall } from './browser.ts'
import { seriousFaults } from './serious-faults.ts'
import { type SignedIn, SPARKS, signedInConsole } from './signed-in-console.ts'

const browser = findBrowser()
const A_BUSY_MACHINE_MS = 120_000
const [early, late] = ['+12025550141', '+12025550142']

describe.skipIf(browser === null)(`what is held, in a browser (where there is none: ${howToInstall})`, () => {
  let console: SignedIn
  /** Of what reached their handsets, how much. */
  const heardBy = (phone: string) => console.world.heard(phone).length

  async function pause(outboundPaused: boolean): Promise<void> {
    const { items } = (await console.world.admin('GET', '/clients?search=Bright')).json
    await console.world.admin('PUT', `/clients/${items[0].id}/switches`, { outboundPaused, reason: 'a wrong price' })
  }

  beforeAll(async () => {
    console = await signedInConsole(browser ?? '')
    const { world } = console
    await pause(true)
    for (const from of [early, late]) {
      await world.twilio.receive({ from, to: SPARKS, body: 'sockets dead in the kitchen, 5 Oak Street' })
    }
    await world.settle()
    await world.rows(
      `update outbox set created_at = created_at - interval '1 hour', held_at = held_at - interval '1 hour' where to_number = $1`,
      [early],
    )
    await pause(false)
  }, A_BUSY_MACHINE_MS)
  afterAll(() => console?.stop())

  test(
    'a text is worded anew, and goes as it reads then',
    async () => {
      const { page, open } = console
      await open('held')
      await page.getByRole('button', { name: 'Edit…' }).first().click()
      await page.getByLabel('The text').fill('We come on Monday at nine.')
      await page.getByLabel('Why?').fill('the link was the old one')
      expect(await seriousFaults(page)).toEqual([])
      await page.getByRole('button', { name: 'Keep it so' }).click()
      await page.locator('.said', { hasText: 'We come on Monday at nine.' }).waitFor()
      expect([heardBy(early), heardBy(late)]).toEqual([0, 0])
    },
    A_BUSY_MACHINE_MS,
  )

  test(
    'of many that are released at once, one that must stay keeps no other back, and it is said why it stayed',
    async () => {
      const { page, open, world } = console
      await open('held')
      await page.getByLabel('All that are shown').check()
      await page.getByRole('button', { name: 'Release 2…' }).click()
      await page.getByLabel('Why?').fill('the price is right again')
      await page.getByRole('button', { name: 'Release', exact: true }).click()
      const stayed = page.getByRole('alert')
      await stayed.getByText('1 text stayed as they were.').waitFor()
      await stayed.getByText('held for 30 minutes or longer').waitFor()
      expect(await seriousFaults(page)).toEqual([])
      await world.settle()
      expect([heardBy(early), world.heard(late)]).toEqual([0, ['We come on Monday at nine.']])
    },
    A_BUSY_MACHINE_MS,
  )

  test(
    'what is dropped never leaves, and the list is empty',
    async () => {
      const { page, open, world } = console
      await open('held')
      await page.getByLabel('All that are shown').check()
      await page.getByRole('button', { name: 'Drop 1…' }).click()
      await page.getByLabel('Why?').fill('we rang them')
      await page.getByRole('button', { name: 'Drop', exact: true }).click()
      await page.getByText('Nothing is held.').waitFor()
      await world.settle()
      expect(heardBy(early)).toBe(0)
      expect((await world.outboxTo(early)).map(({ state }) => state)).toEqual(['SUPPRESSED'])
    },
    A_BUSY_MACHINE_MS,
  )

  test(
    'whoever only looks is offered nothing that would be refused',
    async () => {
      const { page, world, at } = console
      await pause(true)
      await world.twilio.receive({ from: late, to: SPARKS, body: 'and the lights in the hall too' })
      await world.settle()
      const made = await world.admin('POST', '/operators', { name: 'Vic', role: 'viewer', reason: 'looks on' })
      await page.context().clearCookies()
      await page.goto(made.json.signInUrl as string)
      await page.waitForURL(at(''))
      await console.open('leads')
      expect(await page.getByRole('link', { name: 'Export' }).count()).toBe(0)
      await console.open('held')
      await page.locator('.said').first().waitFor()
      expect(await page.getByRole('button', { name: 'Edit…' }).count()).toBe(0)
      await console.open('conversations')
      await page.locator('.inbox-row').first().click()
      await page.getByText('JobRun answers.').waitFor()
      expect(await page.getByRole('button', { name: 'Take over' }).count()).toBe(0)
    },
    A_BUSY_MACHINE_MS,
  )
})
