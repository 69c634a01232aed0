/**
 * An owner's notice by e-mail, where no text reaches them. Mail has no way to ask what became of it: what may have been
 * sent is never sent again.
 */
import { isOwnersNotice, type Purpose } from './purpose.ts'

export interface Mail {
  /** Ours; the same for each try, so that the receiver can tell a second copy. */
  id: string
  to: string
  subject: string
  text: string
}

export type MailOutcome =
  | { kind: 'accepted' }
  /** Certainly not sent. `later`: it may be taken another time. */
  | { kind: 'refused'; later: boolean; detail: string }
  | { kind: 'unknown'; detail: string }

export interface Mailer {
  /** One try. */
  send(mail: Mail): Promise<MailOutcome>
}

/** A notice that the gate keeps from leaving as a text still goes by mail, unless the owner asked for quiet. */
export function goesByMail(purpose: Purpose, because: string | null): boolean {
  return isOwnersNotice(purpose) && (because === 'opted-out' || because === 'unreachable')
}

export function mailOf(notice: { id: string; to: string; purpose: Purpose; businessName: string; body: string }): Mail {
  const { id, to, purpose, businessName, body } = notice
  const subject = purpose === 'owner-urgent' ? `URGENT for ${businessName}` : `For ${businessName}`
  const text = `${body}\n\nThis comes by e-mail because a text to your mobile did not reach you.\nJobRun\n`
  return { id, to, subject, text }
}

const MINUTE_MS = 60_000
const waits = [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 60 * MINUTE_MS, 240 * MINUTE_MS]

/** Milliseconds until the next try of a mail that was refused for now; null when there have been enough. */
export function mailAgainAfterMs(attempt: number): number | null {
  return waits[attempt - 1] ?? null
}
