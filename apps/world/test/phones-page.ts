/** The phones page in a browser, on a world of its own with the demo's clients. */
import type { FastifyInstance } from 'fastify'
import type { Locator, Page } from 'playwright-core'
import { ownNumbers, seedWorld, stock } from '../src/seed-world.ts'
import { servePhones } from '../src/serve-phones.ts'
import { openBrowser } from './browser.ts'
import { seriousFaults } from './serious-faults.ts'
import { testWorld } from './world.ts'

export type PhonesPage = Awaited<ReturnType<typeof openPhones>>

export async function openPhones(executablePath: string, viewport: { width: number; height: number }) {
  const world = await testWorld({ ai: true })
  for (const { number } of ownNumbers) world.addNumber(number)
  for (const number of stock) world.twilio.addNumber(number)
  await seedWorld(world.publicBaseUrl, world.adminApiKey)
  const served = await servePhones(world, 0)
  const opened = await openBrowser(executablePath, viewport)
  const page = await opened.context.newPage()
  const complaints = complaintsOf(page)
  await page.goto(addressOf(served))
  const phone = (label: string): Locator => page.getByRole('region', { name: `${label} phone`, exact: true })
  return {
    world,
    page,
    complaints,
    phone,
    trace: () => page.getByRole('complementary', { name: 'Why this answer' }),
    async textFrom(label: string, words: string) {
      await phone(label).getByLabel(`Message from ${label}`).fill(words)
      await phone(label).getByRole('button', { name: 'Send' }).click()
    },
    shown: (label: string, words: RegExp) =>
      phone(label).getByRole('log').getByText(words).first().waitFor({ timeout: 10_000 }),
    seriousFaults: () => seriousFaults(page),
    unreachedByTab: () => unreachedByTab(page),
    async close() {
      await opened.close()
      await served.close()
      await world.stop()
    },
  }
}

function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()))
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText
    // What a reload ends, such as the stream of events, was no failure.
    if (why !== 'net::ERR_ABORTED') complaints.push(`${request.url()} ${why}`)
  })
  return complaints
}

const reachable = `[...document.querySelectorAll('button, a[href], select, textarea, input, summary')]
  .filter((one) => !one.disabled && one.checkVisibility())`

/** What can be pressed or written into and is not reached by Tab from the top of the page. */
async function unreachedByTab(page: Page): Promise<string[]> {
  const count = Number(await page.evaluate(`${reachable}.length`))
  await page.evaluate('(document.activeElement.blur(), (window.reached = new Set()), scrollTo(0, 0))')
  // Threads that scroll are stops too, one a phone.
  for (let pressed = 0; pressed <= count + 20; pressed++) {
    await page.keyboard.press('Tab')
    await page.evaluate('window.reached.add(document.activeElement)')
  }
  return page.evaluate(
    `${reachable}.filter((one) => !window.reached.has(one)).map((one) => one.outerHTML.slice(0, 120))`,
  )
}

function addressOf(app: FastifyInstance): string {
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('the phones do not listen')
  return `http://127.0.0.1:${address.port}`
}
