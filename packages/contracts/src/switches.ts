/** The kill switches, a client's and the fleet's, and the log of who turned them. */
import type { Switches } from '@jobrun/domain/outbox/gate'
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { moment } from './moment.ts'
import { pageOf, pageQuery } from './page.ts'
import { clientId, reason } from './text-field.ts'

const switchNames = ['outboundPaused', 'aiDisabled', 'notificationsPaused'] as const satisfies (keyof Switches)[]

/** Whether `expiresAt` is still to come depends on the clock, so the server checks it. */
const switchesChange = z
  .strictObject({
    outboundPaused: z.boolean().optional(),
    aiDisabled: z.boolean().optional(),
    notificationsPaused: z.boolean().optional(),
    reason,
    expiresAt: moment.nullish(),
  })
  .refine((change) => switchNames.some((name) => change[name] !== undefined), {
    error: `Name at least one switch: ${switchNames.join(', ')}.`,
  })
  .refine((change) => change.expiresAt == null || switchNames.some((name) => change[name] === true), {
    path: ['expiresAt'],
    error: 'Only a switch that is turned on can expire: leave expiresAt out when turning one off.',
  })

const onOrOff = z.object({
  outboundPaused: z.boolean(),
  aiDisabled: z.boolean(),
  notificationsPaused: z.boolean(),
})

/** `…Until` is null for a switch that is off, or on without an end. */
const fleetSwitches = onOrOff.extend({
  outboundPausedUntil: moment.nullable(),
  aiDisabledUntil: moment.nullable(),
  notificationsPausedUntil: moment.nullable(),
})

const clientSwitches = fleetSwitches.extend({
  clientId: z.uuid(),
  /** What holds for this client now: its own switches or the fleet's, whichever is on. */
  inForce: onOrOff,
})

const switchChange = z.object({
  id: z.uuid(),
  /** null: fleet-wide */
  clientId: z.uuid().nullable(),
  switch: z.enum(switchNames),
  from: z.boolean(),
  to: z.boolean(),
  reason: z.string(),
  actor: z.string(),
  expiresAt: moment.nullable(),
  createdAt: moment,
})

export const changeClientSwitches = {
  method: 'PUT',
  path: '/api/admin/clients/:id/switches',
  summary: 'Turns switches of one client; a switch that is not named stays as it is.',
  input: { params: clientId, body: switchesChange },
  output: clientSwitches,
  status: 200,
} as const satisfies Endpoint

export const changeFleetSwitches = {
  method: 'PUT',
  path: '/api/admin/switches',
  summary: 'Turns switches for every client at once.',
  input: { body: switchesChange },
  output: fleetSwitches,
  status: 200,
} as const satisfies Endpoint

export const getFleetSwitches = {
  method: 'GET',
  path: '/api/admin/switches',
  summary: 'The switches of the fleet as now in force.',
  input: {},
  output: fleetSwitches,
  status: 200,
} as const satisfies Endpoint

export const listClientSwitchLog = {
  method: 'GET',
  path: '/api/admin/clients/:id/switch-log',
  summary: 'Each change of a client’s switches, newest first.',
  input: { params: clientId, query: z.strictObject(pageQuery) },
  output: pageOf(switchChange),
  status: 200,
} as const satisfies Endpoint

export const listFleetSwitchLog = {
  method: 'GET',
  path: '/api/admin/switch-log',
  summary: 'Each change of the fleet’s switches, newest first.',
  input: { query: z.strictObject(pageQuery) },
  output: pageOf(switchChange),
  status: 200,
} as const satisfies Endpoint
