/** Five times what is sustained with the AI, for a minute: the AI gives way, no text does, and a minute later it is over. */
import { setTimeout as sleep } from 'node:timers/promises'
import { usageOf } from '../bench/processes.ts'
import type { ClusterWorld } from './cluster-world.ts'
import { onEmbedded } from './embedded.ts'
import { beginLoad, judgeLoad, type Load, loadFaults, spokenLoad } from './load.ts'
import type { Outcome, Trial } from './trial.ts'

const AI_LATENCY_MS = 800
const SECONDS = 60
const TIMES = 5
/** So many texts are kept waiting while it is measured what is sustained: no turn is late, and the AI answers all. */
const STANDING = 32
const RECOVERS_WITHIN_MS = 60_000
/** The heap's limit is 192 MiB; beside it are code, buffers and what is being freed. */
const MOST_MIB = 450

export const overload: Trial = {
  name: 'overload',
  promise: `${TIMES} times the sustained rate for ${SECONDS} s: each acknowledged text is answered, the AI gives way, memory is bounded, and within ${RECOVERS_WITHIN_MS / 1_000} s it is over`,
  run: () =>
    onEmbedded({ aiLatencyMs: AI_LATENCY_MS }, async (world) => {
      const service = await world.start(null)
      await world.addClients()
      await beginLoad(world, { perSecond: 5, seconds: 4 }).done
      const sustained = await sustainedRate(world)
      await world.settle(60_000)
      const normal = await answeredIn(world)
      const health = watchHealth(world)
      const load = beginLoad(world, { perSecond: Math.ceil(sustained * TIMES), seconds: SECONDS })
      await load.done
      const recoveredMs = await recovery(world, load, normal)
      const seen = health.stop()
      const left = await world.settle(300_000)
      return outcome(world, { sustained, normal, load, recoveredMs, seen, left, peakMb: usageOf(service.pid).peakMb })
    }),
}

interface Measured {
  sustained: number
  normal: number
  load: Load
  recoveredMs: number | null
  seen: readonly string[]
  left: readonly unknown[]
  peakMb: number
}

async function outcome(world: ClusterWorld, measured: Measured): Promise<Outcome> {
  const { sustained, normal, load, recoveredMs, seen, left, peakMb } = measured
  const judged = judgeLoad(world, load.texts)
  const [turns] = await world.rows<{ all: number; by_rules: number }>(
    `select count(*)::int as all, (count(*) filter (where trace->'dial'->'fellBack'->>'why' = 'overload'))::int as by_rules from turns`,
  )
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`
  return {
    figures: [
      `sustained with the AI: ${sustained.toFixed(1)} answers/s, one answered in ${seconds(normal)}; then ${Math.ceil(sustained * TIMES)}/s`,
      spokenLoad(judged),
      `turns ${turns?.all}, of which the rules answered ${turns?.by_rules} because of the load`,
      `memory at most ${Math.round(peakMb)} MiB; normal again ${recoveredMs === null ? 'never' : seconds(recoveredMs)} after the load ended`,
      `health meanwhile: ${[...new Set(seen)].join(' ')}`,
    ],
    faults: [
      ...loadFaults(judged, left),
      ...((turns?.by_rules ?? 0) === 0 ? ['the AI was never left out'] : []),
      ...(seen.some((detail) => detail.includes('the rules answer')) ? [] : ['health said nothing of it']),
      ...(peakMb > MOST_MIB ? [`memory reached ${Math.round(peakMb)} MiB`] : []),
      ...(recoveredMs === null || recoveredMs > RECOVERS_WITHIN_MS ? [`recovery took ${recoveredMs} ms`] : []),
    ],
  }
}

/** Answers a second while a few texts always wait. */
async function sustainedRate(world: ClusterWorld): Promise<number> {
  const answered = () => world.twilio.ledger().filter(({ direction }) => direction === 'outbound-api').length
  const before = answered()
  const began = performance.now()
  let sent = 0
  while (performance.now() - began < 15_000) {
    if (sent - (answered() - before) < STANDING) {
      sent++
      void beginLoad(world, { perSecond: 1, seconds: 1 })
    } else await sleep(20)
  }
  return (answered() - before) / ((performance.now() - began) / 1_000)
}

/** Of one text, when nothing else is asked. */
async function answeredIn(world: ClusterWorld): Promise<number> {
  const { texts, done } = beginLoad(world, { perSecond: 1, seconds: 3 })
  await done
  await world.settle(60_000)
  return judgeLoad(world, texts).answer.most
}

/** Ms from the end of the load until a text is answered about as soon as ever; null: not within three minutes. */
async function recovery(world: ClusterWorld, { texts }: Load, normal: number): Promise<number | null> {
  const ended = (texts.at(-1)?.dueAt ?? 0) + 1
  while (Date.now() - ended < 180_000) {
    const sentAt = Date.now()
    const probe = beginLoad(world, { perSecond: 1, seconds: 1 })
    await probe.done
    const limit = normal * 1.5 + 500
    while (Date.now() - sentAt < limit && judgeLoad(world, probe.texts).answer.most === 0) await sleep(50)
    const { most } = judgeLoad(world, probe.texts).answer
    if (most > 0 && most <= limit) return sentAt - ended
  }
  return null
}

function watchHealth(world: ClusterWorld) {
  const seen: string[] = []
  const look = () =>
    world.health().then(
      ({ checks }) =>
        seen.push(
          ...Object.values(checks).flatMap(({ status, detail }) =>
            status === 'ok' ? [] : [detail.replace(/\d+/g, 'N')],
          ),
        ),
      () => seen.push('no answer'),
    )
  const timer = setInterval(look, 2_000)
  return {
    stop() {
      clearInterval(timer)
      return seen
    },
  }
}
