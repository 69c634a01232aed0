/**
 * The operator's API as an OpenAPI 3.1 document, made from the same data as its routes. Says what goes over the wire:
 * moments as strings, queries as text.
 */
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { problem } from './problem.ts'

type Json = string | number | boolean | null | Json[] | { [name: string]: Json }
type JsonObject = { [name: string]: Json }

interface Parameter extends JsonObject {
  name: string
  in: string
  required: boolean
  schema: Json
}

export interface Operation {
  operationId: string
  summary: string
  parameters: Parameter[]
  requestBody?: { required: boolean; content: JsonObject }
  responses: { [status: string]: JsonObject }
  security: JsonObject[]
}

export interface OpenApi {
  openapi: string
  info: { title: string; version: string; description: string }
  paths: { [path: string]: { [method: string]: Operation } }
  components: JsonObject
}

const problemAnswer = (description: string): JsonObject => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

export function openApiOf(endpoints: readonly Endpoint[]): OpenApi {
  const paths: OpenApi['paths'] = {}
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) }
  }
  return {
    openapi: '3.1.1',
    info: { title: 'JobRun operator’s API', version: '1', description: 'docs/api.md has a line to try for each call.' },
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'ADMIN_API_KEY, or an operator’s token' },
      },
      schemas: { Problem: schemaOf(problem) },
    },
  }
}

function operationOf(endpoint: Endpoint): Operation {
  const { input } = endpoint
  const closed = endpoint.path.startsWith('/api/admin/')
  return {
    operationId: operationIdOf(endpoint),
    summary: endpoint.summary,
    parameters: [
      ...parametersOf(input.params, 'path'),
      ...parametersOf(input.query, 'query'),
      ...parametersOf(input.headers, 'header'),
    ],
    ...(input.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(input.body) } } } }
      : {}),
    responses: answersOf(endpoint),
    security: closed ? [{ key: [] }] : [{}, { key: [] }],
  }
}

/** GET /api/admin/clients/:id/switch-log → getClientsIdSwitchLog */
function operationIdOf({ method, path }: Endpoint): string {
  const words = path.replace(/^\/api\/(admin\/)?/, '').split(/\W+/)
  return [method.toLowerCase(), ...words.filter(Boolean).map((word) => word[0]?.toUpperCase() + word.slice(1))].join('')
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query' | 'header'): Parameter[] {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema) as { properties?: JsonObject; required?: string[] }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: property,
  }))
}

function answersOf(endpoint: Endpoint): Operation['responses'] {
  const success = {
    description: endpoint.summary,
    content: { [endpoint.file ?? endpoint.stream ?? 'application/json']: { schema: schemaOf(endpoint.output) } },
  }
  const statuses = [endpoint.status, ...(endpoint.orStatus ? [endpoint.orStatus] : [])]
  return {
    ...Object.fromEntries(statuses.map((status) => [String(status), success])),
    default: problemAnswer('What is wrong and what to do about it.'),
  }
}

/** The only schema that refers to itself is that of any JSON, for which OpenAPI's word is {}. */
function schemaOf(schema: z.ZodType): JsonObject {
  const { $schema: _, $defs: __, ...written } = z.toJSONSchema(schema, { io: 'input' }) as JsonObject
  return JSON.parse(JSON.stringify(written), (_key, value) => (isReference(value) ? {} : value)) as JsonObject
}

function isReference(value: unknown): boolean {
  return typeof value === 'object' && value !== null && '$ref' in value
}
