import { fastify } from 'fastify'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { adminKey, refuseWithoutKey } from './admin-key.ts'
import { Refusal, sendRefusal } from './problem.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2030-01-15T10:00:00Z') })
})
afterEach(() => {
  vi.useRealTimers()
})

async function door(key = 'right') {
  const app = fastify()
  const admin = await adminKey(app, key)
  app.get('/', async (request, reply) => {
    const shown = await admin.check(request)
    if (shown === 'right') return 'in'
    return sendRefusal(reply, shown instanceof Refusal ? shown : refuseWithoutKey(shown))
  })
  return (authorization?: string, remoteAddress = '192.0.2.1') =>
    app.inject({ url: '/', remoteAddress, headers: authorization === undefined ? {} : { authorization } })
}

test.each([
  ['Bearer right', 200],
  ['bearer right', 200],
  ['Bearer  right ', 200],
  ['Bearer righ', 401],
  ['Bearer right2', 401],
  ['Bearer', 401],
  ['Bearer ', 401],
  ['right', 401],
  ['', 401],
  [undefined, 401],
])('%o answers %i', async (authorization, status) => {
  expect((await (await door())(authorization)).statusCode).toBe(status)
})

test('without a key of its own nobody is let in', async () => {
  const call = await door('')
  expect((await call('Bearer ')).statusCode).toBe(401)
  expect((await call('Bearer x')).statusCode).toBe(401)
})

test('after 60 wrong keys within a minute an address is told to wait; the right key and other addresses pass', async () => {
  const call = await door()
  for (let n = 1; n <= 60; n++) expect((await call(`Bearer wrong${n}`)).statusCode).toBe(401)
  const refused = await call('Bearer wrong')
  expect(refused.statusCode).toBe(429)
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60)
  expect((await call('Bearer right')).statusCode).toBe(200)
  expect((await call('Bearer wrong', '192.0.2.2')).statusCode).toBe(401)
  expect((await call(undefined)).statusCode).toBe(401)
  vi.setSystemTime(new Date('2030-01-15T10:01:01Z'))
  expect((await call('Bearer wrong')).statusCode).toBe(401)
})
