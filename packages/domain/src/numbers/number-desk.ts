/** The desk at which numbers are looked up, pointed at us and bought; and what "pointed at us" means. */
import type { Region } from '../region.ts'

/** The addresses that a number calls. */
export interface NumberSetup {
  smsUrl: string
  smsFallbackUrl: string
  voiceUrl: string
  voiceFallbackUrl: string
  statusCallback: string
}

export interface AccountNumber {
  sid: string
  phone: string
  /** What it is called in the account. */
  label: string
  setup: NumberSetup
  /** All of them are called by POST. */
  posts: boolean
  /** An application or a trunk takes its texts or calls before our addresses. */
  diverted: boolean
  takesTexts: boolean
  takesCalls: boolean
}

/** Answers, or why there is none, in words for operators. */
export type Told<T> = { ok: true; value: T } | { ok: false; detail: string }

export interface NumberDesk {
  /** null: the account does not have it. */
  find(phone: string): Promise<Told<AccountNumber | null>>
  point(sid: string, setup: NumberSetup): Promise<Told<AccountNumber>>
  list(): Promise<Told<readonly AccountNumber[]>>
  /** Numbers that take texts and calls and can be had now. */
  forSale(region: Region): Promise<Told<readonly string[]>>
  buy(phone: string, of: { label: string; setup: NumberSetup }): Promise<Told<AccountNumber>>
}

/** Twilio tries again what stands behind the `#`, which by itself it does not. */
export function setupAt(publicBaseUrl: string): NumberSetup {
  const at = `${publicBaseUrl}/api/twilio`
  return {
    smsUrl: `${at}/sms#rc=3&rp=5xx,ct,rt`,
    smsFallbackUrl: `${at}/sms`,
    voiceUrl: `${at}/voice#rc=1&rp=5xx,ct,rt`,
    voiceFallbackUrl: `${at}/voice/fallback`,
    statusCallback: `${at}/voice/status#rc=3&rp=5xx,ct,rt`,
  }
}

/** What keeps a number from reaching us as it should; empty: nothing. */
export function faultsOf(number: AccountNumber, wanted: NumberSetup): string[] {
  const fields = Object.keys(wanted) as (keyof NumberSetup)[]
  const elsewhere = fields.filter((field) => number.setup[field] !== wanted[field])
  return [
    ...elsewhere.map((field) => `${field} is ${number.setup[field] || 'empty'}`),
    ...(number.posts ? [] : ['it calls by GET']),
    ...(number.diverted ? ['an application or a trunk takes its texts or calls'] : []),
    ...(number.takesTexts ? [] : ['it takes no texts']),
    ...(number.takesCalls ? [] : ['it takes no calls']),
  ]
}

const MINUTE_MS = 60_000
const LONGEST_WAIT_MS = 60 * MINUTE_MS

/** After so many failures; each wait twice the one before, an hour at the most. */
export function triesAgainAt(tries: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(LONGEST_WAIT_MS, MINUTE_MS * 2 ** Math.max(0, tries - 1)))
}

/** After this many a person is told. */
export const TRIES_BEFORE_ALERT = 3
