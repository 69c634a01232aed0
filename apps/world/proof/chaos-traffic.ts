/** Who texts: single texts, conversations step by step, and bursts, each from a phone of its own. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { TestClient } from '../test/operator.ts'
import type { ChaosWorld } from './chaos-world.ts'
import type { Chance } from './seeded.ts'

interface SentText {
  /** Milliseconds since 1970. */
  sentAt: number
  /** null: Twilio heard no 200, whatever became of it. */
  acknowledgedAt: number | null
}

export interface Person {
  kind: 'single' | 'steps' | 'burst'
  phone: string
  client: TestClient
  texts: SentText[]
}

/** Each names one thing, and an answer by the rules names it back; the first is answered with the booking link. */
const script = [
  'I need a tap fitted',
  'the address is 12 Elm Road, Leeds',
  'Friday afternoon would suit me',
  'my name is Anna Smith',
]

export interface Crowd {
  people: readonly Person[]
  /** Resolves when everybody has said everything. */
  finish(): Promise<void>
}

interface CrowdOf {
  ai: readonly TestClient[]
  rules: readonly TestClient[]
  perSecond: number
  seconds: number
  chance: Chance
}

export async function letThemText(world: ChaosWorld, of: CrowdOf): Promise<Crowd> {
  const people: Person[] = []
  const talking: Promise<void>[] = []
  const until = performance.now() + of.seconds * 1_000
  while (performance.now() < until) {
    const person = newPerson(people.length, of)
    people.push(person)
    talking.push(talk(world, person, of.chance))
    await sleep((1_000 / of.perSecond) * 2 * of.chance())
  }
  return {
    people,
    async finish() {
      await Promise.all(talking)
    },
  }
}

function newPerson(n: number, { ai, rules, chance }: CrowdOf): Person {
  const kind = chance() < 0.5 ? 'single' : chance() < 0.5 ? 'steps' : 'burst'
  const clients = kind === 'steps' ? rules : ai
  const client = clients[Math.floor(chance() * clients.length)]
  if (!client) throw new Error('nobody to text')
  return { kind, phone: phoneOf(n), client, texts: [] }
}

async function talk(world: ChaosWorld, person: Person, chance: Chance): Promise<void> {
  const say = async (body: string) => {
    const text: SentText = { sentAt: Date.now(), acknowledgedAt: null }
    person.texts.push(text)
    const { webhookStatus } = await world.twilio.receive({ from: person.phone, to: person.client.twilioNumber, body })
    if (webhookStatus === 200) text.acknowledgedAt = Date.now()
  }
  switch (person.kind) {
    case 'single':
      return say(script[0] ?? '')
    case 'steps':
      for (const body of script) {
        await say(body)
        await sleep(600 + 600 * chance())
      }
      return
    case 'burst': {
      const said: Promise<void>[] = []
      for (const body of script) {
        said.push(say(body))
        await sleep(10 + 50 * chance())
      }
      await Promise.all(said)
    }
  }
}

/** Fictional numbers, 555-0100 to 555-0199 of each area code. */
function phoneOf(n: number): string {
  return `+1${201 + (Math.floor(n / 100) % 799)}55501${String(n % 100).padStart(2, '0')}`
}
