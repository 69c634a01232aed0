/** One postmaster: is it there, start it, end it. Deciding when to do which is `ensure-running.ts`. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Account } from './account.ts'
import { serverEnvironment } from './account.ts'
import { poll } from './poll.ts'

export interface Postmaster {
  pid: number
  port: number
  ready: boolean
}

/** `foreign`: the file names a live program that is not our postmaster. `unreadable`: an empty or broken file. */
export type Sighting = Postmaster | 'none' | 'foreign' | 'unreadable'

export const pidFile = (data: string): string => join(data, 'postmaster.pid')

/** Lines of postmaster.pid, in order: pid, data, start time, port, socket directory, address, shared memory, status. */
export function findPostmaster(data: string): Sighting {
  let lines: string[]
  try {
    lines = readFileSync(pidFile(data), 'utf8').split('\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'none'
    throw error
  }
  const pid = Number(lines[0])
  if (!Number.isSafeInteger(pid) || pid <= 1) return 'unreadable'
  if (isPostmasterOf(pid, data)) return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
  return isAlive(pid) ? 'foreign' : 'none'
}

/** Known by the directory it was started for, or that it stands in when that was moved since; never by pid alone. */
function isPostmasterOf(pid: number, data: string): boolean {
  if (process.platform !== 'linux') return commandFromPs(pid).includes(`postgres -D ${data} `)
  try {
    const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    if (basename(args[0] ?? '') !== 'postgres') return false
    return args[args.indexOf('-D') + 1] === data || isSameDirectory(`/proc/${pid}/cwd`, data)
  } catch {
    return false
  }
}

function commandFromPs(pid: number): string {
  try {
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}

function isSameDirectory(left: string, right: string): boolean {
  const [a, b] = [statSync(left), statSync(right)]
  return a.ino === b.ino && a.dev === b.dev
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** In a session of its own: neither Ctrl-C nor a closed terminal of the parent reaches it. */
export function launch(
  postgres: string,
  server: { data: string; account: Account | undefined; settings: Record<string, string>; logFile: string },
): ChildProcess {
  const settings = Object.entries(server.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openSync(server.logFile, 'a', 0o600)
  const child = spawn(postgres, ['-D', server.data, ...settings], {
    ...server.account,
    cwd: '/',
    env: serverEnvironment,
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.unref()
  return child
}

/** Fast shutdown: sessions are ended, everything is written. False when it is still there after `atMost` ms. */
export async function shutDown(data: string, atMost: number): Promise<boolean> {
  const found = findPostmaster(data)
  if (typeof found === 'string') return true
  if (isAlive(found.pid)) process.kill(found.pid, 'SIGINT')
  return (await poll(() => !isPostmasterOf(found.pid, data) || undefined, 10, atMost)) ?? false
}
