import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findBrowser, howToInstall } from './browser.ts'
import { DAVES, type SignedIn, signedInConsole } from './signed-in-console.ts'

const browser = findBrowser()
const A_BUSY_MACHINE_MS = 120_000
const customer = '+447700900301'
const focused = `(() => { const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement); return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 })()`

describe.skipIf(browser === null)(`the console by keyboard alone (where there is no browser: ${howToInstall})`, () => {
  let console: SignedIn
  let page: Page

  beforeAll(async () => {
    console = await signedInConsole(browser ?? '')
    page = console.page
    await console.world.twilio.receive({ from: customer, to: DAVES, body: 'boiler service please, 12 Elm Road Leeds' })
    await console.world.settle()
  }, A_BUSY_MACHINE_MS)
  afterAll(() => console?.stop())

  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const dialog = (name: string) => page.getByRole('dialog', { name })

  test('a client is found by the palette, its conversation opened and answered', async () => {
    await console.open('')
    await press('Control+k')
    await page.locator('[role="dialog"] input:focus').waitFor()
    await page.keyboard.type('dave')
    await page.getByRole('menuitem', { name: /Dave's Plumbing.*their conversations/ }).waitFor()
    // The first is marked as one writes, and theirs are the second.
    await page.locator('[role="menuitem"][data-focused]').waitFor()
    await press('ArrowDown')
    await page.locator('[role="menuitem"][data-focused]', { hasText: 'their conversations' }).waitFor()
    await press('Enter')
    await page.waitForURL(/conversations\?client=/)
    await page.locator('[role="dialog"]').waitFor({ state: 'detached' })
    // Not the one on Today, which stays until the page has come.
    await page.getByRole('region', { name: 'Conversations', exact: true }).getByRole('link', { name: /301/ }).waitFor()
    await press('j')
    await page.waitForURL(/conversations\/[0-9a-f-]{36}/)
    await page.getByRole('textbox', { name: 'Your answer' }).waitFor()
    await press('r')
    await page.keyboard.type('Just?jk gone: Dave is on his way.')
    await press('Enter')
    await page.getByPlaceholder('Answer as a person').and(page.locator(':placeholder-shown')).waitFor()
    await page.getByText('Just?jk gone: Dave is on his way.').first().waitFor()
    await console.world.settle()
    expect(console.world.heard(customer).at(-1)).toContain('Just?jk gone: Dave is on his way.')
  })

  test('w tells why, and Escape closes it, leaves a field, and closes a dialog', async () => {
    const why = page.getByRole('complementary', { name: 'Why this answer' })
    await press('Escape')
    expect(await page.evaluate('document.activeElement.tagName')).not.toBe('TEXTAREA')
    await press('w')
    await why.waitFor()
    await press('Escape')
    await why.waitFor({ state: 'detached' })
    await press('?')
    await dialog('Keys').waitFor()
    await press('Escape')
    await dialog('Keys').waitFor({ state: 'detached' })
  })

  test('g and a letter go to every page, and j marks its first row so that one sees it', async () => {
    for (const [key, path, title] of [
      ['k', 'clients', 'Clients'],
      ['l', 'leads', 'Leads'],
      ['n', 'numbers', 'Numbers'],
      ['u', 'audit', 'Audit'],
    ] as const) {
      await press('g', key)
      await page.waitForURL(console.at(path))
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
      await page.locator('[data-row]').first().waitFor()
      await press('j')
      expect(await page.evaluate('document.activeElement.closest("[data-row]") !== null'), path).toBe(true)
      expect(await page.evaluate(focused), path).toBe(true)
    }
    await press('g', 'k')
    await page.getByRole('heading', { level: 1, name: 'Clients' }).waitFor()
    await page.locator('[data-row]').nth(1).waitFor()
    await press('j', 'j')
    const marked = `[...document.querySelectorAll('[data-row]')].findIndex((row) => row.contains(document.activeElement))`
    expect(await page.evaluate(marked)).toBe(1)
    await press('Enter')
    await page.waitForURL(/clients\/[0-9a-f-]{36}/)
  })

  test('whoever writes in a field writes every letter', async () => {
    await console.open('clients')
    await press('/')
    await page.keyboard.type('jkgrw?n/')
    const search = page.getByRole('searchbox')
    expect(await search.inputValue()).toBe('jkgrw?n/')
    expect(page.url()).toContain('/clients')
    expect(await page.getByRole('dialog').count()).toBe(0)
  })
})
