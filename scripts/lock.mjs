/** A lock between processes on one machine that a dead holder cannot keep. Plain JavaScript: used before any install. */
import { linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Longer than an install takes. */
const PATIENCE_MS = 5 * 60_000

/**
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, work) {
  const until = Date.now() + PATIENCE_MS
  let told = false
  while (!take(file)) {
    if (!told) process.stderr.write(`Another JobRun command is preparing this folder; waiting for it (${file}).\n`)
    told = true
    if (Date.now() > until)
      throw new Error(`Waited 5 minutes for ${file}: if no other JobRun command runs here, remove that file.`)
    await sleep(200)
  }
  const release = () => rmSync(file, { force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

/** True when the lock is now ours. The file appears whole (by link), so a reader never sees half a holder. */
function take(file) {
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, String(process.pid))
  try {
    linkSync(mine, file)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    removeIfDead(file)
    return false
  } finally {
    unlinkSync(mine)
  }
}

function removeIfDead(file) {
  const holder = holderOf(file)
  if (holder === null || isAlive(holder)) return
  // Moved aside first: of several waiters one wins, and what it moved is checked to be the dead holder's.
  const aside = `${file}.stale.${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  if (holderOf(aside) !== holder) {
    try {
      linkSync(aside, file)
    } catch {
      // A newer holder is there already; the one moved aside finishes without being waited for.
    }
  }
  rmSync(aside, { force: true })
}

function holderOf(file) {
  try {
    return Number(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
