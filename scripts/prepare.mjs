/**
 * What has to be there before anything runs: packages, the generated database client, the built pages.
 * Each step is skipped when a stamp says that its inputs have not changed.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from './lock.mjs'

const PNPM = 'pnpm@12.21.0'

/** @param {{root: string, withPages: boolean}} wanted */
export async function prepare({ root, withPages }) {
  const steps = [install, generate, ...(withPages ? [buildPages] : [])]
  if (steps.every((step) => step.isCurrent(root))) return
  const state = join(root, '.jobrun')
  mkdirSync(state, { recursive: true })
  await withLock(join(state, 'prepare.lock'), async () => {
    for (const step of steps) if (!step.isCurrent(root)) await step.run(root)
  })
}

const install = {
  inputs: (root) => ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests(root)],
  stamp: 'node_modules/.jobrun-installed',
  isCurrent(root) {
    return isStamped(root, this)
  },
  async run(root) {
    say('Installing packages (once; a minute or two on a new machine)…')
    await runQuietly('npx', ['-y', PNPM, 'install', '--frozen-lockfile'], root)
    stamp(root, this)
  },
}

const generate = {
  inputs: () => ['prisma/schema.prisma', 'pnpm-lock.yaml'],
  stamp: 'packages/db/src/generated/.stamp',
  isCurrent(root) {
    return isStamped(root, this)
  },
  async run(root) {
    await runQuietly(process.execPath, [join(root, 'scripts/generate-prisma.mjs')], root)
    stamp(root, this)
  },
}

const pages = ['apps/phone', 'apps/console']

const buildPages = {
  inputs: (root) => [
    'pnpm-lock.yaml',
    ...pages
      .filter((app) => existsSync(join(root, app)))
      .flatMap((app) => filesBelow(root, app, ['dist', 'node_modules'])),
    ...filesBelow(root, 'packages/domain/src', []),
    ...filesBelow(root, 'packages/contracts/src', []),
    ...filesBelow(root, 'packages/words/src', []),
  ],
  stamp: 'apps/phone/dist/.stamp',
  isCurrent(root) {
    return isStamped(root, this)
  },
  async run(root) {
    say('Building the pages…')
    // Forced, as our stamp knows better than turbo's cache, which sees no change of a package that an app is built from.
    await runQuietly(
      join(root, 'node_modules/.bin/turbo'),
      ['run', 'build', '--force', '--output-logs=errors-only'],
      root,
    )
    stamp(root, this)
  },
}

function manifests(root) {
  return ['apps', 'packages'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .map((name) => `${folder}/${name}/package.json`)
      .filter((file) => existsSync(join(root, file))),
  )
}

function filesBelow(root, folder, except) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => !except.includes(entry.name))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      return entry.isDirectory() ? filesBelow(root, path, except) : [path]
    })
}

function isStamped(root, step) {
  const file = join(root, step.stamp)
  return existsSync(file) && readFileSync(file, 'utf8') === fingerprint(root, step)
}

function stamp(root, step) {
  writeFileSync(join(root, step.stamp), fingerprint(root, step))
}

function fingerprint(root, step) {
  const hash = createHash('sha256')
  for (const file of step.inputs(root).sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

/** Output is shown only when the command fails. */
function runQuietly(command, words, root) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`, CI: 'true' }
    const child = spawn(command, words, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => reject(new Error(`${command} could not be started: ${error.message}`)))
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${output}\n«${command} ${words.join(' ')}» ended with code ${code}.`)),
    )
  })
}

function say(line) {
  process.stderr.write(`${line}\n`)
}
