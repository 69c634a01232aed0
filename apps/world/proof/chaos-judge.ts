/** What came of it, by the simulated Twilio's ledger alone: what was lost, sent twice, or answered in the wrong order. */
import type { SimulatedMessage } from '@jobrun/simulators/twilio/message'
import type { Person } from './chaos-traffic.ts'
import { saysMonitor } from './says-monitor.ts'

export interface Judgement {
  acknowledged: number
  answers: number
  lost: string[]
  doubled: string[]
  outOfOrder: string[]
  invented: string[]
}

/** What an answer by the rules calls what each text of the script said; the first is answered with the link. */
const named = [null, 'the address', 'the time you would like', 'your name'] as const

export function judge(people: readonly Person[], ledger: readonly SimulatedMessage[]): Judgement {
  const ours = ledger.filter(({ direction }) => direction === 'outbound-api')
  const byPhone = Map.groupBy(ours, ({ to }) => to)
  const known = new Set(people.flatMap(({ phone, client }) => [phone, client.phoneNumber]))
  const judgement: Judgement = {
    acknowledged: people.flatMap(({ texts }) => texts).filter(({ acknowledgedAt }) => acknowledgedAt !== null).length,
    answers: ours.length,
    lost: [],
    doubled: twice(ours),
    outOfOrder: [],
    // What the monitor says of such days is true.
    invented: ours
      .filter(({ to, body }) => !known.has(to) && !saysMonitor(body))
      .map(({ to, body }) => `${to}: ${body}`),
  }
  for (const person of people) judgePerson(person, byPhone.get(person.phone) ?? [], judgement)
  return judgement
}

/** Each message of ours names itself in its callback. */
function twice(ours: readonly SimulatedMessage[]): string[] {
  const byCallback = Map.groupBy(ours, ({ statusCallback }) => statusCallback)
  return [...byCallback.values()]
    .filter(({ length }) => length > 1)
    .map((copies) => `${copies[0]?.to}: ${copies[0]?.body}`)
}

function judgePerson(person: Person, answers: readonly SimulatedMessage[], judgement: Judgement): void {
  const { kind, phone, texts, client } = person
  const began = texts[0]?.sentAt ?? 0
  const timed = answers.map(({ createdAt, body }) => `${((createdAt - began) / 1_000).toFixed(1)} s: ${body}`)
  const said = `${kind} ${phone}: ${JSON.stringify(timed)}`
  const last = texts.findLast(({ acknowledgedAt }) => acknowledgedAt !== null)
  const links = answers.filter(({ body }) => body.includes(client.bookingUrl ?? 'no link'))
  if (last && !answers.some(({ createdAt }) => createdAt >= last.sentAt)) judgement.lost.push(said)
  if (answers.length > texts.length || links.length > 1) judgement.doubled.push(said)
  if (kind === 'steps' && texts.every(({ acknowledgedAt }) => acknowledgedAt !== null)) {
    judgeSteps(person, answers, { said, judgement })
  }
}

/** Text by text: named in one answer, no earlier than the text before it, unless the link's answer came after it. */
function judgeSteps(
  { texts, client }: Person,
  answers: readonly SimulatedMessage[],
  { said, judgement }: { said: string; judgement: Judgement },
): void {
  const linkAt = answers.findIndex(({ body }) => body.includes(client.bookingUrl ?? 'no link'))
  const link = answers[linkAt]
  if (!link) return void judgement.lost.push(said)
  let reached = linkAt
  if (linkAt > 0) judgement.outOfOrder.push(said)
  for (const [n, words] of named.entries()) {
    if (words === null || link.createdAt >= (texts[n]?.sentAt ?? 0)) continue
    const places = answers.flatMap(({ body }, place) => (body.includes(words) ? [place] : []))
    const [place] = places
    if (place === undefined) judgement.lost.push(`${words} in ${said}`)
    else if (places.length > 1) judgement.doubled.push(`${words} in ${said}`)
    else if (place < reached) judgement.outOfOrder.push(`${words} in ${said}`)
    reached = Math.max(reached, place ?? 0)
  }
}

/** For each text that was acknowledged and unanswered when something was killed: ms from then to its answer, sorted. */
export function recoveries(
  people: readonly Person[],
  ledger: readonly SimulatedMessage[],
  killedAt: readonly number[],
): number[] {
  const byPhone = Map.groupBy(
    ledger.filter(({ direction }) => direction === 'outbound-api'),
    ({ to }) => to,
  )
  const all = people.flatMap(({ phone, texts }) =>
    texts.flatMap(({ sentAt, acknowledgedAt }) => {
      const answeredAt = byPhone.get(phone)?.find(({ createdAt }) => createdAt >= sentAt)?.createdAt
      if (acknowledgedAt === null || answeredAt === undefined) return []
      return killedAt.filter((at) => at >= acknowledgedAt && at < answeredAt).map((at) => answeredAt - at)
    }),
  )
  return all.sort((left, right) => left - right)
}

export const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
