/** The operator's side: calls with the key, and clients made through them. */
import type { World } from '../src/boot-world.ts'
import type { Row } from './judge.ts'
import { zoneWhereItIs } from './zones.ts'

export interface TestClient {
  id: string
  businessName: string
  ownerName: string
  phoneNumber: string
  twilioNumber: string
  bookingUrl: string | null
  missing: string[]
  live: boolean
}

interface Answered {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape is what they check
  json: any
}

type Operated = Pick<World, 'publicBaseUrl' | 'adminApiKey' | 'addNumber'>

interface Health {
  status: string
  checks: Record<string, { status: string; detail: string }>
}

async function ask(world: Operated, method: string, path: string, body?: unknown): Promise<Answered> {
  const answer = await fetch(`${world.publicBaseUrl}/api/admin${path}`, {
    method,
    headers: { authorization: `Bearer ${world.adminApiKey}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, json: await answer.json() }
}

/** Numbers that are in the account and in the pool, and point nowhere yet. */
export async function stock(world: Operated & Pick<World, 'twilio'>, numbers: readonly string[]): Promise<void> {
  for (const phoneE164 of numbers) {
    world.twilio.addNumber(phoneE164)
    const { status, json } = await ask(world, 'POST', '/numbers', { phoneE164 })
    if (status !== 201) throw new Error(`the number was refused: ${JSON.stringify(json)}`)
  }
}

export function operating(world: Operated) {
  const admin = (method: string, path: string, body?: unknown) => ask(world, method, path, body)
  let made = 0
  let customers = 0
  return {
    admin,
    /** What an operator is told of the service's health. */
    health: async (): Promise<Health> => {
      const headers = { authorization: `Bearer ${world.adminApiKey}` }
      return (await fetch(`${world.publicBaseUrl}/api/health`, { headers })).json() as Promise<Health>
    },
    /** What the operator is shown of one text. */
    trace: async (messageSid: string) => (await admin('GET', `/messages/${messageSid}/trace`)).json,
    /** A mobile that nobody has used here, outside those on which the stand-in fails. */
    customer: () => `+447700900${300 + customers++}`,
    /** A live client with a booking link, unless told otherwise. */
    async addClient(overrides: Row = {}, own: { knownToTwilio?: boolean } = {}): Promise<TestClient> {
      const number = 100 + made++
      const { status, json } = await admin('POST', '/clients', {
        businessName: `Client ${number}`,
        ownerName: 'Kim',
        phoneNumber: `+447700900${number + 30}`,
        twilioNumber: `+441134960${number}`,
        region: 'GB',
        // Broad daylight: notices leave at once.
        timezone: zoneWhereItIs(12),
        bookingUrl: `https://book.example/c${number}`,
        notificationPreference: 'SMS',
        forwardingEnabled: true,
        paymentActive: true,
        ...overrides,
      })
      if (status !== 201) throw new Error(`the client was refused: ${JSON.stringify(json)}`)
      if (own.knownToTwilio !== false) world.addNumber(json.twilioNumber)
      return json
    },
  }
}
