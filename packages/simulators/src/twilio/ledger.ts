// What the stand-in knows: numbers, opted-out pairs and every text in and out, indexed so that cost does not grow with history.
// With a file, each change is one JSON line, read back at the next start. It decides nothing.
import { createWriteStream, existsSync, mkdirSync, readFileSync, type WriteStream } from 'node:fs'
import { dirname } from 'node:path'
import type { IncomingNumber } from './incoming-number.ts'
import type { SimulatedMessage } from './message.ts'
import type { SimulatedCall } from './voice/call.ts'
import type { Diverts } from './voice/dial-codes.ts'

type Line =
  | { kind: 'number'; number: IncomingNumber }
  | { kind: 'message'; message: SimulatedMessage }
  | { kind: 'change'; sid: string; change: Partial<SimulatedMessage> }
  | { kind: 'release'; phoneNumber: string }
  | { kind: 'call'; call: SimulatedCall }
  | { kind: 'diverts'; handset: string; diverts: Diverts }
  | { kind: 'opt-out'; handset: string; number: string; optedOut: boolean; at: number }

export class Ledger {
  readonly numbers = new Map<string, IncomingNumber>()
  readonly calls = new Map<string, SimulatedCall>()
  readonly diverts = new Map<string, Diverts>()
  readonly #bySid = new Map<string, SimulatedMessage>()
  readonly #all: SimulatedMessage[] = []
  /** Keys: `from <phone>`, `to <phone>`, `pair <from> <to>`, `phone <phone>`. */
  readonly #index = new Map<string, SimulatedMessage[]>()
  readonly #optOuts = new Set<string>()
  readonly #watchers = new Set<(message: SimulatedMessage) => void>()
  readonly #callWatchers = new Set<(call: SimulatedCall) => void>()
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

  releaseNumber(phoneNumber: string): void {
    this.#apply({ kind: 'release', phoneNumber }, true)
  }

  /** A new call, or one that changed. */
  putCall(call: SimulatedCall): void {
    this.#apply({ kind: 'call', call }, true)
    for (const watcher of this.#callWatchers) watcher(call)
  }

  putDiverts(handset: string, diverts: Diverts): void {
    this.#apply({ kind: 'diverts', handset, diverts }, true)
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

  watchCalls(watcher: (call: SimulatedCall) => void): () => void {
    this.#callWatchers.add(watcher)
    return () => this.#callWatchers.delete(watcher)
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
    else if (line.kind === 'release') this.numbers.delete(line.phoneNumber)
    else if (line.kind === 'call') this.calls.set(line.call.sid, line.call)
    else if (line.kind === 'diverts') this.diverts.set(line.handset, line.diverts)
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
