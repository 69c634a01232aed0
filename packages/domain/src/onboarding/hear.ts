/** A turn of an owner's texts: each read as the answer to the question that stands when it is its turn; one reply. */
import { regionOf } from '../phone.ts'
import { ask, askAgain, lackingWords, menuWords, openings, priceWords, refuse } from './owner-words.ts'
import { questions, type Reading } from './questions.ts'
import { bare, type Command, isGreeting, isNo, isQuestion, isYes, readCommand } from './read-answers.ts'
import type { Advanced, Effect, Proposal, Standing, Terms } from './standing.ts'
import { previousState } from './states.ts'
import {
  begin,
  callStates,
  doing,
  ended,
  firstNudge,
  goOn,
  having,
  moveTo,
  payS5,
  prove,
  saying,
  stands,
  type Walk,
} from './walk.ts'

const REPEAT_MS = 60_000
/** Then a person takes over. */
const MOST_REFUSALS = 2

type Reply =
  | { kind: 'ask'; opening: string }
  | { kind: 'say'; words: string }
  | { kind: 'refuse' }
  | { kind: 'said-already' }

interface Heard {
  walk: Walk
  reply: Reply | null
  outcome: string
}

export function hear(
  standing: Standing,
  said: { texts: readonly string[]; proposal: Proposal | null },
  terms: Terms,
): Advanced {
  if (standing.state === 'COMPLETE') return ended(saying(begin(standing), ask(standing, terms)), 'complete already')
  let heard: Heard = { walk: begin(standing), reply: null, outcome: '' }
  const unread: string[] = []
  for (const text of different(said.texts)) {
    if (heard.walk.standing.state === 'COMPLETE') break
    const next = hearOne(heard.walk, text, terms)
    if (next) heard = next
    else unread.push(text)
  }
  heard = takeUnread(heard, unread, said.proposal, terms)
  return ended(spoken(heard, terms), heard.outcome)
}

/** The same words twice in a turn are one text. */
function different(texts: readonly string[]): string[] {
  const seen = new Map(texts.map((text) => [bare(text), text] as const))
  return [...seen.values()]
}

/** null: it is neither an answer nor anything else we know. */
function hearOne(walk: Walk, text: string, terms: Terms): Heard | null {
  const command = readCommand(text)
  if (command) return obey(walk, command, terms)
  const { standing } = walk
  if (isRepeat(standing, text, terms.now))
    return { walk, reply: { kind: 'ask', opening: openings.repeated }, outcome: 'repeated' }
  if (standing.pendingCall && stands(standing.state, callStates)) {
    if (isYes(text))
      return {
        walk: prove(walk, 'the owner confirmed the call', terms),
        reply: { kind: 'said-already' },
        outcome: 'proven call',
      }
    if (isNo(text)) {
      const reply: Reply = { kind: 'ask', opening: openings.notYours }
      return { walk: having(walk, { pendingCall: null }), reply, outcome: 'not the test call' }
    }
  }
  const taken = take(walk, text, terms)
  if (taken) return taken
  return isGreeting(text)
    ? { walk, reply: { kind: 'ask', opening: greetingOpening(standing) }, outcome: 'greeted' }
    : null
}

function isRepeat({ lastAnswer }: Standing, text: string, now: Date): boolean {
  return lastAnswer !== null && lastAnswer.words === bare(text) && now.getTime() - lastAnswer.at.getTime() < REPEAT_MS
}

function greetingOpening({ state, collected }: Standing): string {
  return state === 'S1_BUSINESS_TYPE_LOCATION' && !collected.businessType ? openings.welcome : ''
}

function obey(walk: Walk, command: Command, terms: Terms): Heard {
  switch (command) {
    case 'menu':
      return { walk, reply: { kind: 'ask', opening: menuWords }, outcome: 'menu' }
    case 'repeat':
      return { walk, reply: { kind: 'ask', opening: openings.question }, outcome: 'asked again' }
    case 'price':
      return { walk, reply: { kind: 'ask', opening: priceWords(terms) }, outcome: 'price' }
    case 'leave':
      return { walk: having(walk, { nudgeAt: null }), reply: { kind: 'ask', opening: openings.left }, outcome: 'left' }
    case 'back': {
      const before = previousState(walk.standing.state)
      if (!before) return { walk, reply: { kind: 'ask', opening: openings.firstAlready }, outcome: 'first already' }
      const back = moveTo(having(walk, { lastAnswer: null }), before, 'BACK', terms.now)
      return { walk: back, reply: { kind: 'ask', opening: openings.back }, outcome: 'back' }
    }
    case 'restart': {
      const fresh = having(walk, { ahead: [], lastAnswer: null })
      const first = moveTo(fresh, 'S1_BUSINESS_TYPE_LOCATION', 'START OVER', terms.now)
      return { walk: first, reply: { kind: 'ask', opening: openings.restarted }, outcome: 'restarted' }
    }
  }
}

