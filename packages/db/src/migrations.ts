/** Where this repository's schema and migrations are. */
import { fileURLToPath } from 'node:url'
import type { MigrationPaths } from './migrate/migrations-folder.ts'

const prisma = new URL('../../../prisma/', import.meta.url)

export const ourMigrations: MigrationPaths = {
  schemaFile: fileURLToPath(new URL('schema.prisma', prisma)),
  migrationsDir: fileURLToPath(new URL('migrations', prisma)),
}
