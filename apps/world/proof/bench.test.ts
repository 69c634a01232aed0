import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { compare } from '../bench/ratios.ts'

const before = { speed: 0.1, cost: 8, commits: 1 }

test('a ratio that is worse by more than the tolerance is found out, whichever way it is worse', () => {
  const worse = (now: Partial<typeof before>) => compare({ ...before, ...now }, before, 0.15).map((one) => one.worse)
  expect(worse({})).toEqual([false, false, false])
  expect(worse({ speed: 0.08 })).toEqual([true, false, false])
  expect(worse({ cost: 9.3, speed: 0.2 })).toEqual([false, true, false])
  expect(worse({ commits: 1.2, cost: 4 })).toEqual([false, false, true])
})

/** Beside other tests, and for a few seconds: wide enough for that, and narrow enough for what became twice as dear. */
const TOLERANCE = '1.2'

test('an answer costs about as much of the bare work as before', { timeout: 120_000 }, async () => {
  const root = fileURLToPath(new URL('../../../', import.meta.url))
  const words = ['--only', 'sustained', '--seconds', '4', '--compare', 'bench/baseline.json', '--tolerance', TOLERANCE]
  const { stdout } = await promisify(execFile)(process.execPath, ['apps/world/bench/bench.ts', ...words], { cwd: root })
  expect(stdout).toMatch(/whole answers, sustained +\d+ answers\/s/)
  expect(stdout).not.toContain('WORSE')
})
