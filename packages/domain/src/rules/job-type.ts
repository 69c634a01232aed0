/** Reads what the customer wants done: a trade or service when one is named, otherwise the thing and what ails it. */
import { professions, services, things } from './trades.ts'
import { oneOf, plain } from './words.ts'

const trade = new RegExp(`\\b(?:${oneOf(professions)}|${oneOf(services)})\\b`)
const thing = new RegExp(`\\b${oneOf(things)}(?:e?s)?\\b`)

/** Rooms and positions that make a thing's name exact ("kitchen tap"). */
const qualified =
  /(?:\b(?:kitchen|bathroom|bedroom|shower|bath|toilet|front|back|rear|side|garage|garden|patio|outside|upstairs|downstairs|living room|utility|loft|attic|basement|hot|cold|main|electric|gas|combi|sash|velux|car|dog|wooden|master|guest) )?/
    .source
const qualifiedThing = new RegExp(`\\b${qualified}${oneOf(things)}(?:e?s)?\\b`)

/** What is wrong with a thing. */
export const ailments =
  /\b(?:leak(?:s|ing|y|ed)?|drip(?:s|ping|py)?|broken?|broke down|cracked|crack|crack(?:s|ing)|clog(?:ged|s)?|block(?:ed|age|s)?|backed up|overflow(?:s|ing|ed)?|jam(?:med|s)?|stuck|stiff|loose|wobbly|rattl(?:es|ing|e)|squeak(?:s|ing|y)|nois(?:y|e|es)|banging|knocking|humming|buzzing|gurgling|dead|died|faulty|damaged|damage|burst|rusty|rotten|rotting|worn|torn|bent|chipped|peeling|flaking|faded|moss(?:y)?|mou?ldy?|damp|musty|smell(?:s|y|ing)?|dirty|filthy|overgrown|flicker(?:s|ing)?|trip(?:s|ping|ped)?|fault|slow(?:ly)?|low pressure|no pressure|cold|frozen|sagging|subsid(?:ing|ence)|infest(?:ed|ation)|not (?:working|heating|closing|draining|flushing|turning|starting|spinning|cooling|opening|charging)|stopped working|won't \w+|doesn't \w+|isn't \w+ing|can't (?:open|close|turn|shut|lock)|acting (?:weird|strange|funny|odd)|making (?:a |an |some |strange |weird |funny |loud |odd )*(?:noise|sound)s?|(?:strange|weird|funny|loud|odd) (?:noise|sound|smell)|coming (?:off|apart|away|loose)|fell (?:off|down|out)|falling (?:off|apart|down)|came off|hurts?|aching|ache|painful|swollen|sore|chirping|beeping|keeps \w+ing|(?:hasn't|haven't|isn't|aren't) been \w+|full of|none of|pulls? to|slipping|is (?:down|on|off)|are (?:down|off)|soft|draught|draft|drafty|draughty|overflowed|boarding|dirt|needs? tuning|won't|buzz(?:es)?|squeaks?|wrong|sensitive|misted|leaves (?:water|marks|streaks)|green|tooth ?ache|sweating|condensation|running constantly|keeps (?:running|tripping|cutting out|going off|dropping|losing|making|turning|switching)|sticks|sticking|weak|(?:a bit|very|too|really|quite|so|is|are|getting|bit) (?:low|weak|slow|stiff|big|tall|small|high|loud|hot|warm|noisy|dim|tight|long)|takes (?:a while|ages|forever)|isn't (?:very |that |too )?\w+|hardly|barely|intermittent|discolou?red|brown|rusted|wet|soaked|ripped|scratched|dented|shorting|error|fault code|bleeding|snapped|missing|needs? (?:an? |some |to be |his |her |its |new |my |the )?(?:\w+ing|\w+ed|fixing|looking at|replacing|repair(?:ing)?|service|trim|clean|cut)|out of order|problem|issue|trouble|gone|playing up|acting up|on the blink|knackered|buggered|dodgy|wonky|kaput|conked out|packed in|packed up|slipped|backing up|clapped out|needs? (?:it |them )?sorting|failed|failing|blown|smashed|shattered|overhanging|limping|blank|down(?= *(?:$|[.,!?]))|squeal(?:s|ing)|grind(?:s|ing)|judder(?:s|ing)|whistl(?:es|ing)|whin(?:es|ing)|vibrat(?:es|ing)|lukewarm|unresponsive|uneven|hanging (?:off|down)|come (?:off|away|loose|down|apart)|came (?:down|away|loose)|perished|corroded|seized|crooked|subsided|lifting|bubbling|warped|shorted|burnt out|burned out|past its best|on its last legs|had it|needs? attention|needs? sorting|stain(?:s|ed)?|patch(?:es|y)?|scratch(?:es)?|holes?|no (?:hot )?water|no (?:heat|power)|runs? out|blow(?:s|ing) (?:out )?(?:warm|hot|cold)|losing (?:pressure|water)|loses (?:pressure|water))\b/

export interface JobRead {
  jobType: string
  /** A named trade or service weighs more than a thing somebody merely mentions. */
  by: 'trade' | 'thing'
}

export function readJobType(texts: readonly string[]): JobRead | null {
  const text = plain(texts.join('\n'))
  const named = trade.exec(text)
  if (named) return { jobType: named[0].replace(/^my /, ''), by: 'trade' }
  const thingNamed = qualifiedThing.exec(text)
  if (!thingNamed || !thing.test(text)) return null
  const ailing = adjacentAilment(text, thingNamed)
  return { jobType: ailing === null ? thingNamed[0] : `${ailing} ${thingNamed[0]}`, by: 'thing' }
}

/** "leaking" in "leaking tap" or "my tap is leaking": only shapes that still read well before the thing. */
function adjacentAilment(text: string, found: RegExpExecArray): string | null {
  const shape =
    /\b(leaking|dripping|broken|cracked|clogged|blocked|burst|faulty|damaged|loose|jammed|flickering|overflowing|noisy|rotten|sagging)\b/
  const around = text.slice(Math.max(0, found.index - 25), found.index + found[0].length + 25)
  const ailment = shape.exec(around)?.[1]
  return ailment && !found[0].includes(ailment) ? ailment : null
}
