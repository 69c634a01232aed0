/**
 * Generates the typed database client from prisma/schema.prisma, only when the schema or Prisma itself changed.
 * Plain JavaScript for Node 20.19 and newer. Callers hold the lock of prepare.mjs; two at once are not expected here.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const schemaFile = join(root, 'prisma/schema.prisma')
const prisma = join(root, 'packages/db/node_modules/prisma')
const output = join(root, 'packages/db/src/generated')
const stampFile = join(output, '.generated-from')

function generate() {
  if (!existsSync(join(prisma, 'package.json')))
    return 'Prisma is not installed; run any npm script, which installs it.'
  if (!existsSync(schemaFile)) return 'prisma/schema.prisma is missing; restore it from git.'
  const wanted = fingerprint()
  if (existsSync(join(output, 'client.ts')) && stampedWith() === wanted) return null
  rmSync(stampFile, { force: true })
  const run = runPrisma()
  if (run.status !== 0) return `The database client could not be generated from prisma/schema.prisma.\n${wordsOf(run)}`
  writeFileSync(stampFile, wanted)
  return null
}

function fingerprint() {
  const { version } = JSON.parse(readFileSync(join(prisma, 'package.json'), 'utf8'))
  return createHash('sha256').update(version).update('\0').update(readFileSync(schemaFile)).digest('hex')
}

function stampedWith() {
  return existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : null
}

/** Prisma looks for a native schema engine and would download it; generate never runs it, so any executable will do. */
function runPrisma() {
  return spawnSync(
    process.execPath,
    [join(prisma, 'build/index.js'), 'generate', '--schema', schemaFile, '--no-hints'],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1', NO_COLOR: '1' },
    },
  )
}

function wordsOf(run) {
  return run.error ? run.error.message : `${run.stdout}${run.stderr}`.trim()
}

const problem = generate()
if (problem) {
  process.stderr.write(`${problem}\n`)
  process.exitCode = 1
}
