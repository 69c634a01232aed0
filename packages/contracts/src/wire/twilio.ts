/** What Twilio posts to us, parsed at the door. Unknown fields are dropped here, after the signature was checked. */
import { deliveryStatuses } from '@jobrun/domain/outbox/delivery-status'
import { z } from 'zod'

const messageSid = z
  .string()
  .regex(/^(SM|MM)[0-9a-fA-F]{32}$/, 'MessageSid must be SM or MM and 32 hexadecimal digits.')

/** Twilio's limit is 10. */
const MOST_MEDIA = 10

const incoming = z.object({
  MessageSid: messageSid,
  From: z.string().min(1, 'From is empty.').max(64, 'From is longer than 64 characters.'),
  To: z.string().min(1, 'To is empty.').max(64, 'To is longer than 64 characters.'),
  Body: z.string().default(''),
  NumMedia: z.coerce.number().int().min(0).catch(0).default(0),
  OptOutType: z.enum(['STOP', 'START', 'HELP']).optional().catch(undefined),
})

export interface TwilioText {
  messageSid: string
  from: string
  to: string
  /** As it was sent, without the NUL characters that PostgreSQL cannot hold. */
  body: string
  media: { url: string; contentType: string }[]
  optOutType: 'STOP' | 'START' | 'HELP' | null
}

export type Parsed<T> = { ok: true; value: T } | { ok: false; problem: string }

export function readTwilioText(fields: unknown): Parsed<TwilioText> {
  const parsed = incoming.safeParse(fields)
  if (!parsed.success) return refused(parsed.error)
  const { MessageSid, From, To, Body, NumMedia, OptOutType } = parsed.data
  const value = {
    messageSid: MessageSid,
    from: storable(From),
    to: storable(To),
    body: storable(Body),
    media: readMedia(fields as Record<string, unknown>, Math.min(NumMedia, MOST_MEDIA)),
    optOutType: OptOutType ?? null,
  }
  return { ok: true, value }
}

const status = z.object({
  MessageSid: messageSid,
  MessageStatus: z.enum(deliveryStatuses as [string, ...string[]], 'MessageStatus is not one that Twilio names.'),
  ErrorCode: z.coerce.number().int().optional().catch(undefined),
})

export interface TwilioStatus {
  messageSid: string
  status: (typeof deliveryStatuses)[number]
  errorCode: number | null
}

export function readTwilioStatus(fields: unknown): Parsed<TwilioStatus> {
  const parsed = status.safeParse(fields)
  if (!parsed.success) return refused(parsed.error)
  const { MessageSid, MessageStatus, ErrorCode } = parsed.data
  return {
    ok: true,
    value: { messageSid: MessageSid, status: MessageStatus as TwilioStatus['status'], errorCode: ErrorCode ?? null },
  }
}

function readMedia(fields: Record<string, unknown>, count: number): TwilioText['media'] {
  return Array.from({ length: count }, (_, n) => ({
    url: storable(text(fields[`MediaUrl${n}`])),
    contentType: storable(text(fields[`MediaContentType${n}`])) || 'application/octet-stream',
  })).filter((one) => one.url !== '')
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** PostgreSQL stores neither NUL nor a lone half of a surrogate pair. */
export function storable(value: string): string {
  return value.replaceAll('\0', '').toWellFormed()
}

export function refused(error: z.ZodError): { ok: false; problem: string } {
  const issue = error.issues[0]
  return { ok: false, problem: `${issue?.path.join('.') ?? 'The form'}: ${issue?.message ?? 'not as Twilio sends it'}` }
}
