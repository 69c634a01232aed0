/** The whole story on the phones page: an owner signs up, pays, diverts, rings; a customer rings, is missed, and books. */
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { ONBOARDING_NUMBER } from '../src/boot-world.ts'
import { stock } from '../src/seed-world.ts'
import { findBrowser, howToInstall } from './browser.ts'
import { openPhones, type PhonesPage } from './phones-page.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const browser = findBrowser()
const picture = fileURLToPath(new URL('../../../docs/images/sign-up.png', import.meta.url))
const [number = ''] = stock
/** The name that a phone gets which is added to the page. */
const owner = 'Customer 2'

describe.skipIf(browser === null)(`signing up on the phones page (where there is no browser: ${howToInstall})`, () => {
  let phones: PhonesPage

  beforeAll(async () => {
    phones = await openPhones(browser ?? '', { width: 1_440, height: 860 })
  })
  afterAll(() => phones?.close())

  const asks = async (words: string, answer: RegExp) => {
    await phones.textFrom(owner, words)
    await phones.shown(owner, answer)
  }
  const dial = async (label: string, digits: string) => {
    const pad = phones.phone(label).getByRole('form', { name: `Dial on ${label}’s phone` })
    if ((await pad.count()) === 0)
      await phones
        .phone(label)
        .getByRole('button', { name: `Call from ${label}’s phone` })
        .click()
    await pad.getByLabel('Number or code').fill(digits)
    await pad.getByRole('button', { name: 'Call', exact: true }).click()
    return pad
  }
  /** Rings the owner's phone, which nobody answers, and says nothing after the tone. */
  const ring = async (label: string, heard: RegExp) => {
    await dial(label, (await ownersPhone()) ?? '')
    const call = phones.phone(label).getByRole('region', { name: `${label}’s call` })
    await call.getByText(heard).waitFor({ timeout: 40_000 })
    const hangUp = call.getByRole('button', { name: 'Hang up' })
    if ((await hangUp.count()) > 0) await hangUp.click()
    await call.getByRole('button', { name: 'Done' }).click()
  }
  const ownersPhone = async () => (await phones.phone(owner).locator('.whose p').textContent())?.replace(/[^+\d]/g, '')

  test('a new phone texts JobRun, and five answers lead to the payment link', async () => {
    await phones.page.getByRole('button', { name: 'Add a phone' }).click()
    await phones.phone(owner).getByLabel('Texts to').selectOption(ONBOARDING_NUMBER)
    await asks('Plumber in Leeds', /What is your business called/)
    await asks('Leeds Plumbing', /your own name/)
    await asks('Olivia', /Thanks, Olivia!.*Reply 1/)
    await asks('1', /Leeds Plumbing.*£49 a month/)
    await phones.world.settle()
  })

  test('the link opens the payment page, and paying there brings the number', async () => {
    const opening = phones.page.context().waitForEvent('page')
    await phones.phone(owner).getByRole('log').getByRole('link').last().click()
    const payment = await opening
    await payment.getByRole('heading', { name: '£49.00 a month' }).waitFor()
    await payment.getByRole('button', { name: 'Pay', exact: true }).click()
    await payment.getByRole('heading', { name: 'Thank you' }).waitFor()
    await payment.close()
    await phones.shown(owner, new RegExp(`Payment received.*\\${number}`))
  })

  test('the code that was texted is dialled, the test call is let ring, and the owner is live', async () => {
    await asks('iphone', /dial/)
    const steps = (await phones.phone(owner).getByRole('log').textContent()) ?? ''
    const [code = ''] = new RegExp(`\\*\\*61\\*\\${number}[^#]*#`).exec(steps) ?? []
    const pad = await dial(owner, code)
    await pad.getByText('registration was successful').waitFor()
    await pad.getByRole('button', { name: 'Close' }).click()
    await asks('DONE', /ring your business number from another phone/)
    await ring('Founder', /your call came through/)
    await phones.shown(owner, /Leeds Plumbing is live/)
    await asks('LINK https://book.example/leeds', /book\.example\/leeds/)
    if (!existsSync(picture) || process.env.UPDATE_PICTURES) {
      await mkdir(dirname(picture), { recursive: true })
      await phones.page.screenshot({ path: picture, scale: 'css', animations: 'disabled' })
    }
  })

  test('a customer rings, is missed, is texted back, answers, and gets the booking link', async () => {
    await ring('Customer', /Leeds Plumbing can't take your call/)
    await phones.shown('Customer', /this is Leeds Plumbing. Sorry we missed your call/)
    await phones.phone('Customer').getByLabel('Texts to').selectOption(number)
    await phones.textFrom('Customer', 'My kitchen tap drips, I am in Leeds')
    await phones.shown('Customer', /book\.example\/leeds/)
    await phones.world.settle()
    expect(phones.complaints).toEqual([])
  })
})
