/** As many texts as the service answers: a standing queue, counted where the stand-in accepts the answers. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Answers, watchAnswers } from './answers.ts'
import { ask, type BenchWorld, emptied, line, sendOne, withService } from './measures.ts'
import { openLoop } from './open-loop.ts'
import { familyCpuSeconds, type ServiceProcess, usageOf } from './processes.ts'
import { type Ratios, ratiosOf } from './ratios.ts'
import type { Yardstick } from './yardstick.ts'

/** Until the queue stands and the code is warm. */
const SETTLING_MS = 4_000

export async function measureSustained(world: BenchWorld, bare: Yardstick): Promise<Ratios> {
  let ratios: Ratios | undefined
  await withService(world, {}, async (service) => {
    const { perSecond, each, memory } = await sustained(world, service)
    ratios = ratiosOf({ perSecond, each }, bare)
    line('whole answers, sustained', `${perSecond.toFixed(0)} answers/s, ${ratios.speed.toFixed(3)} of the yardstick`)
    line(
      '  cost of an answer',
      `${each.service.toFixed(2)} ms of CPU, ${each.commits.toFixed(1)} commits with the queue's own`,
    )
    line(
      '  beside it',
      `${each.postgres.toFixed(2)} ms of CPU in PostgreSQL, ${each.standIns.toFixed(2)} in the stand-ins, ${each.bench.toFixed(2)} in the bench`,
    )
    line('  together', `${ratios.cost.toFixed(2)} times the CPU of the bare work in client and PostgreSQL`)
    line('  memory', `${memory.rssMb.toFixed(0)} MiB now, ${memory.peakMb.toFixed(0)} MiB at most`)
  })
  await emptied(world)
  if (!ratios) throw new Error('nothing was measured')
  return ratios
}

/** Memory while `answers` are given, ten lines of it: flat, or not. */
export async function measureMemory(world: BenchWorld, answers: number): Promise<void> {
  await withService(world, {}, async (service) => {
    const seen = await watchAnswers(world.standIns.twilio)
    const stop = keepBusy(service, seen)
    for (let tenth = 1; tenth <= 10; tenth++) {
      while (seen.count() < (answers * tenth) / 10) await sleep(200)
      const { rssMb, peakMb } = usageOf(service.pid)
      line(
        tenth === 1 ? 'memory' : '',
        `after ${seen.count()} answers ${rssMb.toFixed(0)} MiB, ${peakMb.toFixed(0)} at most`,
      )
    }
    await stop()
    seen.stop()
  })
  await emptied(world)
}

export interface Sustained {
  perSecond: number
  /** Of one answer: ms of CPU, and commits. */
  each: { service: number; postgres: number; standIns: number; bench: number; commits: number }
  memory: { rssMb: number; peakMb: number }
}

export async function sustained(world: BenchWorld, service: ServiceProcess): Promise<Sustained> {
  const answers = await watchAnswers(world.standIns.twilio)
  await openLoop({ perSecond: 50, seconds: 2 }, () => sendOne(service))
  await answers.waitFor(100, 20_000)
  const stop = keepBusy(service, answers)
  await sleep(SETTLING_MS)
  if (world.statements) await forgetStatements(world)
  const before = await counters(world, service, answers)
  await sleep(world.seconds * 1_000)
  const after = await counters(world, service, answers)
  await stop()
  answers.stop()
  const done = after.answers - before.answers
  if (world.statements) await printStatements(world, done)
  const each = (of: 'service' | 'postgres' | 'standIns' | 'bench') => ((after[of] - before[of]) * 1_000) / done
  return {
    perSecond: done / ((after.at - before.at) / 1_000),
    each: {
      service: each('service'),
      postgres: each('postgres'),
      standIns: each('standIns'),
      bench: each('bench'),
      commits: (after.commits - before.commits) / done,
    },
    memory: after,
  }
}

/** Keeps about 400 texts waiting, whatever the service does with them, until it is stopped. */
function keepBusy(service: ServiceProcess, answers: Answers): () => Promise<unknown> {
  const start = answers.count()
  let sent = 0
  let stopped = false
  const worker = async () => {
    while (!stopped) {
      if (sent - (answers.count() - start) < 400) {
        sent++
        await sendOne(service)
      } else await sleep(2)
    }
  }
  const working = Promise.all(Array.from({ length: 16 }, worker))
  return () => {
    stopped = true
    return working
  }
}

async function counters(world: BenchWorld, service: ServiceProcess, answers: Answers) {
  const { rows } = await ask<{ commits: string; postmaster: number }>(
    world,
    `select xact_commit as commits, split_part(pg_read_file('postmaster.pid'), e'\n', 1)::int as postmaster from pg_stat_database where datname = 'jobrun'`,
  )
  const usage = usageOf(service.pid)
  return {
    at: performance.now(),
    answers: answers.count(),
    commits: Number(rows[0]?.commits ?? 0),
    postgres: familyCpuSeconds(rows[0]?.postmaster ?? 0),
    standIns: usageOf(world.standIns.pid).cpuSeconds,
    bench: usageOf(process.pid).cpuSeconds,
    service: usage.cpuSeconds,
    rssMb: usage.rssMb,
    peakMb: usage.peakMb,
  }
}

async function forgetStatements(world: BenchWorld): Promise<void> {
  await ask(world, 'create extension if not exists pg_stat_statements')
  await ask(world, 'select pg_stat_statements_reset()')
}

async function printStatements(world: BenchWorld, answers: number): Promise<void> {
  const { rows } = await ask<{ calls: string; mean: number; total: number; words: string }>(
    world,
    `select calls, mean_exec_time + mean_plan_time as mean, total_exec_time + total_plan_time as total,
      left(regexp_replace(query, '\\s+', ' ', 'g'), 110) as words
     from pg_stat_statements order by total desc limit 25`,
  )
  for (const { calls, mean, total, words } of rows) {
    const each = `${(Number(calls) / answers).toFixed(2)} x ${mean.toFixed(3)} ms = ${(total / answers).toFixed(3)}`
    console.log(`    ${each.padEnd(28)} ${words}`)
  }
  const tables = await ask<{ name: string; scans: string; rows: string }>(
    world,
    `select relname as name, seq_scan as scans, seq_tup_read as rows from pg_stat_user_tables where seq_tup_read > 1000 order by seq_tup_read desc`,
  )
  for (const { name, scans, rows: read } of tables.rows)
    console.log(`    read whole: ${name}, ${scans} times, ${read} rows`)
}
