import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DAVE } from '../src/seed-world.ts'
import { findBrowser, howToInstall } from './browser.ts'
import { openPhones, type PhonesPage } from './phones-page.ts'

const browser = findBrowser()
const picture = fileURLToPath(new URL('../../../docs/images/call.png', import.meta.url))

describe.skipIf(browser === null)(`calls on the phones page (where there is no browser: ${howToInstall})`, () => {
  let phones: PhonesPage

  beforeAll(async () => {
    phones = await openPhones(browser ?? '', { width: 1_440, height: 860 })
  })
  afterAll(() => phones?.close())

  const open = (label: string) =>
    phones
      .phone(label)
      .getByRole('button', { name: `Call from ${label}’s phone` })
      .click()
  const pad = (label: string) => phones.phone(label).getByRole('form', { name: `Dial on ${label}’s phone` })
  async function callFrom(label: string, whom: string, as?: string) {
    if ((await pad(label).count()) === 0) await open(label)
    await pad(label).getByRole('button', { name: whom }).click()
    if (as) await pad(label).getByLabel('Call', { exact: true }).selectOption({ label: as })
    await pad(label).getByRole('button', { name: 'Call', exact: true }).click()
  }
  const say = (label: string) => phones.phone(label).getByRole('region', { name: `${label}’s call` })
  const incoming = (label: string) => phones.phone(label).getByRole('region', { name: `A call on ${label}’s phone` })
  const over = (label: string) => say(label).getByRole('button', { name: 'Done' })

  test('a call that is answered is a talk, and nobody is texted', async () => {
    await callFrom('Customer', 'Dave (owner)')
    await incoming('Dave (owner)').getByRole('button', { name: 'Answer' }).click()
    await say('Customer').getByText('You are talking to Dave (owner).').waitFor()
    await incoming('Dave (owner)').getByRole('button', { name: 'Hang up' }).click()
    await over('Customer').click()
    await phones.world.settle()
    expect(phones.world.heard('+447700900301')).toEqual([])
  })

  test('the owner dials the code, and what they decline or do not answer reaches us: sentence, tone, message, text', async () => {
    const { page, world } = phones
    await open('Dave (owner)')
    for (const code of ['61', '67']) {
      await pad('Dave (owner)').getByLabel('Number or code').fill(`**${code}*${DAVE.ownNumber}#`)
      await pad('Dave (owner)').getByRole('button', { name: 'Call', exact: true }).click()
      await pad('Dave (owner)').getByText('registration was successful').waitFor()
    }
    await pad('Dave (owner)').getByRole('button', { name: 'Close' }).click()
    await callFrom('Customer', 'Dave (owner)')
    await incoming('Dave (owner)').getByRole('button', { name: 'Decline' }).waitFor()
    expect(await phones.seriousFaults()).toEqual([])
    await say('Customer')
      .getByText(/Sorry, Dave's Plumbing can't take your call/)
      .waitFor({ timeout: 15_000 })
    await say('Customer').getByLabel('After the tone, say:').fill('My kitchen tap drips, please ring me')
    await phones.shown('Customer', /this is Dave's Plumbing. Sorry we missed your call/)
    expect(await phones.seriousFaults()).toEqual([])
    if (!existsSync(picture) || process.env.UPDATE_PICTURES) {
      await mkdir(dirname(picture), { recursive: true })
      await page.screenshot({ path: picture, scale: 'css', animations: 'disabled' })
    }
    await say('Customer').getByRole('button', { name: 'Leave message' }).click()
    await over('Customer').click()
    await world.settle()
    expect(await world.rows('select kind, forwarded_from, transcription from calls')).toEqual([
      { kind: 'missed', forwarded_from: DAVE.ownerPhone, transcription: 'My kitchen tap drips, please ring me' },
    ])
    await phones.textFrom('Customer', 'My kitchen tap drips, I am in Leeds')
    await phones.shown('Customer', /book\.example\/dave/)
  })

  test.each([
    ['Hiding my number', 'withheld'],
    ['From a landline, which takes no texts', 'landline'],
  ])('a caller can be one who is not texted: %s', async (as, because) => {
    const { world } = phones
    await callFrom('Customer', 'Dave (owner)', as)
    await incoming('Dave (owner)').getByRole('button', { name: 'Decline' }).click()
    await say('Customer').getByRole('button', { name: 'Hang up' }).click()
    await over('Customer').click()
    await world.settle()
    const told = await world.rows(
      `select coalesce(c.no_text, o.reason) as because from calls c left join outbox o on o.dedupe_key = 'text-back:' || c.call_sid
       order by c.started_at desc limit 1`,
    )
    expect(told).toEqual([{ because }])
  })

  test('a word that is neither number nor code is answered with a sentence', async () => {
    await open('Founder')
    await pad('Founder').getByLabel('Number or code').fill('Dave')
    await pad('Founder').getByRole('button', { name: 'Call', exact: true }).click()
    await pad('Founder').getByText('Dial a number such as').waitFor()
    await pad('Founder').getByRole('button', { name: 'Close' }).click()
  })

  test('on a telephone the pad fits, by keyboard too', async () => {
    await phones.page.setViewportSize({ width: 360, height: 740 })
    await open('Customer')
    expect(await phones.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
    expect(await phones.unreachedByTab()).toEqual([])
    expect(await phones.seriousFaults()).toEqual([])
  })

  test('the page works without a complaint', () => {
    expect(phones.complaints).toEqual([])
  })
})
