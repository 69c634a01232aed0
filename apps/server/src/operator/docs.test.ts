import { operatorEndpoints } from '@jobrun/contracts/operator-endpoints'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OperatorWorld, operatorWorld } from './operator-world.ts'

let world: OperatorWorld
beforeAll(async () => {
  world = await operatorWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

test('the page shows every endpoint, without a key, without scripts and without anything from elsewhere', async () => {
  const { statusCode, headers, body } = await world.app.inject('/api/docs')
  expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  expect(headers['content-security-policy']).toContain("default-src 'none'")
  expect(body).not.toMatch(/<script|src=|@import|url\(/i)
  for (const { method, path, summary } of operatorEndpoints) {
    expect(body).toContain(`<b>${method}</b> ${path.replace(/:(\w+)/g, '{$1}')}</a>`)
    expect(body).toContain(summary.replaceAll("'", '&#39;'))
  }
  expect(body.length).toBeLessThan(600_000)
})

test('the document is what programs read', async () => {
  const { status, headers, json } = await world.call('GET', '/api/docs/openapi.json', undefined, {})
  expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8'])
  expect(json.openapi).toBe('3.1.1')
  expect(Object.keys(json.paths)).toHaveLength(new Set(operatorEndpoints.map(({ path }) => path)).size)
  expect(json.paths['/api/admin/held/{id}/release'].post.security).toEqual([{ key: [] }])
})
