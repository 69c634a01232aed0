import { afterAll, beforeAll, expect, test } from 'vitest'
import { elmPlumbing, type OperatorWorld, operatorWorld } from './operator-world.ts'

let world: OperatorWorld
let id: string
beforeAll(async () => {
  world = await operatorWorld()
  id = (await world.call('POST', '/api/admin/clients', elmPlumbing)).json.id
})
afterAll(() => world?.[Symbol.asyncDispose]())

const put = (body: object) => world.call('PUT', `/api/admin/clients/${id}/templates`, { reason: 'their tone', ...body })
const list = async () => (await world.call('GET', `/api/admin/clients/${id}/templates`)).json.items

test('ours until theirs are set, theirs until they are taken back, each in the audit log', async () => {
  expect(await list()).toContainEqual({
    kind: 'text-back',
    words: null,
    shown: expect.stringContaining('Elm Plumbing'),
  })
  const words = '{business} here, sorry we missed you. What needs doing, and where?'
  const set = await put({ kind: 'text-back', words })
  expect([set.status, set.json]).toEqual([
    200,
    { kind: 'text-back', words, shown: 'Elm Plumbing here, sorry we missed you. What needs doing, and where?' },
  ])
  expect(await list()).toContainEqual(set.json)
  expect((await put({ kind: 'text-back', words: null })).json).toMatchObject({ words: null })
  const { json } = await world.call('GET', `/api/admin/audit-log?clientId=${id}`)
  const changes = json.items.filter(({ action }: { action: string }) => action === 'template.change')
  expect(changes).toHaveLength(2)
})

test('what no reply may hold is refused and named; nothing is changed', async () => {
  const { status, json } = await put({ kind: 'decline', words: '{business} asks 20 pounds for that.' })
  expect([status, json.errors[0].path, json.detail]).toEqual([422, 'words', expect.stringContaining('a price')])
  expect(await put({ kind: 'welcome', words: '{business}' })).toMatchObject({ status: 422 })
  expect((await list()).every(({ words }: { words: string | null }) => words === null)).toBe(true)
})
