/** Whole stories, each with what has to have come of it whatever happened on the way. Judged by the handsets. */
import type { TestClient } from '../test/operator.ts'
import type { Lane } from './lane.ts'

export interface Story {
  /** Everybody who may hear of it. */
  people: readonly string[]
  /** What may go wrong begins here. */
  play(): Promise<unknown>
  /** What is not as it has to be. */
  faults(): string[] | Promise<string[]>
}

export interface Scenario {
  name: string
  replicas: number
  begin(lane: Lane, clients: Clients): Promise<Story>
}

export interface Clients {
  elm: TestClient
}

export async function addClients(lane: Lane): Promise<Clients> {
  return { elm: await lane.addClient({ businessName: 'Elm Plumbing', ownerName: 'Sam' }) }
}

/** The stand-in ends every text to it undelivered, with 30006. */
const LANDLINE = '+447700900916'
const job = 'I need a tap fitted in Leeds'

export function heard(lane: Lane, number: string): string[] {
  return lane.twilio
    .handset(number)
    .filter(({ direction, automatic }) => direction === 'out' && !automatic)
    .map(({ body }) => body)
}

const exactly = (what: string, expected: number, found: readonly string[]) =>
  found.length === expected ? [] : [`${what}: ${found.length} instead of ${expected}: ${JSON.stringify(found)}`]

/** Whoever is told nothing now is told later. */
const text = (lane: Lane, client: TestClient, from: string, body: string, times = 1) =>
  lane.twilio.receive({ from, to: client.twilioNumber, body, times })

async function burstOf(lane: Lane, client: TestClient, who: string, times: number) {
  for (const body of ['I need a tap fitted', 'it is in Leeds', 'on Friday please'])
    await text(lane, client, who, body, times)
}

/** One answer to the whole burst, or to each part of it that was seen alone; the link is given once. */
function burstFaults(lane: Lane, client: TestClient, who: string): string[] {
  const answers = heard(lane, who)
  const links = answers.filter((body) => body.includes(client.bookingUrl ?? 'no link'))
  return [
    ...(answers.length < 1 || answers.length > 3 ? exactly('answers to a burst', 1, answers) : []),
    ...exactly('booking links', 1, links),
    ...(links[0] === answers[0] ? [] : ['the link did not come first']),
  ]
}

