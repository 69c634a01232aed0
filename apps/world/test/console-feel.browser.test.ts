import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findBrowser, howToInstall } from './browser.ts'
import { DAVES, type SignedIn, SPARKS, signedInConsole } from './signed-in-console.ts'

const browser = findBrowser()
const A_BUSY_MACHINE_MS = 120_000
const pages = ['', 'conversations', 'leads', 'held', 'clients', 'numbers', 'ai', 'incidents', 'alerts', 'audit']
const londoner = '+447700900301'
const newYorker = '+12025550131'
/** A whole number of somebody's, written together or in groups. */
const WHOLE = /\+\d(?: ?\d){9,14}/g

describe.skipIf(browser === null)(`how the console feels (where there is no browser: ${howToInstall})`, () => {
  let console: SignedIn
  let spark: string

  beforeAll(async () => {
    console = await signedInConsole(browser ?? '')
    const { world } = console
    const { items } = (await world.admin('GET', '/clients?search=Bright')).json
    spark = items[0].id
    await world.twilio.receive({ from: londoner, to: DAVES, body: 'boiler service please, 12 Elm Road Leeds, Monday' })
    await world.settle()
    await world.admin('PUT', `/clients/${spark}/switches`, { outboundPaused: true, reason: `asked by ${newYorker}` })
    await world.twilio.receive({ from: newYorker, to: SPARKS, body: 'sockets dead in the kitchen, 5 Oak Street' })
    await world.settle()
  }, A_BUSY_MACHINE_MS)
  afterAll(() => console?.stop())

  test('times are by the client’s clock and say so, with the reader’s own for whoever hovers', async () => {
    const { page, open } = console
    for (const place of ['held', 'audit']) {
      await open(place)
      const theirs = page.locator('time', { hasText: 'GMT-' }).first()
      await theirs.waitFor()
      expect(await theirs.getAttribute('title'), place).toMatch(/^There: .+ GMT-[45]\nHere: .+ (GMT|BST)$/)
    }
    for (const place of ['leads', 'conversations', '']) {
      await open(place)
      await page.locator('time[title^="There: "]').first().waitFor()
    }
  })

  test('a page over many clients asks for them together, not one after the other', async () => {
    const { page, open } = console
    const asked: string[] = []
    const note = (request: { url: () => string }) => asked.push(request.url())
    page.on('request', note)
    await open('audit')
    page.off('request', note)
    expect(asked.filter((url) => /\/clients\/[0-9a-f-]{36}$/.test(url))).toEqual([])
    expect(asked.filter((url) => url.includes('ids='))).toHaveLength(1)
  })

  test('the audit log names what was changed, says it in words, and keeps what one asks for in the address', async () => {
    const { page, open, at } = console
    await open('audit')
    const switched = page.getByRole('listitem').filter({ hasText: 'Turned a switch' }).first()
    await switched.getByRole('link', { name: 'Bright Spark Electric' }).waitFor()
    await switched.getByText('by the admin key').waitFor()
    await switched.getByText('Before and after').click()
    await switched.getByText('on yes').waitFor()
    await page.getByText('Added an operator: You').waitFor()
    expect(await page.locator('main').textContent()).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
    await page.getByRole('combobox', { name: 'What' }).selectOption('operator')
    await switched.waitFor({ state: 'detached' })
    expect(page.url()).toBe(at('audit?kind=operator'))
    await page.reload()
    await page.getByText('Added an operator: You').waitFor()
    expect(await switched.count()).toBe(0)
  })

  test(
    'no page shows a whole number before somebody asks',
    async () => {
      const { page, open } = console
      const [{ id: talk }] = (await console.world.admin('GET', '/conversations?clientId=all')).json.items
      const shown: string[] = []
      for (const place of [...pages, `clients/${spark}`, `conversations/${talk}`]) {
        await open(place)
        const all = (await page.evaluate(
          `document.body.textContent + [...document.querySelectorAll('[title], [aria-label]')].map((one) => one.title + one.ariaLabel).join()`,
        )) as string
        shown.push(...(all.match(WHOLE) ?? []).map((number) => `/${place}: ${number}`))
      }
      expect(shown).toEqual([])
    },
    A_BUSY_MACHINE_MS,
  )

  test('a number is shown when it is pressed, also by keyboard, and masked again when the page is left', async () => {
    const { page, open } = console
    await open('leads')
    const masked = page.getByRole('button', { name: '+44 7700 ••• 301' })
    await masked.focus()
    await page.keyboard.press('Enter')
    await page.getByText('+44 7700 900301').waitFor()
    await page.getByRole('button', { name: 'Show whole phone numbers' }).click()
    await page.getByRole('navigation', { name: 'Pages', exact: true }).getByRole('link', { name: 'Clients' }).click()
    await page.getByText('+44 7700 ••• 200').waitFor()
    await page.getByRole('navigation', { name: 'Pages', exact: true }).getByRole('link', { name: 'Leads' }).click()
    await masked.waitFor()
  })
})
