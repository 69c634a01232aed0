/** Owners who are signing up, and how the service is, from the terminal. */
import { getHealth } from '@jobrun/contracts/health'
import { getOnboarding } from '@jobrun/contracts/onboarding'
import { listStuckClients } from '@jobrun/contracts/stuck-clients'
import type { Ask } from './ask.ts'
import { findClient } from './find-client.ts'
import { type Given, word } from './given.ts'
import { minute, table } from './table.ts'

export async function stuck(ask: Ask, { severity, terminal }: Given): Promise<string> {
  const { clients } = await ask(listStuckClients, { query: { severity, terminal } })
  if (clients.length === 0) return 'Nobody is stuck in signing up.'
  return table(
    ['id', 'owner', 'name', 'in', 'for', 'severity', 'why'],
    clients.map((one) => [
      one.clientId,
      one.phoneNumber,
      one.businessName || '-',
      one.currentState,
      one.timeInStateHuman,
      `${one.severity}${one.isTerminal ? ', terminal' : ''}`,
      one.reason,
    ]),
  )
}

export async function signUp(ask: Ask, given: Given): Promise<string> {
  const client = await findClient(ask, word(given, 0, 'which client'))
  const at = await ask(getOnboarding, { params: { id: client.id } })
  const told = Object.entries(at.collected).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]))
  const next = at.next.map(({ by, to }) => `${by} leads to ${to}`)
  return [
    `${at.currentState} since ${minute(at.stateEnteredAt)}, ${at.paid ? 'paid' : 'not paid'}; asks for ${at.asks}.`,
    ...(next.length > 0 ? [`Next: ${next.join(', ')}.`] : []),
    ...(told.length > 0 ? [`Told us ${told.join(', ')}.`] : []),
    ...(at.missing.length > 0 ? [`Lacks ${at.missing.join(', ')}.`] : []),
    ...at.history.map(
      ({ at: when, kind, fromState, toState }) => `  ${minute(when)}  ${kind}: ${fromState} to ${toState}`,
    ),
  ].join('\n')
}

export async function health(ask: Ask): Promise<string> {
  const { status, checks } = await ask(getHealth)
  const lines = Object.entries(checks ?? {}).map(([name, check]) => `  ${name}: ${check.status}. ${check.detail}`)
  return [status, ...lines].join('\n')
}
