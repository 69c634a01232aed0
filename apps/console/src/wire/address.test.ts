import { expect, test } from 'vitest'
import { addressOf } from './address.ts'

test('parameters are filled in as they cannot be mistaken for a path', () => {
  expect(addressOf('/api/admin/clients/:id/facts/:factId', { id: 'a/b', factId: '?' }, {})).toBe(
    '/api/admin/clients/a%2Fb/facts/%3F',
  )
})

test('what was not asked for is not in the query', () => {
  expect(addressOf('/api/admin/held', {}, { limit: 20, clientId: undefined, cursor: '', state: null })).toBe(
    '/api/admin/held?limit=20',
  )
})
