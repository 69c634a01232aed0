/** Clients, as operators make, read and change them. `onboardingComplete` is never taken from a caller. */
import { BOOKING_URL_LENGTH, isPlainHttpsUrl } from '@jobrun/domain/booking-url'
import { faultsOfFact } from '@jobrun/domain/grounding/fact'
import { factsFrom } from '@jobrun/domain/grounding/summary'
import { requirements } from '@jobrun/domain/pipeline/guard'
import { regions } from '@jobrun/domain/region'
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { moment } from './moment.ts'
import { pageOf, pageQuery } from './page.ts'
import { clientId, clientUuid, line, phoneNumber, reason } from './text-field.ts'

/** Text messages carry the link as it is written here, so it has to be short and plain. */
const bookingUrl = z
  .string()
  .max(BOOKING_URL_LENGTH, `Give a link of at most ${BOOKING_URL_LENGTH} characters: it is sent in text messages.`)
  .refine(
    isPlainHttpsUrl,
    'Give a whole https:// link in plain characters, for example https://book.example/elm-plumbing.',
  )

const timezone = z
  .string()
  .refine(isTimezone, 'Give the time zone by its IANA name, for example Europe/London or America/New_York.')

/** Offsets such as +01:00 are zones to Intl, but know no summer time. */
function isTimezone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{1,63}$/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

const ownerEmail = z.email('Give the e-mail address alone, for example kim@oak.example.').max(254)

const region = z.enum(regions, `Give the country as ISO 3166 code: ${regions.join(' or ')}.`)

const notificationPreference = z.enum(['SMS'], 'SMS is the only way to be told so far: give "SMS".')

const MOST_DOLLARS = 2_000

const aiDailyBudgetUsd = z
  .number()
  .min(0, 'Give 0 or more US dollars a day; 0 lets the rules answer, null leaves it to the budget of all clients.')
  .max(MOST_DOLLARS, `Give at most ${MOST_DOLLARS} US dollars a day.`)
  .refine(
    (dollars) => Math.abs(dollars * 1_000_000 - Math.round(dollars * 1_000_000)) < 1e-3,
    'Give US dollars with at most six decimals.',
  )

/** The first facts, in short; the rest is added and changed at /clients/:id/facts. */
const facts = z
  .strictObject({
    services: z.array(line(1, 60)).max(20, 'Give at most 20 services.').default([]),
    serviceArea: line(1, 120).nullish(),
    prices: z.array(line(1, 80)).max(20, 'Give at most 20 prices.').default([]),
    hours: line(1, 120).nullish(),
  })
  .transform(({ services, serviceArea, prices, hours }, context) => {
    const read = factsFrom({ services, serviceArea: serviceArea ?? null, prices, hours: hours ?? null })
    for (const price of read.unread)
      context.addIssue({
        code: 'custom',
        message: `Write "${price}" as what it is for and the amount: "boiler service £80".`,
      })
    for (const fault of read.facts.flatMap(faultsOfFact)) context.addIssue({ code: 'custom', message: fault.message })
    return read.facts
  })

const fields = {
  businessName: line(2, 60),
  ownerName: line(1, 60).nullable(),
  phoneNumber,
  ownerEmail: ownerEmail.nullable(),
  twilioNumber: phoneNumber.nullable(),
  region,
  timezone,
  bookingUrl: bookingUrl.nullable(),
  notificationPreference: notificationPreference.nullable(),
  forwardingEnabled: z.boolean(),
  paymentActive: z.boolean(),
  aiDailyBudgetUsd: aiDailyBudgetUsd.nullable(),
}

const newClient = z
  .strictObject({
    ...fields,
    ownerName: fields.ownerName.optional(),
    ownerEmail: fields.ownerEmail.optional(),
    twilioNumber: fields.twilioNumber.optional(),
    bookingUrl: fields.bookingUrl.optional(),
    notificationPreference: fields.notificationPreference.optional(),
    forwardingEnabled: fields.forwardingEnabled.optional(),
    paymentActive: fields.paymentActive.optional(),
    aiDailyBudgetUsd: fields.aiDailyBudgetUsd.optional(),
    facts: facts.optional(),
    reason: reason.optional(),
  })
  .refine((client) => client.twilioNumber == null || client.twilioNumber !== client.phoneNumber, {
    path: ['twilioNumber'],
    error: "The owner's own mobile cannot be the number that customers text: give another.",
  })

const clientChange = z
  .strictObject({ ...fields, reason })
  .partial()
  .refine(({ reason: _, ...change }) => Object.keys(change).length > 0, 'Name at least one field to change.')

const client = z.object({
  id: z.uuid(),
  businessName: z.string(),
  ownerName: z.string().nullable(),
  phoneNumber: z.string(),
  /** Where the owner's notices go when no text reaches them. */
  ownerEmail: z.string().nullable(),
  twilioNumber: z.string().nullable(),
  region: z.string(),
  timezone: z.string(),
  bookingUrl: z.string().nullable(),
  notificationPreference: z.string().nullable(),
  forwardingEnabled: z.boolean(),
  paymentActive: z.boolean(),
  /** What the AI may cost for it in a UTC day; null: only the budget of all clients counts. */
  aiDailyBudgetUsd: z.number().nullable(),
  /** In short; GET /api/admin/clients/:id/facts has them whole. */
  facts: z.object({
    services: z.array(z.string()),
    serviceArea: z.string().nullable(),
    prices: z.array(z.string()),
    hours: z.string().nullable(),
  }),
  onboardingComplete: z.boolean(),
  /** What is still missing of the five. */
  missing: z.array(z.enum(requirements)),
  /** The five hold and it is paid, trialling or within grace. */
  live: z.boolean(),
  /** The client's own switches as now in force; GET /api/admin/switches has the fleet's. */
  outboundPaused: z.boolean(),
  aiDisabled: z.boolean(),
  notificationsPaused: z.boolean(),
  createdAt: moment,
})

const MOST_IDS = 100

/** For whoever shows many rows of many clients, and would have to ask for one after the other. */
const ids = z
  .string()
  .transform((written) => written.split(','))
  .pipe(z.array(clientUuid).max(MOST_IDS, `Name at most ${MOST_IDS} clients.`))

export const createClient = {
  method: 'POST',
  path: '/api/admin/clients',
  summary: 'Adds a client; it is live at once when the five hold and it is paid.',
  input: { body: newClient },
  output: client,
  status: 201,
} as const satisfies Endpoint

export const listClients = {
  method: 'GET',
  path: '/api/admin/clients',
  summary: 'Clients, newest first: all, those named, those that a word finds, those signed up or still signing up.',
  input: {
    query: z.strictObject({
      ...pageQuery,
      /** Part of the name, the owner's name, or a phone number. */
      search: z.string().trim().max(60, 'Search for at most 60 characters.').optional(),
      signedUp: z
        .enum(['true', 'false'], 'Give signedUp as true or false.')
        .transform((written) => written === 'true')
        .optional(),
      ids: ids.optional(),
    }),
  },
  output: pageOf(client),
  status: 200,
} as const satisfies Endpoint

export const getClient = {
  method: 'GET',
  path: '/api/admin/clients/:id',
  summary: 'One client.',
  input: { params: clientId },
  output: client,
  status: 200,
} as const satisfies Endpoint

export const changeClient = {
  method: 'PATCH',
  path: '/api/admin/clients/:id',
  summary: 'Changes the fields that are named; null empties one.',
  input: { params: clientId, body: clientChange },
  output: client,
  status: 200,
} as const satisfies Endpoint
