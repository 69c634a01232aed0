/** What was given at the terminal, after the name of the command. */
import { parseArgs } from 'node:util'
import { SaidNo } from './ask.ts'

const options = {
  reason: { type: 'string' },
  until: { type: 'string' },
  state: { type: 'string' },
  status: { type: 'string' },
  role: { type: 'string' },
  name: { type: 'string' },
  client: { type: 'string', multiple: true },
  'error-code': { type: 'string' },
  severity: { type: 'string' },
  terminal: { type: 'boolean' },
  limit: { type: 'string' },
  cursor: { type: 'string' },
  preview: { type: 'boolean' },
  'even-if-lapsed': { type: 'boolean' },
} as const

export type Given = ReturnType<typeof readGiven>

export function readGiven(argv: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true })
    return { ...values, words: positionals }
  } catch (error) {
    throw new SaidNo(0, error instanceof Error ? error.message : String(error))
  }
}

/** The word at a place, or a sentence that asks for it. */
export function word({ words }: Given, place: number, what: string): string {
  const given = words[place]
  if (!given) throw new SaidNo(0, `Say ${what}: npm run admin shows how.`)
  return given
}

export function reasonOf({ reason }: Given): string {
  if (!reason?.trim()) throw new SaidNo(0, 'Say why with --reason "...": it is kept in the audit log.')
  return reason
}

export function pageOf({ limit, cursor }: Given): { limit?: string | undefined; cursor?: string | undefined } {
  return { limit, cursor }
}
