import { expect, test } from 'vitest'
import { z } from 'zod'
import { operatorEndpoints } from './operator-endpoints.ts'

test.each(operatorEndpoints.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
  '%s can be written down as JSON schema, and its parameters are those of its path',
  (_name, endpoint) => {
    for (const schema of [...Object.values(endpoint.input), endpoint.output]) {
      expect(() => z.toJSONSchema(schema, { io: 'input' })).not.toThrow()
    }
    const named = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name]) => name)
    const parsed = endpoint.input.params as z.ZodObject | undefined
    expect(Object.keys(parsed?.shape ?? {})).toEqual(named)
  },
)
