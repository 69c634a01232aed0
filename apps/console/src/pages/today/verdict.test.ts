import { expect, test } from 'vitest'
import { verdictOf } from './verdict.ts'

const fine = { health: 'ok', incidents: 0, held: 0, stuck: 0 } as const

test('all is well only when health, incidents, held texts and stuck clients say so', () => {
  expect(verdictOf(fine)).toMatchObject({ tone: 'good', words: 'Everything is all right.' })
  expect(verdictOf({ ...fine, incidents: 1, held: 3 })).toMatchObject({
    tone: 'warn',
    because: '1 incident is open, 3 texts are held.',
  })
  expect(verdictOf({ ...fine, stuck: 2 }).because).toBe('2 clients are stuck.')
  expect(verdictOf({ ...fine, health: 'degraded' }).tone).toBe('warn')
  expect(verdictOf({ ...fine, health: 'unhealthy', held: 1 }).tone).toBe('bad')
})

test('nothing is promised before it is known', () => {
  expect(verdictOf({ ...fine, health: undefined }).tone).toBe('plain')
  expect(verdictOf({ ...fine, incidents: undefined }).tone).toBe('plain')
})
