/** Web and work in processes of their own, three of each on one PostgreSQL, told apart by a word on the command line. */
import { onEmbedded } from './embedded.ts'
import { beginLoad, judgeLoad, loadFaults, spokenLoad } from './load.ts'
import type { Replica } from './replica.ts'
import type { Trial } from './trial.ts'

const EACH = 3
const LOAD = { perSecond: 20, seconds: 60 }
/** Every five seconds in the minute of the load; the minute's own tasks once or twice, as it falls. */
const often = ['sweep', 'reconcile', 'shadows']

export const apart: Trial = {
  name: 'apart',
  promise: `${EACH} processes of web and ${EACH} of work on one database answer each text once; a periodic task runs once a tick`,
  run: () =>
    onEmbedded({ environment: { LOG_LEVEL: 'debug' } }, async (world) => {
      const parts = Array.from({ length: EACH }, () => ['--web', '--work'] as const).flat()
      await Promise.all(parts.map((part) => world.start(part)))
      await world.addClients()
      const workers = [...world.replicas].filter(({ part }) => part === '--work')
      const before = runsOf(workers)
      const began = Date.now()
      const { texts, done } = beginLoad(world, LOAD)
      await done
      const runs = runsOf(workers)
      const ticks = Math.floor(Date.now() / 5_000) - Math.floor(began / 5_000)
      const left = await world.settle(30_000)
      const judged = judgeLoad(world, texts)
      const counted = often.map((task) => ({ task, ran: (runs.get(task) ?? 0) - (before.get(task) ?? 0) }))
      const answered = workers.map(({ logged }) => logged.get('turn kept') ?? 0)
      return {
        figures: [
          spokenLoad(judged),
          `turns by each process that works: ${answered.join(', ')}`,
          `in ${ticks} ticks of five seconds: ${counted.map(({ task, ran }) => `${task} ${ran}`).join(', ')}`,
        ],
        faults: [
          ...loadFaults(judged, left),
          // One more or less, as the load begins and ends within a tick.
          ...counted
            .filter(({ ran }) => Math.abs(ran - ticks) > 1)
            .map(({ task, ran }) => `${task} ran ${ran} times in ${ticks} ticks`),
          ...(answered.some((turns) => turns === 0) ? ['a process that works did nothing'] : []),
        ],
      }
    }),
}

function runsOf(workers: readonly Replica[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { tasks } of workers) for (const [task, runs] of tasks) sums.set(task, (sums.get(task) ?? 0) + runs)
  return sums
}
