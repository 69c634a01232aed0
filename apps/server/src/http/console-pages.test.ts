import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FastifyInstance, fastify } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { consolePages } from './console-pages.ts'

const folder = mkdtempSync(join(tmpdir(), 'console-'))
const html = { accept: 'text/html,application/xhtml+xml' }
let app: FastifyInstance
beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Console</title>')
  writeFileSync(join(folder, 'assets/main-abc123.js'), 'console.info(1)')
  writeFileSync(join(folder, 'icon.svg'), '<svg/>')
  app = await served(folder)
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

async function served(from: string): Promise<FastifyInstance> {
  const made = fastify()
  await made.register(async (pages) => consolePages(pages, from))
  return made
}

test.each(['/', '/clients', '/clients/7/leads?state=NEW', '/sign-in'])('%s is the page', async (url) => {
  const answer = await app.inject({ url, headers: html })
  expect([answer.statusCode, answer.body, answer.headers['cache-control']]).toEqual([
    200,
    expect.stringContaining('Console'),
    'no-cache',
  ])
})

test('scripts run from our files alone, and nobody may frame the page', async () => {
  const policy = String((await app.inject({ url: '/clients', headers: html })).headers['content-security-policy'])
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('upgrade-insecure-requests')
})

test('files with a hash in their name are kept for ever, others asked for again', async () => {
  const kept = async (url: string) => (await app.inject(url)).headers['cache-control']
  expect(await kept('/assets/main-abc123.js')).toContain('immutable')
  expect(await kept('/icon.svg')).toBe('no-cache')
})

test.each([
  ['GET', '/api/nothing', html],
  ['GET', '/assets/main-gone.js', html],
  ['GET', '/clients', { accept: 'application/json' }],
  ['POST', '/clients', html],
  ['GET', '/../package.json', { accept: '*/*' }],
  ['GET', '/%2e%2e/package.json', { accept: '*/*' }],
] as const)('%s %s is not the page', async (method, url, headers) => {
  expect((await app.inject({ method, url, headers })).statusCode).toBe(404)
})

test('where it is not built it says how to build it', async () => {
  const bare = await served(join(folder, 'none'))
  const answer = await bare.inject({ url: '/', headers: html })
  expect([answer.statusCode, answer.body]).toEqual([404, expect.stringContaining('npm start')])
  await bare.close()
})
