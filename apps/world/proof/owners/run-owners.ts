/** Many noisy owners through the real service on the stand-ins, a clock that is moved on, and then the judgement. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OnboardingState } from '@jobrun/domain/onboarding/states'
import { bootWorld, ONBOARDING_NUMBER, type World } from '../../src/boot-world.ts'
import { until } from '../../test/until.ts'
import { type Chance, seeded } from '../seeded.ts'
import { judgeOwners, type OwnersJudgement } from './judge-owners.ts'
import { type Act, type NoisyOwner, nextAct, noisyOwner } from './noisy-owner.ts'

export interface OwnersPlan {
  count: number
  seed: number
}

const ADMIN_KEY = 'key-of-the-owners'
const AT_ONCE = 24
const MOST_ACTS = 60
/** They text as fast as they are answered, all within a minute; a person who sends more is tired by then, and we fall silent at 20. */
const MOST_TEXTS_A_SITTING = 18
const ANSWERED_WITHIN_MS = 90_000
const HOUR_MS = 3_600_000

export async function runOwners({ count, seed }: OwnersPlan): Promise<OwnersJudgement> {
  const dataDir = mkdtempSync(join(tmpdir(), 'jobrun-owners-'))
  const world = await bootWorld({
    adminApiKey: ADMIN_KEY,
    dataDir,
    logLevel: 'silent',
    ai: false,
    gatherMs: 40,
    deliveryDelayMs: 0,
    environment: { TURN_GATHER_MOST_MS: '160' },
  })
  try {
    // Every event of Stripe's comes twice, those of one payment at the same moment.
    world.stripe.set({ eventCopies: 2, eventsAtOnce: true })
    await stock(world, count)
    const owners = Array.from({ length: count }, (_, n) => noisyOwner(n, seeded(seed * 100_003 + n)))
    const live = (back: boolean) => (owner: NoisyOwner, n: number) =>
      liveThrough(world, owner, { back, chance: seeded(seed * 7_919 + n + (back ? 1 : 0)) })
    await each(owners, live(false))
    // Whoever fell silent is reminded; some of them come back.
    await world.fastForward(26 * HOUR_MS)
    await quiet(world)
    await each(
      owners.filter(({ temper }) => temper === 'forgetful'),
      live(true),
    )
    await quiet(world)
    return await judgeOwners(world, owners)
  } finally {
    await world.service.stop()
    await world.stopStandIns()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Numbers for all of them, in the account and in the pool. */
async function stock({ twilio, service }: World, count: number): Promise<void> {
  const british = Array.from({ length: count }, (_, n) => `+44113496${String(n).padStart(4, '0')}`)
  const american = Array.from(
    { length: Math.min(count, 300) },
    (_, n) => `+1${602 + Math.floor(n / 100)}55501${String(n % 100).padStart(2, '0')}`,
  )
  for (const phone of [...british, ...american]) twilio.addNumber(phone)
  await service.service.pool.query(
    `insert into twilio_number_pool (phone_e164, status) select unnest($1::text[]), 'AVAILABLE'`,
    [[...british, ...american]],
  )
}

async function each(
  owners: readonly NoisyOwner[],
  live: (owner: NoisyOwner, n: number) => Promise<void>,
): Promise<void> {
  const waiting = owners.map((owner, n) => ({ owner, n }))
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await live(next.owner, next.n)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

async function liveThrough(
  world: World,
  owner: NoisyOwner,
  { back, chance }: { back: boolean; chance: Chance },
): Promise<void> {
  let tried = 0
  let last: OnboardingState | null = null
  let said = 0
  for (let n = 0; n < MOST_ACTS; n++) {
    const { state, number } = await stands(world, owner.phone)
    tried = state === last && n > 0 ? tried + 1 : 0
    last = state
    const act = nextAct(owner, { state, tried, back }, chance)
    if (act.kind === 'leave') return
    if (act.kind === 'say') said += act.texts.length
    if (said > MOST_TEXTS_A_SITTING) return
    await perform(world, owner, { act, number })
  }
}

async function stands(
  { service }: World,
  phone: string,
): Promise<{ state: OnboardingState | null; number: string | null }> {
  const { rows } = await service.service.pool.query(
    `select s.current_state as state, c.twilio_number as number from clients c join onboarding_states s on s.client_id = c.id where c.phone_number = $1`,
    [phone],
  )
  return rows[0] ?? { state: null, number: null }
}

async function perform(
  world: World,
  owner: NoisyOwner,
  { act, number }: { act: Exclude<Act, { kind: 'leave' }>; number: string | null },
): Promise<void> {
  switch (act.kind) {
    case 'say':
      return say(world, owner, act.texts)
    case 'pay':
      return pay(world, owner, act)
    case 'ring':
      return ring(world, owner, { as: act.as, number: number ?? '' })
  }
}

const heard = ({ twilio }: World, phone: string) =>
  twilio.handset(phone).filter(({ direction }) => direction === 'out').length

/** Every turn of texts is answered, by us or, where it is one of the carrier's words, by the carrier. */
async function say(world: World, { phone }: NoisyOwner, texts: readonly string[]): Promise<void> {
  const before = heard(world, phone)
  await Promise.all(texts.map((body) => world.twilio.receive({ from: phone, to: ONBOARDING_NUMBER, body })))
  await until(`${phone} is answered "${texts.join(' / ')}"`, () => heard(world, phone) > before, ANSWERED_WITHIN_MS)
  await until(`${phone} has no text waiting`, () => nothingWaits(world, phone), ANSWERED_WITHIN_MS)
}

async function nothingWaits(world: World, phone: string): Promise<boolean> {
  const { rows } = await world.service.service.pool.query(
    `select 1 from inbound_messages m join conversations c on c.id = m.conversation_id where c.phone = $1 and m.state = 'RECEIVED'
     union all select 1 from outbox where to_number = $1 and (state = 'SENDING' or (state = 'READY' and not_before <= $2)) limit 1`,
    [phone, world.clock.now()],
  )
  return rows.length === 0
}

async function pay(
  world: World,
  { phone }: NoisyOwner,
  { times, declinedFirst }: { times: number; declinedFirst: boolean },
): Promise<void> {
  const links = world.twilio.handset(phone).flatMap(({ body }) => body.match(/https?:\S+\/p\/[0-9a-f]+/) ?? [])
  const page = await fetch(links.at(-1) ?? '')
  const session = page.url.split('/pay/')[1]
  if (!session) return
  if (declinedFirst) world.stripe.pay(session, 'declined')
  for (let time = 0; time < times; time++) world.stripe.pay(session)
  await until(
    `${phone} moves on from S5 once paid`,
    async () => (await stands(world, phone)).state !== 'S5_CONFIRM_LIVE',
    ANSWERED_WITHIN_MS,
  )
}

async function ring(
  world: World,
  { phone }: NoisyOwner,
  { as, number }: { as: Extract<Act, { kind: 'ring' }>['as']; number: string },
): Promise<void> {
  const from = as === 'own-phone' || as === 'sign-up-number' ? phone : '+447700900444'
  const forwardedFrom = as === 'theirs' ? phone : null
  const to = as === 'sign-up-number' ? ONBOARDING_NUMBER : number
  const call = { from, to, forwardedFrom, callerWithheld: as === 'withheld' }
  // A number that Twilio does not point at us yet says nothing, and whoever hears nothing rings again.
  const reached = async () => (await world.twilio.call(call)).webhookStatus !== null
  await until(`${number} can be rung`, reached, ANSWERED_WITHIN_MS)
}

/** Nothing is unanswered, nothing that is due unsent. */
async function quiet(world: World): Promise<void> {
  const { pool } = world.service.service
  await until(
    'all is settled',
    async () => {
      const { rows } = await pool.query(
        `select 1 from inbound_messages where state = 'RECEIVED' union all select 1 from outbox where state = 'SENDING' or (state = 'READY' and not_before <= $1)
         union all select 1 from stripe_events where state = 'RECEIVED' limit 1`,
        [world.clock.now()],
      )
      return rows.length === 0
    },
    ANSWERED_WITHIN_MS,
  )
  await world.twilio.whenQuiet(ANSWERED_WITHIN_MS)
}
