/** The npm scripts' main, run as a process of its own: what it says, its exit code, and that it ends. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { playground } from './migrate-playground.ts'

const cli = fileURLToPath(new URL('../src/migrate/cli.ts', import.meta.url))

function run(url: string, ...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, DATABASE_URL: url }
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...words], { env, timeout: 8_000 }, (error, out, err) => {
      resolve({ code: error ? Number(error.code ?? -1) : 0, out, err })
    })
  })
}

test("this repository's migrations apply to an empty database and equal its schema", async () => {
  await using play = await playground()
  expect(await run(play.url, 'status')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^0 applied, \d+ pending: /),
  })
  expect(await run(play.url, 'deploy')).toEqual({ code: 0, out: expect.stringMatching(/^Applied \d{14}_/), err: '' })
  expect(await run(play.url, 'deploy')).toMatchObject({ code: 0, out: 'Nothing to apply: the database is current.\n' })
  expect(await run(play.url, 'status')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^\d+ applied, 0 pending\.$/m),
  })
  expect(await run(play.url, 'drift')).toEqual({
    code: 0,
    out: 'The migrations equal prisma/schema.prisma.\n',
    err: '',
  })
})

test('a problem is one sentence and exit code 1, without the password', async () => {
  const nowhere = 'postgres://nobody:very-secret@127.0.0.1:1/none'
  const [said, ...more] = (await run(nowhere, 'deploy')).err.trim().split('\n')
  expect(said).toContain('check DATABASE_URL')
  expect(said).not.toContain('very-secret')
  expect(more).toEqual([])
  expect(await run(nowhere, 'undo')).toEqual({
    code: 1,
    out: '',
    err: 'Say one of create, deploy, check, status, drift.\n',
  })
  expect(await run(nowhere, 'create')).toMatchObject({
    code: 1,
    err: expect.stringContaining('Give the migration a name'),
  })
})
