/** Where everybody ended, and what must not be: judged by rows, by what the phones show, and by what Stripe's stand-in took. */
import type { World } from '../../src/boot-world.ts'
import type { NoisyOwner } from './noisy-owner.ts'

export interface OwnersJudgement {
  owners: number
  live: number
  /** Reminded, or to be. */
  parked: number
  /** How many of the parked wait in each state. */
  parkedIn: Record<string, number>
  handedOver: number
  broken: string[]
}

interface Row {
  id: string
  phone: string
  state: string
  complete: boolean
  paid: boolean
  proven: boolean
  number: string | null
  pool_status: string | null
  opted_out: boolean
  handed_over: boolean
  nudges: number
  nudge_due: boolean
}

/** A person of ours knows of whom an incident tells: the founder's phone itself is spared more than six texts an hour. */
const ended = `
select c.id, c.phone_number as phone, s.current_state as state, c.onboarding_complete as complete, c.payment_active as paid,
 c.forwarding_enabled as proven, c.twilio_number as number, p.status as pool_status,
 exists (select 1 from incidents i where i.client_id = c.id and i.alert_type in ('OWNER_STUCK', 'OWNER_ASKS', 'OWNER_OPTED_OUT')) as handed_over,
 exists (select 1 from opt_outs o where o.phone = c.phone_number and o.client_id is null and o.opted_out) as opted_out,
 coalesce((s.memory ->> 'nudges')::int, 0) as nudges, s.nudge_at is not null as nudge_due
from clients c join onboarding_states s on s.client_id = c.id left join twilio_number_pool p on p.client_id = c.id`

export async function judgeOwners(world: World, owners: readonly NoisyOwner[]): Promise<OwnersJudgement> {
  const { rows } = await world.service.service.pool.query<Row>(ended)
  const kindOf = (row: Row) => {
    if (row.state === 'COMPLETE' && row.complete) return 'live' as const
    if (row.handed_over) return 'handedOver' as const
    return row.nudge_due || row.nudges > 0 ? ('parked' as const) : ('nowhere' as const)
  }
  const counted = Map.groupBy(rows, kindOf)
  const count = (kind: ReturnType<typeof kindOf>) => counted.get(kind)?.length ?? 0
  const nowhere = (counted.get('nowhere') ?? []).map(({ phone, state }) => `${phone} is lost in ${state}`)
  return {
    owners: owners.length,
    live: count('live'),
    parked: count('parked'),
    parkedIn: Object.fromEntries(
      [...Map.groupBy(counted.get('parked') ?? [], ({ state }) => state)].map(([state, all]) => [state, all.length]),
    ),
    handedOver: count('handedOver'),
    broken: [...nowhere, ...missing(rows, owners), ...wrongs(world, rows)],
  }
}

function missing(rows: readonly Row[], owners: readonly NoisyOwner[]): string[] {
  const known = Map.groupBy(rows, ({ phone }) => phone)
  return owners.flatMap(({ phone }) => {
    const times = known.get(phone)?.length ?? 0
    return times === 1 ? [] : [`${phone} has ${times} clients`]
  })
}

function wrongs(world: World, rows: readonly Row[]): string[] {
  const paying = new Set(
    world.stripe
      .state()
      .subscriptions.filter(({ status }) => status === 'trialing' || status === 'active')
      .map(({ metadata }) => metadata.clientId),
  )
  const numbers = rows.flatMap(({ number }) => (number ? [number] : []))
  const doubled = numbers.length - new Set(numbers).size
  const subscriptions =
    world.stripe.state().subscriptions.length -
    new Set(world.stripe.state().subscriptions.map(({ metadata }) => metadata.clientId)).size
  const said = (row: Row) => `${row.phone} in ${row.state}`
  return [
    ...rows
      .filter((row) => row.complete && !(row.paid && paying.has(row.id)))
      .map((row) => `${said(row)} is live unpaid`),
    ...rows
      .filter((row) => row.complete && !(row.proven && row.number && row.pool_status === 'ASSIGNED'))
      .map((row) => `${said(row)} is live without a proven number`),
    ...rows.filter((row) => paying.has(row.id) && !row.paid).map((row) => `${said(row)} paid in vain`),
    ...rows.filter((row) => row.number && !row.paid).map((row) => `${said(row)} has a number unpaid`),
    ...rows
      .filter((row) => row.opted_out && toldAfterStop(world, row.phone))
      .map((row) => `${said(row)} was texted after STOP`),
    ...(doubled > 0 ? [`${doubled} numbers have two clients`] : []),
    ...(subscriptions > 0 ? [`${subscriptions} clients have two subscriptions`] : []),
    ...twiceLive(world, rows),
  ]
}

function toldAfterStop({ twilio }: World, phone: string): boolean {
  const said = twilio.handset(phone)
  const stop = said.findLastIndex(({ direction, body }) => direction === 'in' && body === 'STOP')
  return said.slice(stop + 1).some(({ direction, body }) => direction === 'out' && body.startsWith('JobRun'))
}

/** Told once that they are live. */
function twiceLive({ twilio }: World, rows: readonly Row[]): string[] {
  return rows.flatMap(({ phone, complete }) => {
    const told = twilio
      .handset(phone)
      .filter(({ direction, body }) => direction === 'out' && /is live: calls you miss|You are live: calls/.test(body))
    return told.length === (complete ? 1 : 0) ? [] : [`${phone} was told ${told.length} times of being live`]
  })
}
