/**
 * The only writer of clients.onboarding_complete for operators: it follows from the five and nothing else. Where a
 * client that is not complete stands in the onboarding by text follows from what is missing.
 */
import { missingOf, type Onboarded } from '@jobrun/domain/pipeline/guard'
import type { PrismaTx } from '../prisma.ts'

export interface Onboarding extends Onboarded {
  ownerName: string | null
  paymentActive: boolean
}

export function isComplete(client: Onboarding): boolean {
  return missingOf(client).length === 0
}

/** The first question still open, in the order in which owners are asked; their answers so far are kept. */
export function stateOf(client: Onboarding): string {
  if (isComplete(client)) return 'COMPLETE'
  if (!client.businessName) return 'S2_BUSINESS_NAME'
  if (!client.ownerName) return 'S3_OWNER_NAME'
  if (!client.notificationPreference) return 'S4_NOTIFICATION_PREF'
  if (!client.paymentActive || !client.twilioNumber) return 'S5_CONFIRM_LIVE'
  return 'S6_PHONE_TYPE'
}

export async function beginOnboarding(tx: PrismaTx, clientId: string, client: Onboarding, now: Date): Promise<void> {
  const currentState = stateOf(client)
  const completedAt = currentState === 'COMPLETE' ? now : null
  await tx.onboardingState.create({
    data: { clientId, currentState, completedAt, stateEnteredAt: now, createdAt: now },
  })
}

/**
 * Moves the state only when completeness changes. A client that is no longer complete leaves COMPLETE, which by itself
 * counts as a proven call; one that still is not stays at the question its owner was asked.
 */
export async function followOnboarding(
  tx: PrismaTx,
  change: { clientId: string; before: Onboarding; after: Onboarding },
  now: Date,
): Promise<void> {
  const { clientId, before, after } = change
  if (isComplete(before) === isComplete(after)) return
  const currentState = stateOf(after)
  const state = {
    currentState,
    stateEnteredAt: now,
    completedAt: currentState === 'COMPLETE' ? now : null,
    stuckDetectedAt: null,
  }
  await tx.onboardingState.upsert({ where: { clientId }, create: { clientId, ...state }, update: state })
}
