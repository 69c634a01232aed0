import { readFile } from 'node:fs/promises'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ownNumbers, seedWorld } from '../src/seed-world.ts'
import { findBrowser, howToInstall, openBrowser } from './browser.ts'
import { seriousFaults } from './serious-faults.ts'
import { testWorld } from './world.ts'

const browser = findBrowser()
const A_BUSY_MACHINE_MS = 90_000
const daves = ownNumbers.find(({ number }) => number.endsWith('100'))?.number ?? ''

describe.skipIf(browser === null)(`exports in a browser (where there is none: ${howToInstall})`, () => {
  let world: Awaited<ReturnType<typeof testWorld>>
  let opened: { context: BrowserContext; close: () => Promise<void> }
  let page: Page

  beforeAll(async () => {
    world = await testWorld()
    for (const { number } of ownNumbers) world.addNumber(number)
    await seedWorld(world.publicBaseUrl, world.adminApiKey)
    const body = '=1+1 burst pipe in the kitchen, 12 Elm Road Leeds'
    await world.twilio.receive({ from: '+447700900301', to: daves, body })
    await world.settle()
    opened = await openBrowser(browser ?? '', { width: 1_280, height: 800 })
    page = await opened.context.newPage()
    const ada = { name: 'Ada', role: 'operator', reason: 'test' }
    await page.goto((await world.admin('POST', '/operators', ada)).json.signInUrl as string)
    await page.waitForURL(`${world.publicBaseUrl}/`)
  }, A_BUSY_MACHINE_MS)
  afterAll(async () => {
    await opened?.close()
    await world?.stop()
  })

  test.each([
    ['conversations', `'=1+1 burst pipe`],
    ['leads', 'URGENT'],
  ])(
    'Export on %s saves what is there as a file',
    async (place, holds) => {
      await page.goto(`${world.publicBaseUrl}/${place}`)
      const link = page.getByRole('link', { name: 'Export' })
      await link.waitFor()
      await page.waitForLoadState('networkidle')
      const [saved] = await Promise.all([page.waitForEvent('download'), link.click()])
      expect(saved.suggestedFilename()).toMatch(new RegExp(`^jobrun-${place}-all-\\d{4}-\\d\\d-\\d\\d\\.csv$`))
      const written = await readFile(await saved.path(), 'utf8')
      expect(written).toContain(holds)
      expect(written).toContain(`'+447700900301`)
      expect(await seriousFaults(page)).toEqual([])
    },
    A_BUSY_MACHINE_MS,
  )
})
