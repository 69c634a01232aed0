/** The stages that a brain answers: SENTINEL, DIAL, FLOW and LYRA; with who answered, why, and what it cost. */
import { type Fields, fieldsIn, fieldsOf, listIn, numberIn, plainly, textIn } from './reading.ts'
import { blank, others, type Stage } from './stage.ts'
import { factName, inWords } from './trace-words.ts'

/** `trace` is the turn's; a stage that was not asked is null there. */
export function answered(trace: Fields | null): Stage[] {
  return ['sentinel', 'dial', 'flow'].flatMap((name) => {
    const answer = fieldsIn(trace, name)
    return answer ? [brainStage(name, answer)] : []
  })
}

const brainQuestions: Readonly<Record<string, string>> = {
  sentinel: 'Is it safe to answer?',
  dial: 'What do they want?',
  flow: 'What did they tell us?',
  lyra: 'How do we say it?',
}

function brainStage(name: string, answer: Fields): Stage {
  return {
    ...blank,
    name: name.toUpperCase(),
    question: brainQuestions[name] ?? 'What did this stage answer?',
    ...valueWords(name, answer.value),
    notes: whoAnswered(answer),
    more: others(answer, ['value', 'by', 'because', 'tookMs', 'fellBack', 'usage']),
  }
}

function valueWords(name: string, value: unknown): Pick<Stage, 'answer' | 'tone' | 'facts'> {
  if (name === 'sentinel') {
    const verdict = typeof value === 'string' ? value : textIn(value, 'verdict')
    if (verdict)
      return { answer: inWords('screening', verdict), tone: verdict === 'ALLOWED' ? 'good' : 'warn', facts: [] }
  }
  const intent = name === 'dial' ? textIn(value, 'intent') : null
  if (intent) {
    const sure = numberIn(value, 'confidence')
    const words = inWords('intent', intent)
    return {
      answer: sure === null ? words : `${words} ${Math.round(sure * 100)}% sure.`,
      tone: intent === 'URGENT' ? 'warn' : 'plain',
      facts: [],
    }
  }
  const fields = fieldsOf(value)
  if (!fields) return { answer: plainly(value), tone: 'plain', facts: [] }
  const facts = Object.entries(fields)
    .filter(([, said]) => said !== null && said !== '')
    .map(([fact, said]) => ({ name: factName(fact), value: plainly(said) }))
  return { answer: facts.length === 0 ? 'Nothing we can use yet.' : '', tone: 'plain', facts }
}

/** "The rules answered in 3 ms", why, what an AI asked before them did wrong, and what it cost. */
function whoAnswered(answer: Fields): string[] {
  const notes: string[] = []
  const fellBack = fieldsIn(answer, 'fellBack')
  const why = textIn(fellBack, 'why') ?? textIn(answer, 'fellBack')
  if (why) notes.push(`The AI was asked first but ${inWords('fellBack', why)}, so the rules answered.`)
  const by = textIn(answer, 'by')
  const took = numberIn(answer, 'tookMs')
  if (by) {
    const who = by === 'ai' ? 'The AI' : by === 'rules' ? 'The rules' : by
    if (took === null) notes.push(`${who} answered.`)
    else notes.push(why ? `It took ${took} ms in all.` : `${who} answered in ${took} ms.`)
  }
  const because = textIn(answer, 'because')
  if (because) notes.push(`Because: ${because}`)
  const usage = fieldsIn(answer, 'usage') ?? fieldsIn(fellBack, 'usage')
  if (usage) notes.push(usageWords(usage))
  return notes
}

export function usageWords(usage: Fields): string {
  const tokens = (numberIn(usage, 'inputTokens') ?? 0) + (numberIn(usage, 'outputTokens') ?? 0)
  const cost = numberIn(usage, 'costMicroUsd')
  const model = textIn(usage, 'model')
  return `${model ? `${model}: ` : ''}${tokens} tokens${cost === null ? '' : `, $${(cost / 1_000_000).toFixed(6)}`}.`
}

export function worded(words: Fields | null): Stage | null {
  if (!words) return null
  const reply = textIn(words, 'reply')
  const faults = listIn(words, 'faults').map(plainly)
  const note = faults.length > 0 ? [`The first draft was replaced by the template: ${faults.join('; ')}.`] : []
  return {
    ...blank,
    name: 'LYRA',
    question: 'How do we say it?',
    answer: reply ? '' : 'We say nothing.',
    quote: reply,
    notes: [...whoAnswered(fieldsIn(words, 'answer') ?? words), ...note],
    more: others(words, ['reply', 'faults', 'answer', 'by', 'because', 'tookMs', 'fellBack', 'usage']),
  }
}
