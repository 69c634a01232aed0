// The command itself, in a process of its own, against the stand-in of OpenAI.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type OpenAiSimulator, startOpenAiSimulator } from '../packages/simulators/src/openai/start-openai-simulator.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'jobrun-eval-'))
const out = join(folder, 'out.jsonl')
const cases = join(folder, 'cases.jsonl')
const lines = [
  {
    id: 'a:1',
    suite: 'jobs',
    text: 'I need a tap fitted in Leeds tomorrow',
    ref: '2026-03-04T10:00',
    expect: { intent: ['NORMAL'], location: 'Leeds', time: { day: '2026-03-05' } },
  },
  { id: 'a:2', suite: 'jobs', text: 'burst pipe, this is Ada', expect: { intent: ['URGENT'], name: 'Ada' } },
  { id: 'a:3', suite: 'jobs', text: 'thanks, my tap is fine', expect: { intent: ['NON_LEAD'] } },
  { id: 'b:1', suite: 'opt-out', text: 'please stop texting me', expect: { optOut: true } },
  { id: 'b:2', suite: 'spoilt', text: 'fix my boiler #ai-junk:dial', expect: { intent: ['NORMAL'] } },
]

let openai: OpenAiSimulator
beforeAll(async () => {
  openai = await startOpenAiSimulator({ apiKey: 'sk-simulated' })
  writeFileSync(cases, lines.map((line) => JSON.stringify(line)).join('\n'))
})
beforeEach(() => openai.clearFaults())
afterAll(async () => {
  await openai.stop()
  rmSync(folder, { recursive: true })
})

/** In a folder without `.env`, with no more of the environment than is given. */
function evaluate(words: string[], env: Record<string, string> = {}): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'scripts/eval.ts'), ...words], { cwd: folder, env })
    let said = ''
    child.stdout.on('data', (part) => (said += part))
    child.stderr.on('data', (part) => (said += part))
    child.on('exit', (code) => resolve({ code: code ?? 1, said }))
  })
}

const ai = () => ({ OPENAI_API_KEY: 'sk-simulated', OPENAI_BASE_URL: openai.baseUrl })
const predictions = () =>
  readFileSync(out, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

test('the AI is asked what a turn asks, and the same tables and predictions come of it as of the rules', async () => {
  const { code, said } = await evaluate(['--brain', 'ai', '--cases', cases, '--predictions', out], ai())
  expect(code, said).toBe(0)
  expect(openai.requestCount()).toBe(lines.length * 3)
  const [first, ...others] = predictions()
  expect(first).toEqual({
    id: 'a:1',
    intent: 'NORMAL',
    confidence: 0.86,
    optOut: false,
    location: 'Leeds',
    name: null,
    jobType: 'plumbing',
    requestedTime: 'tomorrow',
    resolvedTime: '2026-03-05',
  })
  expect(others.map(({ id }) => id)).toEqual(['a:2', 'a:3', 'b:1', 'b:2'])
  expect(others[2].optOut).toBe(true)
  expect(said).toMatch(/jobs \(3 cases\)\n {2}intent right +66\.7 % +2\/3 {2}AI alone +66\.7 % +2\/3/)
  expect(said).toContain('Intent expected (rows) and said (columns)')
  expect(said).toMatch(/jobs, intent right: 1 missed\n {2}a:3/)
})

test('how often and why the rules had to answer is said, and counts for nothing of the AI alone', async () => {
  const { said } = await evaluate(['--brain', 'ai', '--cases', cases], ai())
  expect(said).toContain('The rules had to answer 1 of 15 questions')
  expect(said).toMatch(/dial +1 {2}junk 1/)
  expect(said).toMatch(/spoilt \(1 cases\)\n {2}intent right +100\.0 % +1\/1 {2}AI alone +- % +0\/0/)
  expect(said).toMatch(/SENTINEL said ALLOWED 5/)
  expect(said).toMatch(/\d+ tokens in, \d+ out, \$0\.\d{4}/)
})

test('no more cases are asked at once than allowed', async () => {
  openai.set({ latencyMs: 150 })
  const began = performance.now()
  await evaluate(['--brain', 'ai', '--cases', cases, '--at-once', '1'], ai())
  expect(performance.now() - began).toBeGreaterThan(lines.length * 150)
  const times = openai
    .requests()
    .slice(-lines.length * 3)
    .map(({ at }) => Date.parse(at))
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan((lines.length - 1) * 140)
})

test('by rules no key is needed and nobody is asked', async () => {
  const before = openai.requestCount()
  const { code, said } = await evaluate(['--brain', 'rules', '--cases', cases, '--predictions', out])
  expect(code, said).toBe(0)
  expect(predictions()).toHaveLength(lines.length)
  expect(said).not.toContain('AI alone')
  expect(openai.requestCount()).toBe(before)
})

test.each([
  [['--brain', 'ai'], {}, 'OPENAI_API_KEY is not set, so there is no AI to ask'],
  [['--brain', 'ai'], { OPENAI_API_KEY: 'key' }, 'OPENAI_API_KEY must begin with sk-.'],
  [['--brain', 'oracle'], {}, '--brain must be "rules" or "ai".'],
  [['--brain', 'rules', '--misses', 'many'], {}, '--misses must be a whole number'],
  [['--brain', 'ai', '--at-once', '0'], {}, '--at-once must be a whole number from 1 to 64'],
] as const)('%j with %j is refused with a sentence', async (words, env, sentence) => {
  const { code, said } = await evaluate([...words, '--cases', cases], env)
  expect(said).toContain(sentence)
  expect(said).toContain('Usage: npm run eval')
  expect(code).toBe(2)
})
