import type { SimulatedMessage } from '@jobrun/simulators/twilio/message'
import { expect, test } from 'vitest'
import type { TestClient } from '../test/operator.ts'
import { judge } from './chaos-judge.ts'
import type { Person } from './chaos-traffic.ts'

const client = { bookingUrl: 'https://book.example/c1', phoneNumber: '+447700900130' } as TestClient
const phone = '+12015550100'
const link = 'Book here: https://book.example/c1'
const notes = ['the address', 'the time you would like', 'your name'].map((what) => `Got it, we have noted ${what}.`)

const person = (kind: Person['kind'], acknowledged = true): Person => ({
  kind,
  phone,
  client,
  texts: (kind === 'single' ? [0] : [0, 100, 200, 300]).map((sentAt) => ({
    sentAt,
    acknowledgedAt: acknowledged ? sentAt + 5 : null,
  })),
})

const sent = (bodies: readonly string[], more: Partial<SimulatedMessage> = {}): SimulatedMessage[] =>
  bodies.map((body, n) => ({
    ...({ direction: 'outbound-api', to: phone, body, createdAt: n * 100 + 50 } as SimulatedMessage),
    statusCallback: `https://jobrun.example/api/twilio/status?message=${n}`,
    ...more,
  }))

const found = (one: Person, ledger: SimulatedMessage[]) => {
  const { lost, doubled, outOfOrder, invented } = judge([one], ledger)
  return Object.entries({ lost, doubled, outOfOrder, invented })
    .filter(([, faults]) => faults.length > 0)
    .map(([name]) => name)
}

test.each<[string, Person, SimulatedMessage[], string[]]>([
  ['a single text answered', person('single'), sent([link]), []],
  ['one that is not', person('single'), [], ['lost']],
  ['one that nobody took', person('single', false), [], []],
  ['one answered twice', person('single'), sent([link, 'again']), ['doubled']],
  [
    'one message that left twice',
    person('burst'),
    sent([link, 'b'], { statusCallback: 'x', createdAt: 900 }),
    ['doubled'],
  ],
  [
    'a text to a stranger',
    person('single'),
    [...sent([link]), ...sent(['hello'], { to: '+12015550199', statusCallback: 'y' })],
    ['invented'],
  ],
  ['four steps answered one by one', person('steps'), sent([link, ...notes]), []],
  [
    'two steps answered together',
    person('steps'),
    sent([link, notes[0] ?? '', `${notes[1]} ${notes[2]}`]).map((one, n) => ({
      ...one,
      createdAt: n === 2 ? 350 : one.createdAt,
    })),
    [],
  ],
  ['a step that nobody answered', person('steps'), sent([link, notes[0] ?? '', notes[2] ?? '', 'x']), ['lost']],
  [
    'a step answered twice',
    person('steps'),
    sent([link, notes[0] ?? '', notes[0] ?? '', `${notes[1]} ${notes[2]}`]),
    ['doubled'],
  ],
  [
    'steps answered the other way round',
    person('steps'),
    sent([link, notes[1] ?? '', notes[0] ?? '', notes[2] ?? '']),
    ['outOfOrder'],
  ],
])('the judge of the chaos: %s', (_, one, ledger, faults) => {
  expect(found(one, ledger)).toEqual(faults)
})
