/**
 * Prisma's own schema engine, as WebAssembly: the native one would have to be downloaded.
 * Only loads and binds it; what it is asked is decided by deploy and create.
 */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'

type EngineClass = typeof SchemaEngine

/** No table or enum is kept out of what the engine looks at. */
export const NO_FILTER = { externalTables: [], externalEnums: [] }

let loading: Promise<EngineClass> | undefined

export async function withSchemaEngine<T>(
  adapters: SqlMigrationAwareDriverAdapterFactory,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  loading ??= load()
  const Engine = await loading
  const engine = await Engine.new({ datamodels: undefined }, () => {}, bindMigrationAwareSqlAdapterFactory(adapters))
  try {
    return await work(engine)
  } finally {
    engine.free()
  }
}

/** The engine's words without the stack of its own calls, on one line. */
export function engineWords(text: string): string {
  const lines = text.split('\n').filter((line) => !/^\s+(\d+: |with |at )/.test(line))
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== 'external connector error')
    .join(' ')
    .replace('Error querying the database: ', '')
}

/** As the package's own entry does it, which imports the .wasm as a module: Node warns about that at each start. */
async function load(): Promise<EngineClass> {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bytes = await readFile(entry.replace(/\.js$/, '.wasm'))
  const { instance } = await webAssembly.instantiate(bytes, { './schema_engine_bg.js': { ...bindings } })
  bindings.__wbg_set_wasm(instance.exports)
  instance.exports['__wbindgen_start']?.()
  return bindings.SchemaEngine
}

/** Declared by TypeScript only together with a browser's whole world. */
const { WebAssembly: webAssembly } = globalThis as unknown as {
  WebAssembly: {
    instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, () => void> } }>
  }
}

/** Where the engine leaves the reason before it breaks down; without it the reason would be lost. */
Object.assign(globalThis, {
  PRISMA_WASM_PANIC_REGISTRY: {
    set_message(reason: string) {
      throw new Error(`Prisma's schema engine broke down: ${reason}`)
    },
  },
})
