/**
 * Switches the AI off for everybody when most of what it is asked fails, and on again once it answers a question of our
 * own. What an operator has switched stays as they left it. The switch ends by itself should nobody look after it.
 */
import { MONITOR, readAiOffSince } from '@jobrun/db/monitor/ai-off'
import { readAiSpells } from '@jobrun/db/monitor/facts'
import { changeFleetSwitches, fleetSwitches } from '@jobrun/db/operator/switches'
import { countCalls } from '@jobrun/db/path/ai-calls'
import type { Pool } from '@jobrun/db/pool'
import type { PrismaClient } from '@jobrun/db/prisma'
import { isFailingMostly, totals } from '@jobrun/domain/monitor/ai-spells'
import type { Attempt } from '@jobrun/domain/pipeline/brain'

export interface TendAiDeps {
  pool: Pool
  prisma: PrismaClient
  /** One question past the switch: whether the AI answers. null: there is no AI. */
  probeAi: (() => Promise<Attempt<unknown>>) | null
}

const OFF_FOR_MS = 15 * 60_000

export async function tendAi({ pool, prisma, probeAi }: TendAiDeps, now: Date): Promise<void> {
  if (!probeAi) return
  const turn = (on: boolean, reason: string) =>
    changeFleetSwitches(prisma, {
      turn: { aiDisabled: on },
      reason,
      actor: MONITOR,
      expiresAt: on ? new Date(now.getTime() + OFF_FOR_MS) : null,
      now,
    })
  if (await readAiOffSince(pool, now)) {
    const answers = await answersAgain(pool, probeAi, now)
    await turn(!answers, answers ? 'the AI answers again' : 'the AI still does not answer')
    return
  }
  const spells = await readAiSpells(pool, now)
  if (!isFailingMostly(spells, now) || (await fleetSwitches(prisma, now)).aiDisabled.on) return
  const { asked, failed } = totals(spells, now)
  await turn(true, `${failed} of ${asked} questions to the AI failed in ten minutes`)
}

/** It is paid for like a customer's question, and out of the same purse: nobody's in particular. */
async function answersAgain(pool: Pool, probeAi: () => Promise<Attempt<unknown>>, now: Date): Promise<boolean> {
  const attempt = await probeAi()
  const call = { question: 'probe', outcome: attempt.ok ? ('answered' as const) : attempt.why, usage: attempt.usage }
  await countCalls(pool, { clientId: null, purpose: 'turn', at: now, calls: [call] })
  return attempt.ok
}
