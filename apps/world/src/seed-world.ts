/** The small world that the demo begins with, made through the operator's API like any other. */

export interface Handset {
  label: string
  number: string
  role: 'customer' | 'owner' | 'founder'
  textsTo: string
}

export const DAVE = { ownNumber: '+447700900100', ownerPhone: '+447700900200' }
const SPARK = { ownNumber: '+12025550110', ownerPhone: '+12025550120' }
const ROOFING = { ownNumber: '+447700900102', ownerPhone: '+447700900202' }

const clients = [
  {
    businessName: "Dave's Plumbing",
    ownerName: 'Dave',
    phoneNumber: DAVE.ownerPhone,
    twilioNumber: DAVE.ownNumber,
    region: 'GB',
    timezone: 'Europe/London',
    bookingUrl: 'https://book.example/dave',
    notificationPreference: 'SMS',
    forwardingEnabled: true,
    paymentActive: true,
  },
  {
    businessName: 'Bright Spark Electric',
    ownerName: 'Maria',
    phoneNumber: SPARK.ownerPhone,
    twilioNumber: SPARK.ownNumber,
    region: 'US',
    timezone: 'America/New_York',
    notificationPreference: 'SMS',
    forwardingEnabled: true,
    paymentActive: true,
  },
  {
    businessName: 'Northside Roofing',
    ownerName: 'Sam',
    phoneNumber: ROOFING.ownerPhone,
    twilioNumber: ROOFING.ownNumber,
    region: 'GB',
    timezone: 'Europe/London',
  },
] as const

/** What Dave lets his replies state. */
const davesFacts = [
  { kind: 'service', about: 'gas boilers', says: 'serviced and repaired, all makes' },
  { kind: 'service', about: 'leaks and burst pipes', says: 'found and mended' },
  { kind: 'service', about: 'bathrooms', says: 'designed and fitted' },
  { kind: 'area', says: 'Leeds, Otley, Ilkley and Wetherby' },
  { kind: 'hours', says: 'Monday to Friday 8 to 6, Saturday 9 to 1, closed on Sundays' },
  { kind: 'price', about: 'boiler service', says: '£80 including VAT' },
  { kind: 'price', about: 'call-out', says: '£60, the first half hour included' },
  { kind: 'answer', about: 'Do you take cards?', says: 'Cards, bank transfer and cash are all fine.' },
  {
    kind: 'answer',
    about: 'Are you gas safe registered?',
    says: 'Every engineer of ours is on the Gas Safe Register.',
  },
]

export const ownNumbers = [
  { number: DAVE.ownNumber, label: "Dave's Plumbing" },
  { number: SPARK.ownNumber, label: 'Bright Spark Electric (US, no booking link)' },
  { number: ROOFING.ownNumber, label: 'Northside Roofing (not set up yet)' },
]

/** Bought, and still nobody's: for the clients of README.md and docs/api.md. */
export const spareNumbers = ['+441134960150', '+441134960160']
/** Free numbers, for owners who sign up. */
export const stock = [
  '+441134960600',
  '+441134960601',
  '+441134960602',
  '+441134960603',
  '+12125550100',
  '+12125550101',
  '+12125550102',
]

export const handsets: readonly Handset[] = [
  { label: 'Customer', number: '+447700900301', role: 'customer', textsTo: DAVE.ownNumber },
  { label: 'Dave (owner)', number: DAVE.ownerPhone, role: 'owner', textsTo: DAVE.ownNumber },
  { label: 'Founder', number: '+447700900123', role: 'founder', textsTo: '+447700900000' },
]

/** What is there from an earlier start stays as it is. */
export async function seedWorld(baseUrl: string, adminApiKey: string): Promise<void> {
  const post = (path: string, body: object) =>
    fetch(`${baseUrl}/api/admin/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${adminApiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  for (const phoneE164 of stock) {
    const added = await post('numbers', { phoneE164 })
    if (added.status !== 201 && added.status !== 409) throw new Error(`A number of the demo: ${await added.text()}`)
  }
  for (const client of clients) {
    const answer = await post('clients', client)
    if (answer.status !== 201 && answer.status !== 409) {
      throw new Error(`The demo's ${client.businessName} could not be made: ${await answer.text()}`)
    }
    if (answer.status !== 201 || client.twilioNumber !== DAVE.ownNumber) continue
    const { id } = (await answer.json()) as { id: string }
    for (const fact of davesFacts) {
      const added = await post(`clients/${id}/facts`, { ...fact, reason: 'the demo' })
      if (added.status !== 201) throw new Error(`A fact of the demo could not be kept: ${await added.text()}`)
    }
  }
}
