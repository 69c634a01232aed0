/**
 * Prisma's own schema engine, as WebAssembly: the native one would have to be downloaded.
 * Only loads and binds it; what it is asked is decided by deploy and create.
 */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import {
  bindMigrationAwareSqlAdapterFactory,
  type ErrorCapturingSqlMigrationAwareDriverAdapterFactory,
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
  const bound = bindMigrationAwareSqlAdapterFactory(adapters)
  try {
    const engine = await Engine.new({ datamodels: undefined }, () => {}, bound)
    try {
      return await work(engine)
    } finally {
      engine.free()
    }
  } catch (error) {
    throw ownError(bound, error)
  }
}

/** An error of ours that went through the engine comes out as «External error id#…»; the adapter kept the real one. */
function ownError({ errorRegistry }: ErrorCapturingSqlMigrationAwareDriverAdapterFactory, error: unknown): unknown {
  const id = error instanceof Error && /External error id#(\d+)/.exec(error.message)?.[1]
  return id ? (errorRegistry.consumeError(Number(id))?.error ?? error) : error
}

/** What the engine said, without the stack of its own calls. */
export function engineWords(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^\s+(\d+: |with |at )|^external connector error$/.test(line))
    .join('\n')
    .replace('Error querying the database: ', '')
    .trim()
}

/** As the package's own entry does it, which imports the .wasm as a module: Node warns about that at each start. */
async function load(): Promise<EngineClass> {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bytes = await readFile(entry.replace(/\.js$/, '.wasm'))
  const { instance } = await webAssembly.instantiate(bytes, { './schema_engine_bg.js': imports() })
  bindings.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start?.()
  return bindings.SchemaEngine
}

/** The engine never clears the 10 s it gives to taking its lock, which would hold up the end of a process. */
function imports(): Record<string, unknown> {
  const timer = Object.keys(bindings).find((name) => name.startsWith('__wbg_setTimeout_')) ?? 'setTimeout'
  return { ...bindings, [timer]: (done: () => void, ms: number) => setTimeout(done, ms).unref() }
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
