/**
 * E-mail by SMTP. Connects and logs in once to see whether it can, and only then sends: what fails before is certainly
 * not sent, and so is what the server refuses with a code; after anything else it may have been. Never repeats a send.
 */
import type { Mail, Mailer, MailOutcome } from '@jobrun/domain/outbox/mail'
import { createTransport } from 'nodemailer'

const USUAL_LIMIT_MS = 10_000

export interface SmtpMailerOptions {
  /** smtp:// or smtps://, with user and password. */
  url: string
  /** The address that mails come from. */
  from: string
  /** For each step of the conversation with the server, 10 s if not given. */
  limitMs?: number
}

export function createSmtpMailer({ url, from, limitMs = USUAL_LIMIT_MS }: SmtpMailerOptions): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: limitMs,
    greetingTimeout: limitMs,
    dnsTimeout: limitMs,
    socketTimeout: limitMs,
    // nodemailer's log quotes addresses and the whole conversation.
    logger: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send(mail) {
      try {
        await transport.verify()
      } catch (failure) {
        return { kind: 'refused', later: true, detail: reasonOf(failure) }
      }
      try {
        await transport.sendMail(messageOf(mail, from))
        return { kind: 'accepted' }
      } catch (failure) {
        return outcomeOf(failure)
      }
    },
  }
}

function messageOf({ id, to, subject, text }: Mail, from: string) {
  return {
    from: { name: 'JobRun', address: from },
    to: { name: '', address: to },
    subject,
    text,
    messageId: `<${id}@${from.split('@')[1]}>`,
    // Answers from other machines would come to nobody.
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}

/** By RFC 5321 a code from 400 is "not now" and one from 500 "never". */
function outcomeOf(failure: unknown): MailOutcome {
  const code = (failure as { responseCode?: unknown } | null)?.responseCode
  if (typeof code !== 'number') return { kind: 'unknown', detail: reasonOf(failure) }
  return { kind: 'refused', later: code < 500, detail: reasonOf(failure) }
}

/** Codes only: the server's words may quote the address. */
function reasonOf(failure: unknown): string {
  const { responseCode, code } = failure as { responseCode?: unknown; code?: unknown }
  if (typeof responseCode === 'number') return `SMTP ${responseCode}`
  return typeof code === 'string' ? code : 'no answer'
}
