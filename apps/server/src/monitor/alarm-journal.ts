/**
 * What is remembered of the alarm while there is no database: one small file a fact, made by whoever is first, so that
 * processes on one machine do not say the same twice. Where no file can be written, this process's memory serves.
 */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BlindText } from '@jobrun/domain/monitor/blind-alarm'

export interface KeptText extends BlindText {
  sid: string | null
  body: string
}

export interface AlarmJournal {
  /** null: nothing is wrong, as far as anybody here has seen. */
  read(): Promise<{ since: Date; texts: KeptText[] } | null>
  begin(since: Date): Promise<void>
  /** false: another process was first. */
  claim(number: number, text: KeptText): Promise<boolean>
  settle(number: number, text: KeptText): Promise<void>
  end(): Promise<void>
}

export function openAlarmJournal(folder: string, onError: (error: unknown) => void): AlarmJournal {
  const memory = new Map<string, string>()
  const nameOf = (number: number) => `text-${String(number).padStart(4, '0')}`
  /** false: it is there already. */
  const create = async (name: string, content: string) => {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(join(folder, name), content, { flag: 'wx', mode: 0o600 })
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
      onError(error)
      if (memory.has(name)) return false
      memory.set(name, content)
      return true
    }
  }
  return {
    async read() {
      const kept = new Map([...(await filesIn(folder, onError)), ...memory])
      const since = kept.get('since')
      if (since === undefined) return null
      const names = [...kept.keys()].filter((name) => name.startsWith('text-')).toSorted()
      return { since: new Date(since), texts: names.map((name) => textOf(kept.get(name) ?? '{}')) }
    },
    begin: async (since) => void (await create('since', since.toISOString())),
    claim: (number, text) => create(nameOf(number), JSON.stringify(text)),
    async settle(number, text) {
      const name = nameOf(number)
      if (memory.has(name)) return void memory.set(name, JSON.stringify(text))
      // Whole or not at all: a half-written file would be a text of which nothing is known.
      await writeFile(join(folder, `.${name}`), JSON.stringify(text), { mode: 0o600 })
      await rename(join(folder, `.${name}`), join(folder, name))
    },
    async end() {
      memory.clear()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function filesIn(folder: string, onError: (error: unknown) => void): Promise<[string, string][]> {
  try {
    const names = (await readdir(folder)).filter((name) => !name.startsWith('.'))
    return await Promise.all(
      names.map(async (name): Promise<[string, string]> => [name, await readFile(join(folder, name), 'utf8')]),
    )
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') onError(error)
    return []
  }
}

/** An empty or torn file is a claim whose outcome nobody knows. */
function textOf(written: string): KeptText {
  try {
    const {
      claimedAt,
      outcome = null,
      sid = null,
      body = '',
    } = JSON.parse(written) as Partial<Record<keyof KeptText, string>>
    return { claimedAt: new Date(claimedAt ?? 0), outcome: outcome as KeptText['outcome'], sid, body }
  } catch {
    return { claimedAt: new Date(0), outcome: null, sid: null, body: '' }
  }
}
