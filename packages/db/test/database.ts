/** A database of its own for a test file: a copy of the migrated template. */
import { inject } from 'vitest'
import { copyDatabase, type FreshDatabase } from './copy-database.ts'
import type { TestServer } from './test-server.ts'

export type { FreshDatabase }

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer
  }
}

export const freshDatabase = (options: { max?: number } = {}): Promise<FreshDatabase> =>
  copyDatabase(inject('testServer'), options)
