// What the stand-in shows against Stripe's fixtures of 2026 and, for an old API version, its description of 2023.
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Json, official } from './official.ts'
import { type StripeWorld, secretKey, startStripeWorld } from './stripe-world.ts'

let world: StripeWorld
const paths: Record<string, string> = {
  account: '/v1/account',
  price: '/v1/prices/price_simulated_monthly',
  product: '/v1/products/prod_simulated',
  event: '/v1/events?limit=1',
}
beforeAll(async () => {
  world = await startStripeWorld()
  const { id, customer, latest_invoice } = await world.subscribed(0, 'good')
  const [session] = (await world.client.checkout.sessions.list({ subscription: id })).data
  const refund = world.simulator.refund(id, 100)
  const dispute = world.simulator.dispute(id)
  const [charge] = (await world.client.charges.list({ customer: String(customer) })).data
  Object.assign(paths, {
    customer: `/v1/customers/${customer}`,
    subscription: `/v1/subscriptions/${id}`,
    invoice: `/v1/invoices/${latest_invoice}`,
    charge: `/v1/charges/${charge?.id}`,
    refund: `/v1/refunds?charge=${charge?.id}`,
    dispute: `/v1/disputes/${dispute}`,
    'checkout.session': `/v1/checkout/sessions/${session?.id}`,
  })
  expect(refund).toMatch(/^re_/)
})
afterAll(() => world.stop())

async function read(path: string, version = '2026-10-28.endive'): Promise<Json> {
  const headers = { authorization: `Bearer ${secretKey}`, 'stripe-version': version }
  const shown = (await (await fetch(world.simulator.url + path, { headers })).json()) as Json
  return shown.object === 'list' ? ((shown.data as Json[])[0] ?? {}) : shown
}

const newKinds = [
  'account',
  'price',
  'product',
  'customer',
  'subscription',
  'invoice',
  'charge',
  'refund',
  'dispute',
  'event',
  'checkout.session',
]

test.each(newKinds)('%s holds only fields that Stripe has, of the same kind', async (name) => {
  const shown = await read(paths[name] ?? '')
  expect(shown.object).toBe(name)
  const fixture = official<Record<string, Json>>('stripe_fixtures3.json.gz')?.[name] ?? shown
  const kind = (value: unknown) => (value === null || value === undefined ? 'empty' : typeof value)
  expect(Object.keys(shown).filter((field) => !(field in fixture))).toEqual([])
  const differing = Object.keys(shown).filter((field) => {
    const pair = [kind(shown[field]), kind(fixture[field])]
    return pair[0] !== pair[1] && !pair.includes('empty')
  })
  expect(differing).toEqual([])
  const few = ['account', 'event', 'customer']
  const absent = Object.keys(fixture).filter((field) => !(field in shown))
  if (!few.includes(name)) expect(absent.filter((field) => !notShown.includes(field))).toEqual([])
})

/** Newer or rarer than what JobRun could meet, or given only when expanded. */
const notShown = [
  'managed_payments',
  'billing_schedules',
  'integration_identifier',
  'customer_account',
  'refunds',
  'payment_method',
  'subscription',
]

test.each([
  ['subscription', ['current_period_end', 'items']],
  ['invoice', ['subscription', 'charge', 'paid']],
  ['charge', ['invoice']],
])('an old caller sees a %s as it was described in 2023', async (name, fields) => {
  const shown = await read(paths[name] ?? '', '2023-08-16')
  for (const field of fields) expect(shown[field]).toBeTruthy()
  const described = describedIn2023(name)
  const strange = Object.keys(shown).filter((field) => described && !described.properties.includes(field))
  expect(strange.filter((field) => !laterAdditions.includes(field))).toEqual([])
  expect((described?.required ?? []).filter((field) => !(field in shown))).toEqual([])
})

/** Came between that description and the version in which the places moved; `source` is older and not described. */
const laterAdditions = [
  'billing_cycle_anchor_config',
  'invoice_settings',
  'issuer',
  'automatically_finalizes_at',
  'rendering',
  'source',
]

/** Read line by line: the whole description takes seconds to parse. */
function describedIn2023(name: string): { properties: string[]; required: string[] } | null {
  const address = new URL('../../../../shared/specs/stripe_spec3_2023-09-12.yaml.gz', import.meta.url)
  if (!existsSync(address)) return null
  const lines = gunzipSync(readFileSync(address)).toString('utf8').split('\n')
  const start = lines.indexOf(`    ${name}:`)
  const end = lines.findIndex((line, index) => index > start && /^ {4}\S/.test(line))
  const block = lines.slice(start, end)
  const from = (heading: string, pattern: RegExp) => {
    const begin = block.indexOf(`      ${heading}:`)
    const stop = block.findIndex((line, index) => index > begin && /^ {6}\S/.test(line))
    return block.slice(begin + 1, stop === -1 ? undefined : stop).flatMap((line) => pattern.exec(line)?.[1] ?? [])
  }
  return { properties: from('properties', /^ {8}(\w+):/), required: from('required', /^ {8}- (\w+)/) }
}