export const scenarios: readonly Scenario[] = [
  {
    name: 'a plain text',
    replicas: 1,
    async begin(lane, { elm }) {
      const who = lane.customer()
      return {
        people: [who],
        play: () => text(lane, elm, who, job),
        faults: () => exactly('booking links', 1, heard(lane, who)).concat(wrongLink(lane, elm, who)),
      }
    },
  },
  {
    name: 'a burst',
    replicas: 1,
    async begin(lane, { elm }) {
      const who = lane.customer()
      return {
        people: [who],
        play: () => burstOf(lane, elm, who, 1),
        faults: () => burstFaults(lane, elm, who),
      }
    },
  },
  {
    name: 'eight people at the same moment',
    replicas: 1,
    async begin(lane, { elm }) {
      const people = Array.from({ length: 8 }, () => lane.customer())
      return {
        people,
        play: () => Promise.all(people.map((who) => text(lane, elm, who, job))),
        faults: () =>
          people.flatMap((who) => exactly('booking links', 1, heard(lane, who)).concat(wrongLink(lane, elm, who))),
      }
    },
  },
  {
    name: 'an urgent one with the owner’s alert',
    replicas: 1,
    async begin(lane, { elm }) {
      const who = lane.customer()
      const before = heard(lane, elm.phoneNumber).length
      return {
        people: [who, elm.phoneNumber],
        play: () => text(lane, elm, who, 'burst pipe in the kitchen, water everywhere, 12 Elm Road Leeds'),
        faults: () => [
          ...exactly('answers', 1, heard(lane, who)),
          ...exactly('alerts', 1, heard(lane, elm.phoneNumber).slice(before)),
        ],
      }
    },
  },
  {
    name: 'STOP',
    replicas: 1,
    async begin(lane, { elm }) {
      const who = lane.customer()
      await text(lane, elm, who, job)
      await lane.settle()
      return {
        people: [who, elm.phoneNumber],
        async play() {
          await text(lane, elm, who, 'STOP')
          await text(lane, elm, who, 'are you still there?')
        },
        async faults() {
          const tried = await lane.rows('select body from outbox where to_number = $1 and attempt > 0', [who])
          return [
            ...exactly('texts sent or tried', 1, tried.map(String)),
            ...exactly('texts from us', 1, heard(lane, who)),
          ]
        },
      }
    },
  },
  {
    name: 'a held reply released',
    replicas: 1,
    async begin(lane, { elm }) {
      const who = lane.customer()
      await pause(lane, elm, true)
      await text(lane, elm, who, job)
      await lane.settle()
      await pause(lane, elm, false)
      return {
        people: [who],
        play: () => release(lane, elm),
        faults: () => exactly('answers', 1, heard(lane, who)).concat(wrongLink(lane, elm, who)),
      }
    },
  },
  {
    name: 'a delivery failure',
    replicas: 1,
    async begin(lane) {
      const client = await lane.addClient()
      const before = heard(lane, LANDLINE).length
      return {
        people: [LANDLINE, client.phoneNumber],
        play: () => text(lane, client, LANDLINE, job),
        faults: () => [
          ...exactly('replies tried', 1, heard(lane, LANDLINE).slice(before)),
          ...exactly('notices to the owner', 1, heard(lane, client.phoneNumber)),
        ],
      }
    },
  },
  {
    name: 'two replicas on one conversation',
    replicas: 2,
    async begin(lane, { elm }) {
      const who = lane.customer()
      return {
        people: [who],
        play: () => burstOf(lane, elm, who, 2),
        faults: () => burstFaults(lane, elm, who),
      }
    },
  },
  {
    name: 'an answer that Twilio took without saying so',
    replicas: 1,
    begin: (lane, clients) => withSendFault(lane, clients, 'accept-then-drop'),
  },
  {
    name: 'an answer that never reached Twilio',
    replicas: 1,
    begin: (lane, clients) => withSendFault(lane, clients, 'reset'),
  },
  {
    name: 'a start with a text waiting',
    replicas: 1,
    async begin(lane, { elm }) {
      const who = lane.customer()
      await lane.stopAll()
      return {
        people: [who],
        async play() {
          const received = text(lane, elm, who, job)
          await lane.bootAll()
          await received
        },
        faults: () => exactly('answers', 1, heard(lane, who)).concat(wrongLink(lane, elm, who)),
      }
    },
  },
]

/** No callback tells how it ended, so that only the reconciler can. */
async function withSendFault(lane: Lane, { elm }: Clients, kind: 'accept-then-drop' | 'reset'): Promise<Story> {
  const who = lane.customer()
  return {
    people: [who],
    async play() {
      lane.twilio.set({ callbackCopies: 0 })
      lane.twilio.failNextSends({ kind })
      await text(lane, elm, who, job)
      await lane.settle().finally(() => lane.twilio.clearFaults())
    },
    faults: () => exactly('answers', 1, heard(lane, who)).concat(wrongLink(lane, elm, who)),
  }
}

function wrongLink(lane: Lane, { bookingUrl }: TestClient, who: string): string[] {
  return heard(lane, who)
    .filter((body) => !body.includes(bookingUrl ?? 'no link'))
    .map((body) => `not the right answer: ${body}`)
}

async function pause(lane: Lane, { id }: TestClient, outboundPaused: boolean): Promise<void> {
  const { status, json } = await lane.admin('PUT', `/clients/${id}/switches`, { outboundPaused, reason: 'a proof' })
  if (status !== 200) throw new Error(`the switch was refused: ${JSON.stringify(json)}`)
}

const TRIES = 20

/** As an operator who is told of an error: asks again until it is done. */
async function release(lane: Lane, { id }: TestClient): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const answer = await lane
      .admin('POST', `/clients/${id}/held/release`, { reason: 'a proof' })
      .catch(() => ({ status: 0, json: null }))
    if (answer.status === 200) return
  }
  throw new Error('the release was refused again and again')
}
