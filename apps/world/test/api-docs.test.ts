/** docs/api.md promises that its lines work as they stand, one after another; here a shell runs them so. */
import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { askOver } from '@jobrun/server/operator/line/ask'
import { runCommand } from '@jobrun/server/operator/line/commands'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownNumbers, seedWorld, spareNumbers } from '../src/seed-world.ts'
import { type TestWorld, testWorld } from './world.ts'

const page = new URL('../../../docs/api.md', import.meta.url)

let world: TestWorld
let npm: FastifyInstance
beforeAll(async () => {
  world = await testWorld()
  for (const number of [...ownNumbers.map(({ number }) => number), ...spareNumbers]) world.addNumber(number)
  await seedWorld(world.publicBaseUrl, world.adminApiKey)
  npm = await serveNpm(world)
})
afterAll(async () => {
  await npm?.close()
  await world?.stop()
})

/** `npm run admin` and `npm run text` within this process: starting npm for each line would take minutes. */
async function serveNpm({ publicBaseUrl, adminApiKey, texts, settle }: TestWorld): Promise<FastifyInstance> {
  const app = Fastify()
  app.addContentTypeParser('text/plain', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  const wordsOf = (body: unknown) => String(body).split('\n').slice(0, -1)
  app.post('/admin', async ({ body }) => {
    const ask = askOver({ url: publicBaseUrl, key: adminApiKey })
    return `${await runCommand(ask, wordsOf(body))}\n`
  })
  app.post('/text', async ({ body }) => {
    const [from = '', words = '', to = ownNumbers[0]?.number ?? ''] = wordsOf(body)
    await texts(from, words, { to })
    await settle()
    return ''
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  return app
}

/** In place of what the page begins with: where this world is, and its key. */
function prelude(): string {
  const { port } = npm.server.address() as { port: number }
  return `npm() {
  local script=$3; shift 3; [ "$1" = -- ] && shift
  [ $# = 0 ] || printf '%s\\n' "$@" | curl -fsS -H 'Content-Type: text/plain' --data-binary @- "http://127.0.0.1:${port}/$script"
}`
}

function linesOf(markdown: string): string {
  const shown = [...markdown.matchAll(/^(### .*)$|^```sh\n([\s\S]*?)^```$/gm)]
  return shown
    .map(([, heading, lines]) => (heading ? `echo; echo '${heading}'` : lines))
    .join('\n')
    .replace('API=http://127.0.0.1:3001', `API=${world.publicBaseUrl}`)
    .replace('$(cat .jobrun/demo/admin-api-key)', world.adminApiKey)
}

/** What the shell says, by heading. */
async function run(script: string): Promise<Map<string, string>> {
  const child = spawn('bash', ['-c', `exec 2>&1\n${script}`], { stdio: ['ignore', 'pipe', 'inherit'] })
  const said = await text(child.stdout)
  return new Map(said.split('\n### ').map((part) => [part.slice(0, part.indexOf('\n')), part]))
}

test('every line of docs/api.md does what it is there for, and refuses where the page says so', async () => {
  const markdown = await readFile(page, 'utf8')
  const said = await run(`${prelude()}\n${linesOf(markdown)}`)
  const expected = markdown.split('\n').filter((line) => line.startsWith('ask ') && /# 409/.test(line)).length
  const refusals = [...said].flatMap(([, part]) => part.match(/urn:jobrun:problem:[a-z-]+.*/g) ?? [])
  expect(refusals.filter((refusal) => !refusal.includes('"status":409'))).toEqual([])
  expect(refusals).toHaveLength(expected)
  expect([...said].filter(([, part]) => /curl: |no command/.test(part))).toEqual([])
  // Each list that the page prepares something for has it.
  for (const heading of ['held', 'leads', 'conversations', 'numbers', 'audit-log'])
    expect(said.get(`GET /api/admin/${heading}`)).toContain('"items":[{')
}, 120_000)