/** Reads a text as the answer to the question that stands. */
function take(walk: Walk, text: string, terms: Terms): Heard | null {
  const { standing } = walk
  const asked = { collected: standing.collected, home: regionOf(standing.ownerPhone) }
  const reading: Reading = questions[standing.state].read(text, asked)
  switch (reading.kind) {
    case 'answer': {
      const collected = { ...standing.collected, ...reading.sets }
      const ahead = [...new Set([...standing.ahead, ...(reading.ahead ?? [])])]
      const lastAnswer = { words: bare(text), at: terms.now }
      const next = goOn(having(walk, { collected, ahead, lastAnswer }), 'answered', terms)
      return { walk: next, reply: thanks(standing, next), outcome: 'answered' }
    }
    case 'part': {
      const abroad: Effect[] =
        reading.lacks === 'served-country'
          ? [{ kind: 'tell-founder', type: 'OWNER_ABROAD', words: 'signs up from a country we do not serve yet.' }]
          : []
      const kept = having(walk, { collected: { ...standing.collected, ...reading.sets } })
      const words = `JobRun: ${lackingWords(reading.lacks, standing)}`
      return { walk: doing(kept, ...abroad), reply: { kind: 'say', words }, outcome: `lacks ${reading.lacks}` }
    }
    case 'claims-paid':
      if (standing.paid)
        return { walk: payS5(walk, terms), reply: { kind: 'ask', opening: openings.paid }, outcome: 'paid' }
      return {
        walk: doing(walk, { kind: 'prepare-payment' }, { kind: 'ask-payment' }),
        reply: { kind: 'ask', opening: openings.checking },
        outcome: 'says it is paid',
      }
    case 'no-answer':
      return null
  }
}

function thanks(before: Standing, { standing, effects }: Walk): Reply {
  if (standing.state === 'COMPLETE' || effects.some((effect) => effect.kind === 'say')) return { kind: 'said-already' }
  const { collected } = standing
  const named = collected.ownerName !== before.collected.ownerName ? collected.ownerName : null
  if (named) return { kind: 'ask', opening: openings.thanksByName(named) }
  return { kind: 'ask', opening: isHalfNew(before, collected) ? openings.thanksFor(collected) : openings.thanks }
}

/** After BACK somebody may answer one half of the first question anew, and has to see what the other is. */
function isHalfNew({ state, collected: before }: Standing, after: Standing['collected']): boolean {
  if (state !== 'S1_BUSINESS_TYPE_LOCATION' || !before.businessType || !before.serviceLocation) return false
  return (before.businessType === after.businessType) !== (before.serviceLocation === after.serviceLocation)
}

/** Texts that by themselves say nothing: read together, then by what the AI proposes; else a question to us, or refused. */
function takeUnread(heard: Heard, unread: readonly string[], proposal: Proposal | null, terms: Terms): Heard {
  if (unread.length === 0) return heard
  const answered = heard.walk.moves.length > 0
  const together = unread.length > 1 ? take(heard.walk, unread.join(', '), terms) : null
  if (together) return together
  const proposed = answered ? null : takeProposal(heard.walk, unread, proposal, terms)
  if (proposed) return proposed
  const question = unread.find(isQuestion)
  if (question) return handQuestion(heard, question)
  if (heard.reply) return heard
  if (heard.walk.standing.state === 'S5_CONFIRM_LIVE' && heard.walk.standing.paid) {
    return { walk: payS5(heard.walk, terms), reply: { kind: 'ask', opening: '' }, outcome: 'paid' }
  }
  return refusedAnswer(heard.walk)
}

/** A proposal counts only for the question that stands, only in the owner's own words, and is read by the same reader. */
function takeProposal(walk: Walk, texts: readonly string[], proposal: Proposal | null, terms: Terms): Heard | null {
  const { state } = walk.standing
  if (!proposal || proposal.state !== state || !questions[state].proposable) return null
  if (isNamed(state) && !isSaid(proposal.value, texts)) return null
  const taken = take(walk, proposal.value, terms)
  return taken && { ...taken, outcome: `${taken.outcome}, as the AI read it` }
}

function isNamed(state: Standing['state']): boolean {
  return state === 'S1_BUSINESS_TYPE_LOCATION' || state === 'S2_BUSINESS_NAME' || state === 'S3_OWNER_NAME'
}

function isSaid(value: string, texts: readonly string[]): boolean {
  const words = (text: string) =>
    bare(text)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 2)
  const said = new Set(texts.flatMap(words))
  return words(value).every((word) => said.has(word))
}

function handQuestion({ walk, reply, outcome }: Heard, question: string): Heard {
  const words = `asks "${question.replace(/\s+/g, ' ').slice(0, 120)}"`
  const told = doing(walk, { kind: 'tell-founder', type: 'OWNER_ASKS', words })
  const opening = openings.person
  const next: Reply = reply?.kind === 'say' || reply?.kind === 'said-already' ? reply : { kind: 'ask', opening }
  return { walk: told, reply: next, outcome: outcome === '' ? 'asks us' : `${outcome}, and asks us` }
}

function refusedAnswer(walk: Walk): Heard {
  const rejections = walk.standing.rejections + 1
  const counted = having(walk, { rejections })
  if (rejections <= MOST_REFUSALS || walk.standing.handedOver)
    return { walk: counted, reply: { kind: 'refuse' }, outcome: 'refused' }
  const words = `does not get past ${walk.standing.state} and needs a person.`
  const told = doing(having(counted, { handedOver: true }), { kind: 'tell-founder', type: 'OWNER_STUCK', words })
  return { walk: told, reply: { kind: 'refuse' }, outcome: 'handed over' }
}

/** The one reply of the turn; and being heard puts the first reminder off. */
function spoken({ walk, reply }: Heard, terms: Terms): Walk {
  const moved = walk.moves.length > 0
  const { standing } = walk
  const nudgeAt =
    standing.nudges === 0 && standing.nudgeAt !== null ? firstNudge(standing, terms.now) : standing.nudgeAt
  const heard = having(walk, { nudgeAt })
  switch (reply?.kind) {
    case 'ask':
      return saying(
        heard,
        moved || reply.opening === '' ? ask(standing, terms, reply.opening) : askAgain(standing, terms, reply.opening),
      )
    case 'say':
      return saying(heard, reply.words)
    case 'refuse':
      return saying(heard, refuse(standing, terms))
    case 'said-already':
      return heard.effects.some(({ kind }) => kind === 'say') ? heard : saying(heard, ask(standing, terms))
    case undefined:
      return saying(heard, ask(standing, terms))
  }
}
