/** Decides whether a text wants nothing: thanks, goodbyes, "ok", wrong numbers, refusals. */
import { plain } from './words.ts'

export interface Closing {
  because: string
  pattern: RegExp
}

const filler =
  "(?:so much|very much|a lot|lots|again|all|mate|pal|love|hun|dear|buddy|man|guys|everyone|sir|boss|then|now|and|for (?:that|your help|everything|the help|letting me know|getting back(?: to me)?|the (?:reply|quick reply|info|information|update)|your (?:time|reply|message|response|service)|(?:coming|popping|calling)(?: out| round| over| by| in)?(?: so (?:quickly|soon|fast))?|today|all your help)|today|you|very kind|really|appreciate(?:d)?(?: it| that| you(?:r help)?)?|i|it|much|indeed|x+|have a (?:good|great|nice|lovely) (?:one|day|evening|night|weekend|week)|will do|that's|is|that|was|just|of course|no problem|no worries|np|got it|see you|see ya|speak soon|talk soon|take care|tomorrow|later|soon|bye|goodbye|cheers|thanks|thank you|ta|ok|okay|great|perfect|brilliant|lovely|fab|awesome|cool|good|fine|amazing|excellent|nice one|sounds good|alright|sure|yep|yes|no|noted|understood|wonderful|legend|star|welcome|merry christmas|happy new year|same to you|you too|god bless|☺)"

const closers =
  "(?:thanks|thank you|thank u|cheers|ta|much appreciated|appreciate it|i appreciate|many thanks|bye|bye bye|goodbye|good ?night|see you|see ya|ok|okay|okey|k|kk|got it|great|perfect|brilliant|lovely|cool|awesome|noted|understood|no problem|no worries|np|will do|sounds good|nice one|take care|speak soon|all good|all sorted|sorted|you too|alright|fab|that is all|that's all|that's it|talk soon|much obliged|(?:great|good|lovely|brilliant|excellent|fantastic) (?:job|work)(?: today| yesterday)?|have a (?:good|great|nice|lovely) (?:one|day|evening|night|weekend|week)|ttyl|adios|cheerio|farewell|so long|later)"

/** A thumb up after our answer is thanks; before we have written anything it says nothing yet. */
export const onlySigns = 'only signs'

const closings: readonly Closing[] = [
  {
    because: 'thanks, a goodbye or an ok',
    pattern: new RegExp(
      `^(?:(?:ok|okay|oh|ah|great|yes|no|right|well|perfect|lovely|brilliant|super|that's|all|hi|hey) )*${closers}(?:[\\s,.!]+${filler})*[\\s.!?x:)(;\\p{Emoji_Presentation}]*$`,
      'u',
    ),
  },
  { because: onlySigns, pattern: /^(?:\p{Emoji_Presentation}|\p{Emoji_Modifier}|\u2764|\ufe0f|[\s:;)(!.-])+$/u },
  {
    because: 'a wrong number',
    pattern:
      /\bwrong (?:number|person|no)\b|\b(?:sorry,? )?(?:not for you|texted the wrong|sent (?:this )?to the wrong|ignore (?:that|this|my last|the last)|meant for someone else|not meant for you)\b/,
  },
  {
    because: 'no longer needs us',
    pattern:
      /\b(?:no longer (?:need(?:ed)?|required?|wanted|interested|looking)|don't (?:need|require) (?:it|you|this|a|an|the|your|anyone|any) ?(?:\w+ )?(?:any ?more|now)|not interested|found (?:someone|somebody)(?: else)?|(?:gone|going|went|decided to go) with (?:someone|somebody|another)|already (?:sorted|got it sorted|fixed|found)|(?<!\b(?:once|when|until|till|after|if|unless|before)\b[^.!?]{0,40})(?:it's|its|all|that's|been|now|is|got it) (?:all )?(?:sorted|fixed|resolved)(?: now)?|fixed (?:it )?(?:myself|ourselves)|changed my mind|never ?mind|no need (?:to come|any ?more|now|for))\b/,
  },
  {
    because: 'looks for work with us',
    pattern:
      /\b(?:are you hiring|looking for (?:work|a job|an apprenticeship|employment)|any (?:jobs|vacancies|work going)|job (?:vacanc\w+|opening)|apprenticeship|my cv|my resume|work for you)\b/,
  },
]

export function findClosing(text: string): { words: string; because: string } | null {
  return firstMet(closings, plain(text))
}

export function firstMet(rules: readonly Closing[], read: string): { words: string; because: string } | null {
  for (const { pattern, because } of rules) {
    const met = pattern.exec(read)
    if (met) return { words: met[0].trim(), because }
  }
  return null
}
