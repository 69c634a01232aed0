import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { openApiOf } from './openapi.ts'
import { operatorEndpoints } from './operator-endpoints.ts'

const document = openApiOf(operatorEndpoints)

/** Its reader takes a text of one line for the name of a file. */
const read = (value: unknown) => JSON.stringify(value, null, 2)

test('the document is OpenAPI 3.1, by its official schema', async () => {
  const validator = new Validator()
  const { valid, errors } = await validator.validate(read(document))
  expect(errors).toBeUndefined()
  expect([valid, validator.version]).toEqual([true, '3.1'])
  const broken = await new Validator().validate(read({ ...document, paths: { 'no-slash': 1 } }))
  expect(broken.valid).toBe(false)
})

test('every endpoint is in it, once, with its parameters', () => {
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(described.sort()).toEqual(
    operatorEndpoints.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`).sort(),
  )
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))
  const ids = operations.map(({ operationId }) => operationId)
  expect(new Set(ids).size).toBe(ids.length)
  const answer = document.paths['/api/admin/conversations/{id}/messages']?.post
  expect(answer?.parameters).toMatchObject([
    { name: 'id', in: 'path', required: true },
    { name: 'idempotency-key', in: 'header', required: false },
  ])
  expect(Object.keys(answer?.responses ?? {})).toEqual(['201', '202', 'default'])
})

test('moments are strings with a format, and nothing refers to what is not there', () => {
  const written = JSON.stringify(document)
  expect(written).toContain('"format":"date-time"')
  const references = [...written.matchAll(/"\$ref":"([^"]+)"/g)].map(([, to]) => to)
  expect(new Set(references)).toEqual(new Set(['#/components/schemas/Problem']))
})
