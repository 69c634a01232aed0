import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ownNumbers, seedWorld } from '../src/seed-world.ts'
import { servePhones } from '../src/serve-phones.ts'
import { findBrowser, howToInstall, openBrowser } from './browser.ts'
import { type TestWorld, testWorld } from './world.ts'

const browser = findBrowser()
const picture = fileURLToPath(new URL('../../../docs/images/phones.png', import.meta.url))
const burst = 'burst pipe in the kitchen, water everywhere, 12 Elm Road Leeds'

describe.skipIf(browser === null)(`the phones in a browser (where there is none: ${howToInstall})`, () => {
  let world: TestWorld
  let phones: FastifyInstance
  let opened: Awaited<ReturnType<typeof openBrowser>>
  let page: Page
  const complaints: string[] = []

  beforeAll(async () => {
    world = await testWorld({ ai: true })
    for (const { number } of ownNumbers) world.addNumber(number)
    await seedWorld(world.publicBaseUrl, world.adminApiKey)
    phones = await servePhones(world, 0)
    opened = await openBrowser(browser ?? '', { width: 1_600, height: 960 })
    page = await opened.context.newPage()
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()))
    page.on('requestfailed', (request) => {
      const why = request.failure()?.errorText
      // What a reload ends, such as the stream of events, was no failure.
      if (why !== 'net::ERR_ABORTED') complaints.push(`${request.url()} ${why}`)
    })
    await page.goto(addressOf(phones))
  })

  afterAll(async () => {
    await opened?.close()
    await phones?.close()
    await world?.stop()
  })

  const phone = (label: string): Locator => page.getByRole('region', { name: `${label} phone` })

  async function textFrom(label: string, words: string) {
    await phone(label).getByLabel(`Message from ${label}`).fill(words)
    await phone(label).getByRole('button', { name: 'Send' }).click()
  }

  const shown = (label: string, words: RegExp) => phone(label).getByText(words).first().waitFor({ timeout: 10_000 })

  test('a burst pipe: the customer reads the answer, the owner the alert, and the trace tells why', async () => {
    await textFrom('Customer', burst)
    await shown('Customer', /book\.example\/dave/)
    await shown('Dave (owner)', /^URGENT.*12 Elm Road/)
    await shown('Customer', /Delivered/)
    await phone('Customer').getByRole('button', { name: 'Why this answer?' }).first().click()
    const trace = page.getByRole('complementary', { name: 'Why this answer' })
    for (const stage of ['SENTINEL', 'DIAL', 'FLOW', 'RUNE', 'LYRA', 'VAULT'])
      await trace.getByText(stage, { exact: false }).first().waitFor({ timeout: 5_000 })
    if (!existsSync(picture) || process.env.UPDATE_PICTURES) {
      await mkdir(dirname(picture), { recursive: true })
      await page.screenshot({ path: picture })
    }
    expect(await trace.textContent()).toMatch(/urgent/i)
  })

  test('the texts are there again after the page was loaded anew', async () => {
    await page.reload()
    await shown('Customer', /burst pipe in the kitchen/)
    await shown('Customer', /book\.example\/dave/)
  })

  test('on a narrow screen nothing sticks out, and a text can be sent', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    const width = await page.evaluate('document.documentElement.scrollWidth')
    expect(width).toBeLessThanOrEqual(390)
    await textFrom('Customer', 'and the ceiling drips now')
    await shown('Customer', /and the ceiling drips now/)
    await world.settle()
  })

  test('the page works without a complaint', () => {
    expect(complaints).toEqual([])
  })
})

function addressOf(app: FastifyInstance): string {
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('the phones do not listen')
  return `http://127.0.0.1:${address.port}`
}
