/** The path of one turn: SENTINEL, DIAL and FLOW side by side, RUNE decides, LYRA words it, VAULT says what is kept. */
import { type FactQuestion, readFactQuestions } from '../grounding/fact-question.ts'
import { ground } from '../grounding/ground.ts'
import { findDanger } from '../rules/danger.ts'
import { findInjection } from '../rules/screen.ts'
import type { Askable, Brain, Facts, TextsQuestion } from './brain.ts'
import { groundedFacts, mergeFacts, noFacts } from './flow.ts'
import { lyra } from './lyra.ts'
import { rune, type Situation } from './rune.ts'
import { isThanks } from './thanks.ts'
import type { Decision, Turn, Verdict, Worded } from './turn.ts'
import { vault } from './vault.ts'

/** After so many clarifications without an answer a person takes over. */
export const MOST_CLARIFICATIONS = 2

/** One turn of a customer's texts, from raw words to everything we intend to do about it. Writes nothing. */
export async function runPipeline(brain: Brain, turn: Turn): Promise<Verdict> {
  const question = questionOf(turn)
  const [sentinel, dial, flow] = await Promise.all([
    brain.sentinel(question),
    brain.dial(question),
    brain.flow(question),
  ])
  const danger = findDanger(question.texts)
  const injection = danger === null ? findInjection(question.texts) : null
  const said = groundedFacts(flow.value, question.texts)
  const situation = situationOf(turn, {
    screening: injection === null ? sentinel.value : 'INJECTION',
    intent: dial.value.intent,
    danger: danger !== null,
    said,
  })
  const grounding = ground(factQuestionsOf(turn), turn.clientFacts)
  const decided = rune(situation)
  const { facts } = mergeFacts(turn.lead?.facts ?? noFacts, said)
  const worded = await lyra(brain, turn, { decision: decided, facts, grounding })
  const decision = leavingQuestions(decided, worded)
  return {
    ...vault(turn, { decision, danger, said, worded }),
    decision,
    danger,
    injection,
    grounding,
    answers: { sentinel, dial, flow },
    worded,
  }
}

/** What the texts ask about the business; who loads a turn asks the same to know which facts to look for. */
export function factQuestionsOf({ texts, client, lead }: Omit<Turn, 'clientFacts'>): FactQuestion[] {
  return readFactQuestions({
    texts: texts.map((text) => text.body),
    region: client.region,
    jobType: lead?.facts.jobType ?? null,
  })
}

/** The owner is told of a question that the reply leaves to them, unless they are told of the turn anyway. */
function leavingQuestions(decision: Decision, { open }: Worded): Decision {
  return open === null || decision.tellOwner !== null ? decision : { ...decision, tellOwner: 'question' }
}

function questionOf(turn: Turn): TextsQuestion {
  const asked = turn.lead && turn.lead.clarifications > 0 ? (turn.lead.asked.at(-1) ?? null) : null
  return {
    texts: turn.texts.map((text) => text.body),
    asked,
    thread: turn.thread,
    region: turn.client.region,
    timezone: turn.client.timezone,
    now: turn.now,
  }
}

type Found = Pick<Situation, 'screening' | 'intent' | 'danger'> & { said: Facts }

function situationOf(turn: Turn, found: Found): Situation {
  const { lead } = turn
  const { facts, changed } = mergeFacts(lead?.facts ?? noFacts, found.said)
  return {
    danger: found.danger,
    screening: found.screening,
    intent: found.intent,
    jobTypeKnown: facts.jobType !== null,
    hasLink: turn.client.bookingUrl !== null,
    linkSent: lead?.linkSentAt != null,
    alerted: lead?.state === 'URGENT',
    leadOpen: lead !== null,
    thanks: isThanks(turn.texts.map((text) => text.body)),
    closedPolitely: turn.closedPolitely,
    ask: nextQuestion(turn, facts, found.intent),
    handedOver: lead?.handedOver ?? false,
    changed: lead === null ? [] : changed,
  }
}

/** What to ask next: something missing that was never asked, unless two questions went unanswered. */
function nextQuestion(turn: Turn, facts: Facts, intent: Situation['intent']): Askable | null {
  const asked = turn.lead?.asked ?? []
  if ((turn.lead?.clarifications ?? 0) >= MOST_CLARIFICATIONS) return null
  const wanted: Askable[] = []
  if (facts.jobType === null) {
    const nothingKnown = intent === 'UNCLEAR' && facts.location === null
    wanted.push(...(nothingKnown ? (['what', 'jobType'] as const) : (['jobType', 'what'] as const)))
  }
  if (facts.location === null) wanted.push('location')
  // Somebody with water coming in is not asked when it would suit them.
  if (facts.requestedTime === null && turn.lead?.state !== 'URGENT') wanted.push('requestedTime')
  return wanted.find((one) => !asked.includes(one)) ?? null
}
