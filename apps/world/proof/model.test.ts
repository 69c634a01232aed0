import fc from 'fast-check'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { brokenInvariants } from '../test/invariants.ts'
import { signedPost } from '../test/signed-post.ts'
import { type Lane, openLane } from './lane.ts'
import { addClients, type Clients, heard } from './scenarios.ts'

let lane: Lane
let clients: Clients

beforeAll(async () => {
  lane = await openLane(inject('testServer'))
  clients = await addClients(lane)
})
afterAll(() => lane?.close())

/** What a customer's phone has to show, after everything that was done so far. */
interface Model {
  texts: number
  answers: number
  optedOut: boolean
  paused: boolean
  /** When each held answer was held, by the world's clock. */
  heldAt: number[]
}

interface Told {
  who: string
  lastForm: Record<string, string> | null
}

const LAPSES_AFTER_MS = 30 * 60_000

type Act = (model: Model, told: Told) => Promise<void>

const actions: Record<string, fc.Arbitrary<{ name: string; act: Act }>> = {
  text: fc.constant({ name: 'text', act: (model, told) => say(model, told, job(model)) }),
  textInACrash: fc.integer({ min: 0, max: 120 }).map((afterMs) => ({
    name: `text, and all are killed ${afterMs} ms later`,
    act: async (model, told) => {
      setTimeout(() => lane.killAll(), afterMs)
      await say(model, told, job(model))
    },
  })),
  duplicate: fc.integer({ min: 1, max: 3 }).map((times) => ({
    name: `the last webhook ${times} times more`,
    act: async (_, { lastForm }) => {
      if (lastForm) await Promise.all(Array.from({ length: times }, () => post('/api/twilio/sms', lastForm)))
    },
  })),
  stop: fc.constantFrom('STOP', 'stop.', 'Unsubscribe').map((word) => ({
    name: word,
    act: async (model, told) => {
      await hand(told, word)
      model.optedOut = true
    },
  })),
  start: fc.constantFrom('START', 'unstop').map((word) => ({
    name: word,
    act: async (model, told) => {
      await hand(told, word)
      model.optedOut = false
    },
  })),
  pause: fc.boolean().map((outboundPaused) => ({
    name: outboundPaused ? 'pause' : 'no pause',
    act: async (model) => {
      await setPaused(outboundPaused)
      model.paused = outboundPaused
    },
  })),
  release: fc.constant({
    name: 'release',
    act: async (model) => {
      await lane.admin('POST', `/clients/${clients.elm.id}/held/release`, { reason: 'a model' })
      if (model.paused || model.optedOut) return
      const go = fresh(model)
      model.answers += go.length
      model.heldAt = model.heldAt.filter((at) => !go.includes(at))
    },
  }),
  callbacks: fc
    .array(fc.constantFrom('queued', 'sending', 'sent', 'delivered'), { minLength: 1, maxLength: 4 })
    .map((statuses) => ({
      name: `callbacks ${statuses}`,
      act: async (_, { who }) => {
        const ours = lane.twilio.ledger().filter(({ to, direction }) => to === who && direction === 'outbound-api')
        for (const status of statuses)
          for (const { sid, statusCallback } of ours.slice(-2)) {
            const { pathname, search } = new URL(statusCallback ?? '')
            await post(`${pathname}${search}`, { MessageSid: sid, MessageStatus: status })
          }
      },
    })),
  jump: fc.integer({ min: 1, max: 90 }).map((minutes) => ({
    name: `${minutes} minutes later`,
    act: async () => lane.clock.advance(minutes * 60_000),
  })),
}

const fresh = ({ heldAt }: Model) => heldAt.filter((at) => lane.clock.now().getTime() - at < LAPSES_AFTER_MS - 5_000)

const job = ({ texts }: Model) => `I need tap number ${texts + 1} fitted in Leeds`

async function say(model: Model, told: Told, body: string): Promise<void> {
  await hand(told, body)
  model.texts++
  if (model.optedOut) return
  if (model.paused) model.heldAt.push(lane.clock.now().getTime())
  else model.answers++
}

/** Twice the way of a handset: known to the stand-in, and a form that can be posted again. */
async function hand(told: Told, body: string): Promise<void> {
  const { messageSid } = await lane.twilio.receive({ from: told.who, to: clients.elm.twilioNumber, body })
  told.lastForm = { MessageSid: messageSid, From: told.who, To: clients.elm.twilioNumber, Body: body, NumMedia: '0' }
}

function post(path: string, fields: Record<string, string>) {
  const { TWILIO_AUTH_TOKEN: authToken = '', TWILIO_ACCOUNT_SID: AccountSid = '' } = lane.environment
  const { url } = lane.front
  return signedPost({ url, publicBaseUrl: url, path, fields: { AccountSid, ...fields }, authToken })
}

async function setPaused(outboundPaused: boolean): Promise<void> {
  const { status } = await lane.admin('PUT', `/clients/${clients.elm.id}/switches`, {
    outboundPaused,
    reason: 'a model',
  })
  expect(status).toBe(200)
}

const history = fc.array(fc.oneof(...Object.values(actions)), { minLength: 3, maxLength: 12 })

test('after any history of texts, repeats, STOP, switches, releases, callbacks, crashes and jumps of the clock, a phone shows what the model says', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (acts) => {
      await setPaused(false)
      await lane.admin('POST', `/clients/${clients.elm.id}/held/drop`, { reason: 'a new history' })
      const model: Model = { texts: 0, answers: 0, optedOut: false, paused: false, heldAt: [] }
      const told: Told = { who: lane.customer(), lastForm: null }
      for (const { name, act } of acts) {
        await act(model, told)
        await lane.settle()
        expect(heard(lane, told.who), `after ${name}`).toHaveLength(model.answers)
      }
      expect(await brokenInvariants(lane.rows, lane.twilio.ledger())).toEqual([])
    }),
    { numRuns: 200, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: false },
  )
}, 90_000)
