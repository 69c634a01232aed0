/** A console that somebody is signed in to, in a browser of its own, before a small world: for the tests of how it feels. */
import type { Page } from 'playwright-core'
import { linkToConsole } from '../src/link-to-console.ts'
import { ownNumbers, seedWorld } from '../src/seed-world.ts'
import { openBrowser } from './browser.ts'
import { testWorld } from './world.ts'

export const DAVES = ownNumbers.find(({ number }) => number.endsWith('100'))?.number ?? ''
/** In New York. */
export const SPARKS = ownNumbers.find(({ number }) => number.endsWith('110'))?.number ?? ''

export type SignedIn = Awaited<ReturnType<typeof signedInConsole>>

export async function signedInConsole(executable: string, viewport = { width: 1_280, height: 800 }) {
  const world = await testWorld()
  for (const { number } of ownNumbers) world.addNumber(number)
  await seedWorld(world.publicBaseUrl, world.adminApiKey)
  const opened = await openBrowser(executable, viewport)
  const page = await opened.context.newPage()
  // Below the runner's own, so that what was waited for is named.
  page.setDefaultTimeout(15_000)
  const at = (path: string) => `${world.publicBaseUrl}/${path}`
  await page.goto(await linkToConsole(world, ''))
  await page.waitForURL(at(''))
  return {
    world,
    page,
    context: opened.context,
    at,
    open: (path: string) => open(page, at(path)),
    async stop() {
      await opened.close()
      await world.stop()
    },
  }
}

/** Until the page has its answers. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.locator('main#page').getByRole('heading').first().waitFor()
  await page.locator('.waiting').first().waitFor({ state: 'detached' })
  await page.waitForLoadState('networkidle')
}
