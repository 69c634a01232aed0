import type { Endpoint } from '@jobrun/contracts/endpoint'
import { moment } from '@jobrun/contracts/moment'
import { fastify } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { BODY_LIMIT, mountContracts, on } from './contract-route.ts'
import { refuse, refuseUnknownRoute } from './problem.ts'

const echo = {
  method: 'POST',
  path: '/api/test/echo/:n',
  summary: '',
  input: {
    params: z.object({ n: z.string().regex(/^\d$/, 'one digit') }),
    body: z.strictObject({
      word: z.string(),
      at: moment.optional(),
      deep: z.strictObject({ x: z.number() }).optional(),
    }),
  },
  output: z.object({ word: z.string(), at: moment.nullable() }),
  status: 201,
} as const satisfies Endpoint

const app = fastify({ logger: false })
const faults: { requestId: string; error: unknown }[] = []
beforeAll(async () => {
  await app.register(
    async (scope) => {
      scope.setNotFoundHandler(refuseUnknownRoute)
      mountContracts(
        scope,
        [
          on(echo, async ({ body }) => {
            if (body.word === 'taken') return refuse(409, 'Choose another.')
            if (body.word === 'bug') throw new Error('postgres://user:secret@host')
            const more = { word: body.word, at: body.at ?? null, secret: 'never' }
            return more
          }),
        ],
        (fault) => faults.push(fault),
      )
    },
    { prefix: '/api/test' },
  )
})
afterAll(() => app.close())

const call = (payload: string | object | undefined, headers: Record<string, string> = {}, url = '/api/test/echo/1') =>
  app.inject({ method: 'POST', url, headers, ...(payload === undefined ? {} : { payload }) })

test('what comes in is parsed, and what goes out is only what the contract says', async () => {
  const answer = await call({ word: 'hi', at: '2030-01-15T11:00:00+01:00' })
  expect([answer.statusCode, answer.json()]).toEqual([201, { word: 'hi', at: '2030-01-15T10:00:00.000Z' }])
})

const json = { 'content-type': 'application/json' }

test.each([
  ['malformed JSON', '{"word": ', json, 400],
  ['an empty JSON body', '', json, 422],
  ['a poisoned prototype', '{"word":"x","__proto__":{"a":1}}', json, 400],
  ['a form', 'word=hi', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ['plain text', 'hi', { 'content-type': 'text/plain' }, 415],
  ['a body that is too large', JSON.stringify({ word: 'x'.repeat(BODY_LIMIT) }), json, 413],
  ['an array', '[]', json, 422],
  ['null', 'null', json, 422],
  ['no body at all', undefined, {}, 422],
  ['a missing field', '{}', json, 422],
] as const)('%s is a problem that says what to do', async (_name, body, headers, status) => {
  const answer = await call(body, headers)
  expect(answer.statusCode).toBe(status)
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(answer.json()).toMatchObject({
    type: expect.stringMatching(/^urn:jobrun:problem:/),
    status,
    title: expect.any(String),
  })
  expect(answer.json().detail.length).toBeGreaterThan(20)
})

test('each field that is refused is named, also one that does not exist and one within another', async () => {
  const answer = await call({ word: 1, extra: true, deep: { x: 'a', y: 2 } })
  expect(
    answer
      .json()
      .errors.map((error: { path: string }) => error.path)
      .sort(),
  ).toEqual(['deep.x', 'deep.y', 'extra', 'word'])
  expect((await call({})).json().errors).toEqual([{ path: 'word', message: 'This is required: give a string.' }])
})

test('an address that cannot be, a question that is not asked here, another method', async () => {
  expect((await call({ word: 'x' }, {}, '/api/test/echo/abc')).json()).toMatchObject({
    status: 404,
    errors: [{ path: 'n' }],
  })
  expect((await call({ word: 'x' }, {}, '/api/test/echo/1?loud=1')).json()).toMatchObject({
    status: 400,
    errors: [{ path: 'loud' }],
  })
  const other = await app.inject({
    method: 'PUT',
    url: '/api/test/echo/1',
    payload: 'x',
    headers: { 'content-type': 'text/plain' },
  })
  expect([other.statusCode, other.headers.allow]).toEqual([405, 'POST'])
  expect((await app.inject('/api/test/none')).json()).toMatchObject({ status: 404 })
})

test('a refusal keeps its words; a bug keeps its own to itself', async () => {
  expect((await call({ word: 'taken' })).json()).toMatchObject({ status: 409, detail: 'Choose another.' })
  const bug = await call({ word: 'bug' })
  expect(bug.statusCode).toBe(500)
  expect(bug.body).not.toContain('secret')
  expect(faults).toEqual([{ requestId: expect.any(String), error: expect.any(Error) }])
  expect(bug.json().detail).toContain(faults[0]?.requestId)
})
