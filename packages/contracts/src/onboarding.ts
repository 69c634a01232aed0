/** Where a client stands in signing up, what was told and what happened; and an operator's hand in it. */
import { onboardingStates } from '@jobrun/domain/onboarding/states'
import { requirements } from '@jobrun/domain/pipeline/guard'
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { moment } from './moment.ts'
import { clientId, clientUuid, phoneNumber, reason } from './text-field.ts'

const state = z.enum(onboardingStates)

const onboarding = z.object({
  clientId: z.uuid(),
  currentState: state,
  stateEnteredAt: moment,
  completedAt: moment.nullable(),
  /** What the owner told us; null: not yet. */
  collected: z.object({
    businessType: z.string().nullable(),
    serviceLocation: z.string().nullable(),
    region: z.string().nullable(),
    timezone: z.string().nullable(),
    businessName: z.string().nullable(),
    ownerName: z.string().nullable(),
    notificationPreference: z.string().nullable(),
    phoneType: z.string().nullable(),
  }),
  paid: z.boolean(),
  twilioNumber: z.string().nullable(),
  /** What is still missing of the five. */
  missing: z.array(z.enum(requirements)),
  /** What the owner was asked for, and what can move the state where. */
  asks: z.string(),
  next: z.array(z.object({ by: z.enum(['answer', 'paid-with-number', 'proven-call']), to: state })),
  /** Answers refused since the question was put, and whether a person was told. */
  rejections: z.number(),
  handedOver: z.boolean(),
  /** When the owner is reminded next; null: not at all. */
  nudgeAt: moment.nullable(),
  /** The latest first, at most 100. */
  history: z.array(
    z.object({
      at: moment,
      kind: z.string(),
      fromState: z.string(),
      toState: z.string(),
      /** Each step of it. */
      moves: z.array(z.object({ from: z.string(), to: z.string(), because: z.string() })),
      outcome: z.string(),
    }),
  ),
})

const because = z.strictObject({ reason })

const act = <const Path extends Endpoint['path']>(path: Path, summary: string) =>
  ({
    method: 'POST',
    path,
    summary,
    input: { params: clientId, body: because },
    output: onboarding,
    status: 200,
  }) as const

export const getOnboarding = {
  method: 'GET',
  path: '/api/admin/clients/:id/onboarding',
  summary: 'Where a client stands in signing up, what was told, what is missing, and what happened.',
  input: { params: clientId },
  output: onboarding,
  status: 200,
} as const satisfies Endpoint

export const advanceOnboarding = act(
  '/api/admin/clients/:id/onboarding/advance',
  'Takes the question that stands as answered; never past S5 unpaid, and never to COMPLETE.',
) satisfies Endpoint

export const backOnboarding = act(
  '/api/admin/clients/:id/onboarding/back',
  'Goes back to the question before.',
) satisfies Endpoint

export const restartOnboarding = act(
  '/api/admin/clients/:id/onboarding/restart',
  'Goes back to the first question; what was told stays.',
) satisfies Endpoint

export const completeOnboarding = {
  method: 'POST',
  path: '/api/admin/clients/:id/onboarding/complete',
  summary: 'Completes, if the five hold and it is paid; or by force, which counts as a proven call and skips the rest.',
  input: {
    params: clientId,
    body: z
      .strictObject({ reason, force: z.literal(true).optional(), confirmClientId: clientUuid.optional() })
      .refine(({ force, confirmClientId }) => !force || confirmClientId !== undefined, {
        path: ['confirmClientId'],
        error: 'To force it, give the client’s id here once more.',
      }),
  },
  output: onboarding,
  status: 200,
} as const satisfies Endpoint

export const resendQuestion = act(
  '/api/admin/clients/:id/resend',
  'Texts the owner the question that stands once more, by day.',
) satisfies Endpoint

export const confirmTestCall = act(
  '/api/admin/clients/:id/test-call/confirm',
  'Takes the test call as seen: in S7, S8 or S9 it completes, if the rest of the five holds and it is paid.',
) satisfies Endpoint

export const recordPayment = {
  method: 'POST',
  path: '/api/admin/clients/:id/payment',
  summary: 'Your word that a client has paid, or has not; paid, an owner who waits in S5 goes on.',
  input: {
    params: clientId,
    body: z.strictObject({ active: z.boolean('Say whether it is paid: true or false.'), reason }),
  },
  output: onboarding,
  status: 200,
} as const satisfies Endpoint

export const allocateClientNumber = {
  method: 'POST',
  path: '/api/admin/clients/:id/number/allocate',
  summary: 'Gives a client a number of the pool: the one named, or the oldest free one of its country.',
  input: { params: clientId, body: z.strictObject({ phoneE164: phoneNumber.optional(), reason }) },
  output: onboarding,
  status: 200,
} as const satisfies Endpoint

export const releaseClientNumber = {
  method: 'POST',
  path: '/api/admin/clients/:id/number/release',
  summary: 'Takes a client’s number away; it rests for 30 days, and the client is live no more.',
  input: { params: clientId, body: because },
  output: onboarding,
  status: 200,
} as const satisfies Endpoint
