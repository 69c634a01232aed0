/**
 * `npm test`: every check and every test, ending with one line that counts them. A check counts as one.
 * Takes the words after `--` to the test runner, so that `npm test -- rune` runs the tests whose path holds "rune".
 */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const root = process.cwd()
const bin = (name: string) => join(root, 'node_modules/.bin', name)

interface Check {
  name: string
  command: string
  words: string[]
  env?: Record<string, string>
}

const checks: readonly Check[] = [
  { name: 'format and lint', command: bin('biome'), words: ['check', '.', '--error-on-warnings'] },
  { name: 'types', command: bin('turbo'), words: ['run', 'typecheck', '--output-logs=errors-only'] },
  {
    name: 'arrows',
    command: bin('depcruise'),
    words: ['--config', '.dependency-cruiser.mjs', 'apps', 'packages', 'scripts'],
  },
  { name: 'dead code', command: bin('knip'), words: ['--treat-config-hints-as-errors'] },
  {
    name: 'migrations equal schema',
    command: process.execPath,
    words: ['packages/db/src/migrate/cli.ts', 'drift'],
    env: { JOBRUN_DATA_DIR: '.jobrun/check', DATABASE_URL: '', DATABASE_DIRECT_URL: '' },
  },
  {
    name: 'migrations spare the running version',
    command: process.execPath,
    words: ['packages/db/src/migrate/cli.ts', 'check'],
  },
]

interface Counted {
  passed: number
  failed: number
  skipped: number
}

const words = process.argv.slice(2)
const counts: Counted = { passed: 0, failed: 0, skipped: 0 }
if (words.length === 0) for (const check of checks) add(await runCheck(check))
add(await runTests(words))
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exit(counts.failed === 0 ? 0 : 1)

function add(more: Counted): void {
  counts.passed += more.passed
  counts.failed += more.failed
  counts.skipped += more.skipped
}

async function runCheck({ name, command, words, env = {} }: Check): Promise<Counted> {
  const began = performance.now()
  const { code, output } = await run(command, words, { env })
  const seconds = ((performance.now() - began) / 1_000).toFixed(1)
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
  if (code !== 0) console.log(output)
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 }
}

async function runTests(words: readonly string[]): Promise<Counted> {
  const report = join(root, '.jobrun/test-report.json')
  mkdirSync(join(root, '.jobrun'), { recursive: true })
  rmSync(report, { force: true })
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]
  const { code } = await run(bin('vitest'), ['run', ...reporters, ...words], { show: true })
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
      readFileSync(report, 'utf8'),
    )
    for (const title of skippedIn(testResults)) console.log(`skipped: ${title}`)
    // A file that could not be loaded, or an error outside of any test, fails the run without failing a test.
    const failed = code !== 0 && numFailedTests === 0 ? 1 : numFailedTests
    return { passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests }
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

interface FileResult {
  assertionResults: { status: string; fullName: string }[]
}

function skippedIn(files: readonly FileResult[]): string[] {
  return files.flatMap((file) =>
    file.assertionResults.filter(({ status }) => status !== 'passed' && status !== 'failed').map((one) => one.fullName),
  )
}

function run(
  command: string,
  words: string[],
  how: { env?: Record<string, string>; show?: boolean },
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const stdio = how.show ? 'inherit' : 'pipe'
    const child = spawn(command, words, {
      cwd: root,
      env: { ...process.env, ...how.env },
      stdio: ['ignore', stdio, stdio],
    })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => resolve({ code: 1, output: error.message }))
    child.on('exit', (code) => resolve({ code: code ?? 1, output }))
  })
}
