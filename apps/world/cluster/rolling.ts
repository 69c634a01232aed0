/** Every process replaced by a new one, one after the other, while texts come: as a new version is rolled out. */
import { setTimeout as sleep } from 'node:timers/promises'
import { onEmbedded } from './embedded.ts'
import { beginLoad, judgeLoad, loadFaults, spokenLoad } from './load.ts'
import type { Trial } from './trial.ts'

const LOAD = { perSecond: 20, seconds: 60 }
const P99_MS = 1_000
const ENDS_WITHIN_MS = 15_000

export const rolling: Trial = {
  name: 'rolling',
  promise: `a rolling restart under load loses nothing, acknowledges 99 of 100 within ${P99_MS / 1_000} s, and each process ends within ${ENDS_WITHIN_MS / 1_000} s`,
  run: () =>
    onEmbedded({}, async (world) => {
      for (const part of ['--web', '--work', '--web', '--work'] as const) await world.start(part)
      await world.addClients()
      await beginLoad(world, { perSecond: 5, seconds: 4 }).done
      const { texts, done } = beginLoad(world, LOAD)
      const ends: { code: number | null; tookMs: number }[] = []
      for (const old of [...world.replicas]) {
        await sleep(4_000)
        await world.start(old.part)
        ends.push(await world.stopGently(old))
      }
      await done
      const left = await world.settle(60_000)
      const judged = judgeLoad(world, texts)
      const slowest = Math.max(...ends.map(({ tookMs }) => tookMs))
      return {
        figures: [
          spokenLoad(judged),
          `${ends.length} processes replaced; the slowest ended ${Math.round(slowest)} ms after its SIGTERM`,
        ],
        faults: [
          ...loadFaults(judged, left),
          ...(judged.acknowledged < judged.sent ? ['Twilio was refused for good'] : []),
          ...(judged.ack.p99 > P99_MS ? [`p99 was ${judged.ack.p99} ms`] : []),
          ...(slowest > ENDS_WITHIN_MS || ends.some(({ code }) => code !== 0)
            ? [`ends were ${JSON.stringify(ends)}`]
            : []),
        ],
      }
    }),
}
