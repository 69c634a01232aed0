/**
 * The door of every npm script: makes sure that the workspace is installed, the database client generated and the
 * pages built, each once and under a lock, then runs a TypeScript main with the workspace's own Node.
 * Plain JavaScript for Node 20.19 and newer, because nothing is installed yet when it starts.
 *
 *   node scripts/run.mjs [--pages] <main.ts> [arguments]
 *   node scripts/run.mjs --bin <tool> [arguments]
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { prepare } from './prepare.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
process.chdir(root)
const began = Date.now()

const [first, ...rest] = process.argv.slice(2)
const withPages = first === '--pages'
const words = withPages ? rest : [first, ...rest]

try {
  await prepare({ root, withPages })
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}

const node = `${root}node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`
const command = words[0] === '--bin' ? [`${root}node_modules/.bin/${words[1]}`, ...words.slice(2)] : [node, ...words]
if (!existsSync(command[0])) {
  process.stderr.write(`${command[0]} is missing: remove node_modules and run the command again.\n`)
  process.exit(1)
}
// glibc gives each thread a heap of its own, which under load keeps a hundred megabytes that nobody uses.
const memory = { MALLOC_ARENA_MAX: '2' }
// A session of its own: a terminal or a service manager signals npm, this and the main at once, and the main, which
// takes a second signal for impatience, must hear it once.
const child = spawn(command[0], command.slice(1), {
  stdio: 'inherit',
  detached: true,
  env: {
    ...process.env,
    ...memory,
    JOBRUN_COMMAND_BEGAN: String(began),
    PATH: `${root}node_modules/.bin:${process.env.PATH}`,
  },
})
let passedOn = 0
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (Date.now() - passedOn < 500) return
    passedOn = Date.now()
    child.kill(signal)
  })
}
// npm that is ended by a service manager or a script ends without telling us; who is left without it ends too.
const parent = process.ppid
setInterval(() => {
  if (process.ppid !== parent) child.kill('SIGTERM')
}, 500).unref()
child.on('exit', (code, signal) => process.exit(signal ? 130 : (code ?? 1)))
