import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findBrowser, howToInstall } from './browser.ts'
import { seriousFaults } from './serious-faults.ts'
import { DAVES, type SignedIn, signedInConsole } from './signed-in-console.ts'

const browser = findBrowser()
const A_BUSY_MACHINE_MS = 120_000
const customer = '+447700900305'

describe.skipIf(browser === null)(`what a person changes, in a browser (where there is none: ${howToInstall})`, () => {
  let console: SignedIn
  let daves: { id: string; businessName: string }

  beforeAll(async () => {
    console = await signedInConsole(browser ?? '')
    const { world } = console
    daves = (await world.admin('GET', '/clients?search=Dave')).json.items[0]
    await world.twilio.receive({ from: customer, to: DAVES, body: 'boiler service please, 5 Oak Street Leeds' })
    await world.settle()
  }, A_BUSY_MACHINE_MS)
  afterAll(() => console?.stop())

  const press = (name: string) => console.page.getByRole('button', { name, exact: true }).first().click()
  const said = (words: string | RegExp) => console.page.getByRole('status').getByText(words).first().waitFor()
  const dialog = () => console.page.getByRole('dialog')
  /** Says why, finds the dialog fit for everybody, and does it. */
  async function doIt(act: string, why: string): Promise<void> {
    await dialog().getByLabel('Why?').fill(why)
    expect(await seriousFaults(console.page)).toEqual([])
    await dialog().getByRole('button', { name: act, exact: true }).click()
  }
  async function done(act: string, why: string): Promise<void> {
    await doIt(act, why)
    await dialog().waitFor({ state: 'detached' })
  }
  const lastChange = async () => (await console.world.admin('GET', '/audit-log?limit=1')).json.items[0]

  test(
    'a lead that is corrected stands in its new column, with what is known now',
    async () => {
      const { page, open, world } = console
      await open('leads')
      await press('Correct…')
      await page.getByLabel('State', { exact: true }).selectOption('CLOSED')
      await page.getByLabel('When').fill('Friday at nine')
      await done('Keep it', 'they rang and booked')
      await said('The lead is corrected.')
      await page.getByRole('region', { name: 'Closed' }).getByText('Friday at nine').waitFor()
      const { items } = (await world.admin('GET', `/leads?clientId=${daves.id}`)).json
      expect(items[0]).toMatchObject({ state: 'CLOSED', requestedTime: 'Friday at nine' })
      expect((await lastChange()).reason).toBe('they rang and booked')
    },
    A_BUSY_MACHINE_MS,
  )

  test(
    'an incident is taken in hand, muted and resolved',
    async () => {
      const { page, open, world } = console
      const stuck = await world.addClient({ forwardingEnabled: false })
      await world.rows(
        `update onboarding_states set current_state = 'S9_TEST_CALL', state_entered_at = now() - interval '26 hours' where client_id = $1`,
        [stuck.id],
      )
      await world.monitor()
      await world.settle()
      await open('incidents')
      const card = page.getByRole('article').filter({ hasText: stuck.businessName })
      const act = (name: string) => card.getByRole('button', { name, exact: true }).click()
      await act('Acknowledge')
      await said(/is in hand: no reminders/)
      await card.getByText('Acknowledged', { exact: true }).waitFor()
      await act('Mute…')
      await page.getByLabel('4 hours', { exact: true }).check()
      await done('Mute', 'the owner is on holiday')
      await said(/^No alerts about .+ for 4 h\.$/)
      await card.getByText('muted until').waitFor()
      await act('Resolve')
      await said(/is closed/)
      await card.getByText('Closed', { exact: true }).waitFor()
      expect(await card.getByRole('button', { name: /Acknowledge|Mute|Resolve/ }).count()).toBe(0)
    },
    A_BUSY_MACHINE_MS,
  )

  test(
    'a number is pointed at us once more, and the pool compared with what Twilio has',
    async () => {
      const { page, open, world } = console
      await world.rows('update twilio_number_pool set set_up_at = null where phone_e164 = $1', [DAVES])
      await open('numbers')
      const row = page.getByRole('row').filter({ hasText: daves.businessName })
      await row.getByText('not yet').waitFor()
      await row.getByRole('button', { name: /^Set up/ }).click()
      await done('Set up', 'somebody changed it at Twilio')
      await said('It is pointed at us within a minute.')
      await world.fastForward(60_000)
      await row.getByText('not yet').waitFor({ state: 'detached' })
      await press('Compare with Twilio')
      await page.getByText(/in the pool, \d+ in the account/).waitFor()
      expect(await seriousFaults(page)).toEqual([])
    },
    A_BUSY_MACHINE_MS,
  )

  test(
    'one client’s texts are held for an hour and let go again; all that, with why, is in the log',
    async () => {
      const { page, open, world } = console
      await open(`clients/${daves.id}`)
      const card = page.getByRole('region', { name: 'Switches' })
      const turn = (name: string) => card.getByRole('listitem').first().getByRole('button', { name }).click()
      await turn('Change…')
      await dialog().getByLabel('an hour', { exact: true }).check()
      await done('Change it', 'a wrong price')
      await said(`Texts to customers: changed for ${daves.businessName}.`)
      await card.getByText('held back').waitFor()
      const heard = world.heard(customer).length
      await world.twilio.receive({ from: customer, to: DAVES, body: 'how much is it?' })
      await world.settle()
      expect(world.heard(customer).length).toBe(heard)
      await turn('Back to usual…')
      await done('Back to usual', 'the price is right')
      await card.getByText('leaving').first().waitFor()
      await page.getByText('a wrong price').first().waitFor()
      await page.getByText('the price is right').first().waitFor()
    },
    A_BUSY_MACHINE_MS,
  )

  test(
    'the AI of everybody is turned off on Today, and on again',
    async () => {
      const { page, open, world } = console
      await open('')
      const line = page.getByRole('region', { name: 'For every client at once' }).getByRole('listitem').nth(1)
      const isOff = async () => (await world.admin('GET', '/switches')).json.aiDisabled
      await line.getByRole('button', { name: 'Change…' }).click()
      await done('Change it', 'it answers oddly')
      await line.getByText('off, the rules answer').waitFor()
      expect(await isOff()).toBe(true)
      await line.getByRole('button', { name: 'Back to usual…' }).click()
      await done('Back to usual', 'it was the weather')
      await line.getByText('answering').waitFor()
      expect(await isOff()).toBe(false)
    },
    A_BUSY_MACHINE_MS,
  )

  test(
    'on a client’s page a fact is added and removed, payment is marked and the number given back',
    async () => {
      const { page, open, world } = console
      await open(`clients/${daves.id}`)
      await press('Add a fact…')
      await dialog().getByLabel('Kind').selectOption('hours')
      await dialog().getByLabel('What replies say').fill('Monday to Friday, 8 to 18')
      await done('Add it', 'the owner told us')
      const fact = page.getByRole('listitem').filter({ hasText: 'Monday to Friday, 8 to 18' }).first()
      await fact.getByRole('button', { name: /^Remove/ }).click()
      await done('Remove it', 'they changed them')
      await fact.waitFor({ state: 'detached' })
      const client = async () => (await world.admin('GET', `/clients/${daves.id}`)).json
      await press('Mark as not paid…')
      await done('Mark as not paid', 'the card failed')
      await page.getByText('Not paid', { exact: true }).first().waitFor()
      expect(await client()).toMatchObject({ paymentActive: false, live: false })
      await press('Mark as paid…')
      await done('Mark as paid', 'they paid in cash')
      await press('Take the number away…')
      await done('Take it away', 'they close')
      await page.getByText('none yet').waitFor()
      expect((await client()).twilioNumber).toBeNull()
    },
    A_BUSY_MACHINE_MS,
  )

  test(
    'what stands differently by now is said in the dialog, which stays open with what was written',
    async () => {
      const { page, open, world } = console
      await open(`clients/${daves.id}`)
      await press('Give a number…')
      await world.rows(
        `update twilio_number_pool set status = 'RESTING', rests_until = now() + interval '1 day' where status = 'AVAILABLE'`,
      )
      await doIt('Give it', 'they open again')
      await dialog().getByRole('alert').waitFor()
      expect(await seriousFaults(page)).toEqual([])
      expect(await dialog().getByLabel('Why?').inputValue()).toBe('they open again')
      await press('Cancel')
      await dialog().waitFor({ state: 'detached' })
    },
    A_BUSY_MACHINE_MS,
  )
})
