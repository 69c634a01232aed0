import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findBrowser, howToInstall } from './browser.ts'
import { openPhones, type PhonesPage } from './phones-page.ts'

const browser = findBrowser()
const picture = fileURLToPath(new URL('../../../docs/images/phones.png', import.meta.url))
const burst = 'burst pipe in the kitchen, water everywhere, 12 Elm Road Leeds'
/** Whole pages judged, many keys pressed: seconds alone, a minute on a machine that runs everything else too. */
const A_BUSY_MACHINE_MS = 60_000
const wide = { width: 1_440, height: 860 }

describe.skipIf(browser === null)(`the phones in a browser (where there is none: ${howToInstall})`, () => {
  let phones: PhonesPage

  beforeAll(async () => {
    phones = await openPhones(browser ?? '', wide)
  })
  afterAll(() => phones?.close())

  test('a burst pipe: the customer reads the answer, the owner the alert, and the trace tells why', async () => {
    const { page, phone, textFrom, shown, trace } = phones
    await textFrom('Customer', burst)
    await shown('Customer', /book\.example\/dave/)
    await shown('Dave (owner)', /^URGENT.*12 Elm Road/)
    await shown('Customer', /Delivered/)
    await phone('Customer').getByRole('button', { name: 'Why this answer?' }).first().click()
    for (const stage of ['SENTINEL', 'DIAL', 'FLOW', 'RUNE', 'LYRA', 'VAULT'])
      await trace().getByText(stage, { exact: false }).first().waitFor({ timeout: 5_000 })
    if (!existsSync(picture) || process.env.UPDATE_PICTURES) {
      await mkdir(dirname(picture), { recursive: true })
      await page.screenshot({ path: picture, scale: 'css', animations: 'disabled' })
    }
    expect(await trace().textContent()).toMatch(/urgent/i)
    await page.keyboard.press('Escape')
  })

  test('a photo goes along and is shown, with the ticks of its way', async () => {
    const { page, phone, shown } = phones
    await phone('Customer').getByRole('button', { name: 'Attach a photo' }).click()
    await page.getByRole('button', { name: 'A dripping tap' }).click()
    await phone('Customer').getByText('Photo: A dripping tap').waitFor()
    await phone('Customer').getByRole('button', { name: 'Send' }).click()
    const photo = page.getByRole('img', { name: 'Attached to this text' })
    await photo.waitFor()
    await page.waitForFunction(`[...document.images].every((image) => image.naturalWidth > 0)`)
    await shown('Customer', /Received/)
    expect(await phone('Customer').locator('.bubble-row', { has: photo }).locator('svg.ticks').count()).toBe(1)
    await phones.world.settle()
  })

  test('three customers who text at the same moment get each their own answer', async () => {
    const { page, phone, textFrom, shown } = phones
    for (const _ of [1, 2]) await page.getByRole('button', { name: 'Add a phone' }).click()
    const labels = ['Customer', 'Customer 2', 'Customer 3']
    const words = [
      'how much do you charge for a new boiler?',
      'Hi, I need a new tap fitted in Leeds',
      'I can smell gas',
    ]
    for (const [n, label] of labels.entries())
      await phone(label)
        .getByLabel(`Message from ${label}`)
        .fill(words[n] ?? '')
    const sendAll = `document.querySelectorAll('.send:enabled').forEach((button) => button.click())`
    await page.evaluate(sendAll)
    await phones.world.settle()
    await shown('Customer', /Your booking link still works/)
    await shown('Customer 2', /book\.example\/dave/)
    await shown('Customer 3', /0800 111 999|999/)
    for (const [n, label] of labels.entries()) {
      const log = phone(label).locator('.lines')
      for (const [m, other] of words.entries()) expect(await log.getByText(other).count()).toBe(n === m ? 1 : 0)
    }
    await textFrom('Customer', 'hurry, it is urgent, the ceiling comes down')
    await phones.world.settle()
  })

  test('moved on by 26 hours, the news that waited for its half hour reaches the owner, and the phones say which day it is', async () => {
    const { page, phone, shown } = phones
    const news = phone('Dave (owner)').getByText(/more from/)
    expect(await news.count()).toBe(0)
    await page.getByRole('button', { name: 'Move time on' }).click()
    await page.getByRole('button', { name: '26 hours later' }).click()
    await shown('Dave (owner)', /more from/)
    await page.getByText('1 day 2 hours ahead of the real time').waitFor()
    await shown('Customer', /^Yesterday$|^\w+day \d/)
    await page.getByLabel('Or by').fill('31')
    await page.getByRole('button', { name: 'Move on', exact: true }).click()
    await page.getByText('From 1 minute to 30 days').waitFor()
    await page.keyboard.press('Escape')
    expect(await page.getByLabel('Or by').count()).toBe(0)
  })

  test(
    'each failure of the carrier and of the AI can be picked, and is met',
    async () => {
      const { page, phone, shown, trace } = phones
      const menu = page.getByRole('button', { name: 'Try a failure' })
      await menu.click()
      await page.getByRole('list', { name: 'The AI' }).getByRole('button', { name: 'Words instead of JSON' }).click()
      await phone('Customer').getByRole('button', { name: 'Send' }).click()
      await phones.world.settle()
      await phone('Customer').getByRole('button', { name: 'Why this answer?' }).last().click()
      await trace()
        .getByText(/rules answered/)
        .first()
        .waitFor({ timeout: 5_000 })
      await page.keyboard.press('Escape')

      await menu.click()
      await page
        .getByRole('list', { name: 'The carrier, with texts' })
        .getByRole('button', { name: 'Filtered by' })
        .click()
      await phones.textFrom('Filtered by the carrier', 'I need a tap fitted in Leeds')
      await shown('Filtered by the carrier', /Filtered by the carrier|not delivered/i)
      await shown('Founder', /SENDING_REFUSED/)
      await phone('Filtered by the carrier')
        .getByRole('button', { name: /^Change/ })
        .click()
      await phone('Filtered by the carrier').getByRole('button', { name: 'Remove phone' }).click()
      await menu.click()
      await page.getByRole('list', { name: 'The carrier, with calls' }).getByText('does not allow diverting').waitFor()
      await page.keyboard.press('Escape')
      await phones.world.settle()
    },
    A_BUSY_MACHINE_MS,
  )

  test('the texts are there again after the page was loaded anew, and the world is still ahead', async () => {
    await phones.page.reload()
    await phones.shown('Customer', /burst pipe in the kitchen/)
    await phones.shown('Customer', /book\.example\/dave/)
    await phones.page.getByRole('button', { name: /Move time on\. It is/ }).waitFor()
  })

  test(
    'all of it works by keyboard: Tab reaches everything, Enter sends, Escape closes and goes back',
    async () => {
      const { page, phone, trace } = phones
      expect(await phones.unreachedByTab()).toEqual([])
      const box = phone('Customer').getByLabel('Message from Customer')
      await box.focus()
      await page.keyboard.type('is anybody')
      await page.keyboard.press('Shift+Enter')
      await page.keyboard.type('there?')
      await page.keyboard.press('Enter')
      await phone('Customer').getByText('is anybody\nthere?').waitFor()
      expect(await box.inputValue()).toBe('')
      const why = phone('Customer').getByRole('button', { name: 'Why this answer?' }).first()
      await why.focus()
      await page.keyboard.press('Enter')
      await trace().waitFor()
      await page.keyboard.press('Escape')
      expect(await trace().count()).toBe(0)
      expect(await page.evaluate('document.activeElement.ariaLabel')).toBe('Why this answer?')
      await phones.world.settle()
    },
    A_BUSY_MACHINE_MS,
  )

  test.each([
    ['a desk', wide],
    ['a telephone', { width: 390, height: 844 }],
    ['a small telephone', { width: 360, height: 740 }],
  ])(
    'on %s nothing sticks out and nobody is shut out, by day and by night, whatever is open',
    async (_name, size) => {
      const { page, phone } = phones
      await page.setViewportSize(size)
      const check = async () => {
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(size.width)
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
          expect(await phones.seriousFaults()).toEqual([])
        }
      }
      await check()
      await page.getByRole('button', { name: /Move time on/ }).click()
      await check()
      const unit = page.getByLabel('Unit')
      await unit.selectOption('minutes')
      const [given, needed] = await unit.evaluate((select) => {
        const given = select.clientWidth
        select.style.width = 'max-content'
        const needed = select.clientWidth
        select.style.width = ''
        return [given, needed]
      })
      expect(given).toBeGreaterThanOrEqual(needed ?? 0)
      await page.keyboard.press('Escape')
      await phone('Customer').getByRole('button', { name: 'Why this answer?' }).first().click()
      await phones.trace().getByText('VAULT').waitFor()
      await check()
      await page.keyboard.press('Escape')
    },
    A_BUSY_MACHINE_MS,
  )

  test('on a narrow screen a text can be sent, and news on another phone is marked', async () => {
    const { page, textFrom, shown } = phones
    await page.setViewportSize({ width: 390, height: 844 })
    const tabs = page.getByRole('navigation', { name: 'Phones' })
    await tabs.getByRole('button', { name: 'Customer 2' }).click()
    await textFrom('Customer 2', 'the tap burst, water everywhere, please hurry')
    await shown('Customer 2', /the tap burst/)
    await tabs.getByRole('button', { name: /Dave.*new/ }).waitFor({ timeout: 10_000 })
    await phones.world.settle()
  })

  test('the page works without a complaint', () => {
    expect(phones.complaints).toEqual([])
  })
})
