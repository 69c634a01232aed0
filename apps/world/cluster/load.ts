/**
 * Texts as the world brings them, each from a phone of its own at its appointed time, whether or not the last was
 * answered; and the judgement by Twilio's ledger: each that was acknowledged has its one answer.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { percentile } from '../proof/chaos-judge.ts'
import type { ClusterWorld } from './cluster-world.ts'

interface SentText {
  phone: string
  /** Milliseconds since 1970 at which it was to be sent. */
  dueAt: number
  /** null: Twilio heard no 200. */
  acknowledgedAt: number | null
}

const words = [
  'My kitchen tap is dripping in Leeds',
  'Boiler service please, I am in York',
  'Can you fix a leaking toilet on Friday?',
  'Need a plumber in Bradford tomorrow',
]

export interface Load {
  texts: readonly SentText[]
  /** Resolves when each was acknowledged or given up by Twilio. */
  done: Promise<void>
}

/** `whileSo`: texts go on until it says no; without it for `seconds`. */
export function beginLoad(world: ClusterWorld, of: { perSecond: number; seconds: number }): Load {
  const texts: SentText[] = []
  const all: Promise<void>[] = []
  const began = Date.now()
  const total = of.perSecond * of.seconds
  const send = async (n: number) => {
    const text: SentText = { phone: world.newPhone(), dueAt: began + (n / of.perSecond) * 1_000, acknowledgedAt: null }
    texts.push(text)
    const to = world.clients[n % world.clients.length]?.twilioNumber ?? ''
    const { webhookStatus } = await world.twilio.receive({ from: text.phone, to, body: words[n % words.length] ?? '' })
    if (webhookStatus === 200) text.acknowledgedAt = Date.now()
  }
  const run = async () => {
    for (let n = 0; n < total; ) {
      const due = Math.min(total, Math.floor(((Date.now() - began) / 1_000) * of.perSecond) + 1)
      for (; n < due; n++) all.push(send(n))
      await sleep(2)
    }
    await Promise.all(all)
  }
  return { texts, done: run() }
}

export interface Judged {
  sent: number
  acknowledged: number
  /** Acknowledged, and never answered. */
  lost: number
  doubled: number
  /** Milliseconds from its appointed time. */
  ack: { p50: number; p99: number; most: number }
  answer: { p50: number; p99: number; most: number }
}

export function judgeLoad(world: ClusterWorld, texts: readonly SentText[]): Judged {
  const answers = Map.groupBy(
    world.twilio.ledger().filter(({ direction }) => direction === 'outbound-api'),
    ({ to }) => to,
  )
  const acknowledged = texts.filter(({ acknowledgedAt }) => acknowledgedAt !== null)
  const answersTo = ({ phone }: SentText) => answers.get(phone) ?? []
  const spread = (times: number[]) => {
    const sorted = times.toSorted((left, right) => left - right)
    return { p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99), most: sorted.at(-1) ?? 0 }
  }
  return {
    sent: texts.length,
    acknowledged: acknowledged.length,
    lost: acknowledged.filter((text) => answersTo(text).length === 0).length,
    doubled: texts.filter((text) => answersTo(text).length > 1).length,
    ack: spread(acknowledged.map(({ dueAt, acknowledgedAt }) => (acknowledgedAt ?? 0) - dueAt)),
    answer: spread(
      texts.flatMap((text) =>
        answersTo(text)
          .slice(0, 1)
          .map(({ createdAt }) => createdAt - text.dueAt),
      ),
    ),
  }
}

export const spokenLoad = ({ sent, acknowledged, lost, doubled, ack, answer }: Judged) =>
  `${sent} texts, ${acknowledged} acknowledged, lost ${lost}, doubled ${doubled}; ` +
  `acknowledged in p50 ${Math.round(ack.p50)} ms, p99 ${Math.round(ack.p99)} ms, most ${Math.round(ack.most)} ms; ` +
  `answered in p50 ${Math.round(answer.p50)} ms, p99 ${Math.round(answer.p99)} ms, most ${Math.round(answer.most)} ms`

export function loadFaults({ lost, doubled, acknowledged }: Judged, left: readonly unknown[]): string[] {
  return [
    ...(acknowledged === 0 ? ['nothing was acknowledged'] : []),
    ...(lost > 0 ? [`${lost} acknowledged texts were never answered`] : []),
    ...(doubled > 0 ? [`${doubled} texts were answered twice`] : []),
    ...(left.length > 0 ? [`it never settled: ${JSON.stringify(left)}`] : []),
  ]
}
