// What the stand-in knows: numbers, opted-out pairs and every text in and out, indexed so that cost does not grow with history.
// With a file, each change is one JSON line, read back at the next start. It decides nothing.
import { createWriteStream, existsSync, mkdirSync, readFileSync, type WriteStream } from 'node:fs'
import { dirname } from 'node:path'
import type { IncomingNumber } from './incoming-number.ts'
import type { SimulatedMessage } from './message.ts'

type Line =
  | { kind: 'number'; number: IncomingNumber }
  | { kind: 'message'; message: SimulatedMessage }
  | { kind: 'change'; sid: string; change: Partial<SimulatedMessage> }
  | { kind: 'opt-out'; handset: string; number: string; optedOut: boolean; at: number }

export class Ledger {
  readonly numbers = new Map<string, IncomingNumber>()
  readonly #bySid = new Map<string, SimulatedMessage>()
  readonly #all: SimulatedMessage[] = []
  /** Keys: `from <phone>`, `to <phone>`, `pair <from> <to>`, `phone <phone>`. */
  readonly #index = new Map<string, SimulatedMessage[]>()
  readonly #optOuts = new Set<string>()
  readonly #watchers = new Set<(message: SimulatedMessage) => void>()
  #file: WriteStream | null = null

  constructor(ledgerFile?: string) {
    if (!ledgerFile) return
    const written = existsSync(ledgerFile) ? readFileSync(ledgerFile, 'utf8') : ''
    this.#reload(written)
    mkdirSync(dirname(ledgerFile), { recursive: true })
    this.#file = createWriteStream(ledgerFile, { flags: 'a' })
    if (written !== '' && !written.endsWith('\n')) this.#file.write('\n')
  }

  putNumber(number: IncomingNumber): void {
    this.#apply({ kind: 'number', number }, true)
  }

  addMessage(message: SimulatedMessage): void {
    this.#apply({ kind: 'message', message }, true)
    this.#announce(message)
  }

  changeMessage(sid: string, change: Partial<SimulatedMessage>): SimulatedMessage {
    const message = this.#bySid.get(sid)
    if (!message) throw new Error(`No message ${sid} in the ledger`)
    this.#apply({ kind: 'change', sid, change }, true)
    this.#announce(message)
    return message
  }

  setOptOut(pair: { handset: string; number: string }, optedOut: boolean, at: number): void {
    this.#apply({ kind: 'opt-out', ...pair, optedOut, at }, true)
  }

  isOptedOut(handset: string, number: string): boolean {
    return this.#optOuts.has(`${handset} ${number}`)
  }

  /** Pairs written as `<handset> <number>`. */
  optedOutPairs(): string[] {
    return [...this.#optOuts]
  }

  find(sid: string): SimulatedMessage | undefined {
    return this.#bySid.get(sid)
  }

  /** Oldest first; an end that is not given is any. */
  between({ from, to }: { from?: string | undefined; to?: string | undefined }): readonly SimulatedMessage[] {
    if (!from && !to) return this.#all
    const key = from && to ? `pair ${from} ${to}` : from ? `from ${from}` : `to ${to}`
    return this.#index.get(key) ?? []
  }

  ofPhone(phone: string): readonly SimulatedMessage[] {
    return this.#index.get(`phone ${phone}`) ?? []
  }

  /** Answers the way to stop watching. */
  watch(watcher: (message: SimulatedMessage) => void): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  close(): Promise<void> {
    const file = this.#file
    this.#file = null
    return file ? new Promise((resolve) => file.end(() => resolve())) : Promise.resolve()
  }

  #announce(message: SimulatedMessage): void {
    for (const watcher of this.#watchers) watcher(message)
  }

  #apply(line: Line, write: boolean): void {
    if (line.kind === 'number') this.numbers.set(line.number.phoneNumber, line.number)
    else if (line.kind === 'message') this.#keep(line.message)
    else if (line.kind === 'change') Object.assign(this.#bySid.get(line.sid) ?? {}, line.change)
    else if (line.optedOut) this.#optOuts.add(`${line.handset} ${line.number}`)
    else this.#optOuts.delete(`${line.handset} ${line.number}`)
    if (write) this.#file?.write(`${JSON.stringify(line)}\n`)
  }

  #keep(message: SimulatedMessage): void {
    this.#bySid.set(message.sid, message)
    this.#all.push(message)
    const { from, to } = message
    const keys = new Set([`from ${from}`, `to ${to}`, `pair ${from} ${to}`, `phone ${from}`, `phone ${to}`])
    for (const key of keys) {
      const present = this.#index.get(key)
      if (present) present.push(message)
      else this.#index.set(key, [message])
    }
  }

  /** A line cut short by a crash is left out; the rest still counts. */
  #reload(written: string): void {
    for (const text of written.split('\n')) {
      const line = parseLine(text)
      if (line) this.#apply(line, false)
    }
  }
}

function parseLine(text: string): Line | null {
  try {
    return JSON.parse(text) as Line
  } catch {
    return null
  }
}
