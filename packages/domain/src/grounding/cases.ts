/**
 * Cases of grounding: a client's facts, a customer's texts, and what a reply has to say or to leave open. They are read
 * through the whole pipeline with the rules, so that what is measured is what would leave.
 */
import type { Brain } from '../pipeline/brain.ts'
import { factQuestionsOf, runPipeline } from '../pipeline/run-pipeline.ts'
import type { Turn } from '../pipeline/turn.ts'
import { type Fact, quoteOf, type WrittenFact } from './fact.ts'

export interface GroundingCase {
  id: string
  suite: 'grounding'
  /** The facts on file. */
  facts: readonly WrittenFact[]
  texts: readonly string[]
  expect: {
    /** Numbers of the facts that are quoted, from 1. */
    quotes: readonly number[]
    /** Whether the owner is to say, and what. */
    open: 'price' | 'question' | null
  }
}

export interface GroundedReply {
  reply: string | null
  questions: number
  quoted: readonly number[]
  open: 'price' | 'question' | null
  toldOwner: boolean
  /** A figure with money in the reply that no fact expected here holds. */
  wrongPrice: boolean
}

export const groundingMeasures = ['quoted right', 'left open right', 'quoted wrongly', 'wrong price'] as const
export type GroundingMeasure = (typeof groundingMeasures)[number]

export async function answerCase(each: GroundingCase, brain: Brain, now: Date): Promise<GroundedReply> {
  const facts: Fact[] = each.facts.map((fact, at) => ({ ...fact, id: String(at + 1) }))
  const turn = turnOf(each, now)
  const verdict = await runPipeline(brain, { ...turn, clientFacts: facts })
  const { reply, quoted, open } = verdict.worded
  return {
    reply,
    questions: factQuestionsOf(turn).length,
    quoted: facts.filter((fact) => quoted.includes(quoteOf(fact))).map(({ id }) => Number(id)),
    open,
    toldOwner: verdict.decision.tellOwner !== null,
    wrongPrice: pricesIn(reply ?? '').some((price) => !expectedWords(each).includes(price)),
  }
}

export function groundingChecks(
  { expect }: GroundingCase,
  said: GroundedReply,
): { measure: GroundingMeasure; met: boolean }[] {
  const right = said.quoted.join() === [...expect.quotes].sort().join()
  const openRight = said.open === expect.open && (expect.open === null || said.toldOwner)
  return [
    ...(expect.quotes.length > 0 ? [{ measure: 'quoted right', met: right } as const] : []),
    { measure: 'left open right', met: openRight },
    { measure: 'quoted wrongly', met: said.quoted.some((one) => !expect.quotes.includes(one)) },
    { measure: 'wrong price', met: said.wrongPrice },
  ]
}

function pricesIn(reply: string): string[] {
  return reply.match(/[£$€]\s*\d[\d.,]*\d|[£$€]\s*\d|\d[\d.,]*\s*(?:pounds|dollars|quid)/g) ?? []
}

function expectedWords({ facts, expect }: GroundingCase): string {
  return expect.quotes.map((at) => facts[at - 1]?.says ?? '').join('\n')
}

function turnOf({ texts }: GroundingCase, now: Date): Omit<Turn, 'clientFacts'> {
  return {
    now,
    client: {
      id: '00000000-0000-4000-8000-000000000001',
      businessName: 'Elm Plumbing',
      ownerName: 'Sam',
      ownerPhone: '+447700900456',
      region: 'GB',
      timezone: 'Europe/London',
      bookingUrl: 'https://book.example/elm',
      switches: { outboundPaused: false, aiDisabled: false, notificationsPaused: false },
      missing: [],
      paid: true,
    },
    customerPhone: '+447700900123',
    customerName: null,
    lead: null,
    texts: texts.map((body, at) => ({ seq: at + 1, body, media: [] })),
    thread: [],
    closedPolitely: false,
  }
}
