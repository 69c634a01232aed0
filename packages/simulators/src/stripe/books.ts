// Every object by its id. With a file they are written down after each change and read back at the next start. Decides nothing.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type {
  Charge,
  CheckoutSession,
  Customer,
  Dispute,
  Invoice,
  PortalSession,
  Refund,
  StripeEvent,
  Subscription,
} from './records.ts'

export class Books {
  readonly customers = new Map<string, Customer>()
  readonly sessions = new Map<string, CheckoutSession>()
  readonly subscriptions = new Map<string, Subscription>()
  readonly invoices = new Map<string, Invoice>()
  readonly charges = new Map<string, Charge>()
  readonly refunds = new Map<string, Refund>()
  readonly disputes = new Map<string, Dispute>()
  readonly portals = new Map<string, PortalSession>()
  readonly events = new Map<string, StripeEvent>()
  readonly #file: string | undefined

  constructor(file?: string) {
    this.#file = file
    if (!file || !existsSync(file)) return
    const written = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { id: string }[]>
    for (const [name, shelf] of this.#shelves())
      for (const record of written[name] ?? []) (shelf as Map<string, unknown>).set(record.id, record)
  }

  /** Whole or not at all: a crash in the middle leaves the last version. */
  save(): void {
    if (!this.#file) return
    mkdirSync(dirname(this.#file), { recursive: true })
    const shelves = this.#shelves().map(([name, shelf]) => [name, [...shelf.values()]])
    writeFileSync(`${this.#file}.new`, JSON.stringify(Object.fromEntries(shelves)))
    renameSync(`${this.#file}.new`, this.#file)
  }

  #shelves() {
    const { customers, sessions, subscriptions, invoices, charges, refunds, disputes, portals, events } = this
    return Object.entries({
      customers,
      sessions,
      subscriptions,
      invoices,
      charges,
      refunds,
      disputes,
      portals,
      events,
    }) as [string, Map<string, unknown>][]
  }
}
