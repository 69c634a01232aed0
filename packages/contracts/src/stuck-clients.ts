/** Clients whose onboarding does not go on. Bare, as operators' scripts have it: no page, HIGH first, then longest. */
import { onboardingStates } from '@jobrun/domain/onboarding/states'
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { moment } from './moment.ts'
import { clientId, reason } from './text-field.ts'

const severities = ['LOW', 'MEDIUM', 'HIGH'] as const
const count = z.number().int()

const stuckClient = z.object({
  clientId: z.uuid(),
  phoneNumber: z.string(),
  businessName: z.string(),
  currentState: z.enum(onboardingStates),
  /** Since it was entered; neither a refused answer nor the monitor's mark begins it anew. */
  timeInStateMinutes: count,
  timeInStateHuman: z.string(),
  reason: z.string(),
  severity: z.enum(severities),
  /** It will not go on by itself. */
  isTerminal: z.boolean(),
  paymentActive: z.boolean(),
  /** Null while they have none. */
  twilioNumberAssigned: z.string().nullable(),
  lastUpdated: moment,
  stuckDetectedAt: moment.nullable(),
})

const stuckClients = z.object({
  timestamp: moment,
  total: count,
  byState: z.record(z.string(), count),
  bySeverity: z.object({ LOW: count, MEDIUM: count, HIGH: count }),
  clients: z.array(stuckClient),
})

const query = z.strictObject({
  severity: z.enum(severities, `Give severity as ${severities.join(', ')}.`).optional(),
  terminal: z
    .enum(['true', 'false'], 'Give terminal as true or false.')
    .transform((written) => written === 'true')
    .optional(),
})

export const listStuckClients = {
  method: 'GET',
  path: '/api/admin/stuck-clients',
  summary: 'Clients whose onboarding does not go on, HIGH first, then longest.',
  input: { query },
  output: stuckClients,
  status: 200,
} as const satisfies Endpoint

export const listTerminalClients = {
  method: 'GET',
  path: '/api/admin/stuck-clients/terminal',
  summary: 'Of the stuck clients, those that will not go on by themselves.',
  input: {},
  output: stuckClients,
  status: 200,
} as const satisfies Endpoint

export const muteClient = {
  method: 'POST',
  path: '/api/admin/clients/:id/mute',
  summary: 'No alerts about this client for so many hours; 0 ends it.',
  input: {
    params: clientId,
    body: z.strictObject({
      hours: z
        .number('Give hours as a number from 0 to 720.')
        .min(0, 'Give hours as a number from 0 to 720.')
        .max(720, 'Give hours as a number from 0 to 720.'),
      reason,
    }),
  },
  output: z.object({ clientId: z.uuid(), mutedUntil: moment.nullable() }),
  status: 200,
} as const satisfies Endpoint
