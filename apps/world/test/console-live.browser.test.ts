import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findBrowser, howToInstall } from './browser.ts'
import { DAVES, type SignedIn, signedInConsole } from './signed-in-console.ts'

const browser = findBrowser()
const A_BUSY_MACHINE_MS = 120_000
const customer = '+447700900307'

describe.skipIf(browser === null)(`a console that is left open (where there is no browser: ${howToInstall})`, () => {
  let console: SignedIn
  beforeAll(async () => {
    console = await signedInConsole(browser ?? '')
  }, A_BUSY_MACHINE_MS)
  afterAll(() => console?.stop())

  const mark = (words: string | RegExp) => console.page.locator('.live').getByText(words).first().waitFor()

  test(
    'what a customer texts, and our answer, appear by themselves, and nobody asks every second',
    async () => {
      const { page, open, world } = console
      const asked: string[] = []
      page.on('request', (request) => asked.push(new URL(request.url()).pathname))
      await open('conversations')
      await mark('Live')
      asked.length = 0
      await page.waitForTimeout(5_000)
      expect(asked).toEqual([])
      await world.texts(customer, 'a tap drips in Leeds', { to: DAVES })
      const row = page.locator('.inbox-row', { hasText: '307' })
      await row.waitFor({ timeout: 5_000 })
      await row.click()
      await page.locator('.thread').getByText('a tap drips in Leeds').waitFor()
      await world.settle()
      await page.getByText('Delivered').first().waitFor()
      await world.texts(customer, 'and the sink too', { to: DAVES })
      await page.locator('.thread').getByText('and the sink too').waitFor({ timeout: 5_000 })
    },
    A_BUSY_MACHINE_MS,
  )

  test(
    'while the service is away the page says so, and goes on by itself with what was missed',
    async () => {
      const { page, open, world } = console
      await open('conversations')
      await mark('Live')
      await world.stopService()
      await mark(/Reconnecting|Stale/)
      await world.startServiceAgain()
      await world.texts('+447700900308', 'boiler service please', { to: DAVES })
      await mark('Live')
      await page.locator('.inbox-row', { hasText: '308' }).waitFor()
    },
    A_BUSY_MACHINE_MS,
  )
})
