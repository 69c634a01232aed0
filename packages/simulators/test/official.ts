// The vendors' own descriptions, where those lie beside the checkout, and whether a value fits one of them.
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

export type Json = Record<string, unknown>

export interface Schema {
  $ref?: string
  type?: string
  nullable?: boolean
  enum?: unknown[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
}

export interface OpenApi {
  components: { schemas: Record<string, Schema> }
}

export function official<T>(file: string): T | null {
  const address = new URL(`../../../../shared/specs/${file}`, import.meta.url)
  if (!existsSync(address)) return null
  const bytes = readFileSync(address)
  return JSON.parse((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')) as T
}

/** Where the value does not fit; empty means it fits. Unknown fields are no fault: the vendors add some all the time. */
export function misfits(api: OpenApi, schema: Schema, value: unknown, path = ''): string[] {
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    return misfits(api, { ...(api.components.schemas[name] ?? {}), nullable: true }, value, path)
  }
  const options = schema.anyOf ?? schema.oneOf
  if (options) {
    const tries = options.map((option) => misfits(api, option, value, path))
    return tries.some((found) => found.length === 0) ? [] : (tries[0] ?? [])
  }
  if (schema.allOf) return schema.allOf.flatMap((part) => misfits(api, part, value, path))
  if (value === null) return schema.nullable || schema.type === 'null' ? [] : [`${path} is null`]
  if (schema.type && !hasType(schema.type, value)) return [`${path} is no ${schema.type}`]
  if (schema.enum && !schema.enum.includes(value)) return [`${path} is none of ${schema.enum.join(', ')}`]
  if (Array.isArray(value)) return value.flatMap((item, i) => misfits(api, schema.items ?? {}, item, `${path}[${i}]`))
  if (!schema.properties || typeof value !== 'object') return []
  const given = value as Json
  const missing = (schema.required ?? []).filter((name) => !(name in given)).map((name) => `${path}.${name} is missing`)
  const wrong = Object.entries(schema.properties).flatMap(([name, property]) =>
    name in given ? misfits(api, property, given[name], `${path}.${name}`) : [],
  )
  return [...missing, ...wrong]
}

/** The fields that a schema names, those of its parts included: what we send must be among them. */
export function fieldsOf(api: OpenApi, schema: Schema): string[] {
  const named = schema.$ref ? (api.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}) : schema
  return [...Object.keys(named.properties ?? {}), ...(named.allOf ?? []).flatMap((part) => fieldsOf(api, part))]
}

function hasType(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'array') return Array.isArray(value)
  if (type === 'null') return value === null
  if (type === 'object') return typeof value === 'object' && !Array.isArray(value)
  return typeof value === type
}
