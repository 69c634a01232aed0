import { expect, test } from 'vitest'
import { measure } from '../outbox/segments.ts'
import { regions } from '../region.ts'
import { dangerKinds } from '../rules/danger-rules.ts'
import { safetyLineFor } from './safety-line.ts'

test('gas, fire and its smoke, and electric shock have a line; the other dangers are the owner’s to mend', () => {
  const mortal = dangerKinds.filter((kind) => safetyLineFor('GB', kind) !== null)
  expect([...mortal].sort()).toEqual(['fire', 'gas', 'shock', 'smoke'])
})

test('each line is one or two segments and names the number of its own country only', () => {
  for (const region of regions)
    for (const kind of ['gas', 'fire', 'shock'] as const) {
      const line = safetyLineFor(region, kind) ?? ''
      expect(measure(line).segments).toBeLessThanOrEqual(2)
      expect(line.includes('999')).toBe(region === 'GB')
      expect(line.includes('911')).toBe(region === 'US')
    }
  expect(safetyLineFor('GB', 'gas')).toContain('0800 111 999')
})
