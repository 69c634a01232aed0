/** Fields that people write: bounded, trimmed, without control characters (PostgreSQL keeps no NUL). */
import { readPhone } from '@jobrun/domain/phone'
import { z } from 'zod'

export function line(from: number, to: number) {
  const wanted = from === 0 ? `Write at most ${to} characters` : `Write ${from} to ${to} characters`
  return z
    .string()
    .trim()
    .refine((text) => [...text].length >= from && [...text].length <= to, `${wanted}, in one line.`)
    .refine((text) => !/\p{Cc}|\p{Cs}/u.test(text), 'Leave out line breaks and control characters.')
}

export const phoneNumber = z
  .string()
  .max(40, 'This is too long for a phone number.')
  .transform((written, context) => {
    const phone = readPhone(written)
    if (phone) return phone
    context.addIssue({
      code: 'custom',
      message: 'This cannot be a phone number: write it in international form, for example +447700900123.',
    })
    return z.NEVER
  })

export const clientUuid = z.uuid('This is not a client id: take the id that GET /api/admin/clients gives.')

export const clientId = z.object({ id: clientUuid })

/** As a filter of a list. */
export const ofClient = { clientId: clientUuid.optional() }

/** Why an operator did it; kept in the audit log. */
export const reason = line(1, 500)

/** The `:id` of something that the list at `list` gives. */
export function idFrom(list: string) {
  return z.object({ id: z.uuid(`This is not an id: take one that ${list} gives.`) })
}

/** Twilio takes no more (error 21617). */
const MOST_CHARACTERS = 1_600

/** What somebody is to be texted; may be of several lines, unlike the other fields. */
export const textWords = z
  .string()
  .transform((text) => text.replaceAll('\r\n', '\n').trim())
  .pipe(
    z
      .string()
      .min(1, 'Write what is to be sent.')
      .max(MOST_CHARACTERS, `Write at most ${MOST_CHARACTERS} characters: Twilio takes no more.`)
      .refine((text) => !/[^\P{Cc}\n\t]|\p{Cs}/u.test(text), 'Leave out control characters.'),
  )
