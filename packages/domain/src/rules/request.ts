/**
 * Decides whether a text asks the business for something: a wish plus a service, a thing plus what ails it, a time
 * to come, or a question that only a business can answer. It refuses general chat and questions about us.
 */
import { ailments, readJobType } from './job-type.ts'
import { professions, services, things } from './trades.ts'
import { oneOf, plain } from './words.ts'

export interface RequestRead {
  words: string
  because: string
}

const wish =
  /\b(?:need(?:s|ed|ing)?|want(?:s|ed|ing)?|wants|looking (?:for|to|at getting)|look for|seeking|iso|in search of|on the hunt for|in the market for|after (?:a|an|some(?:one|body)?)|would (?:like|love)|i'd (?:like|love|prefer|need|want)|we'd (?:like|love)|like to|wanna|gotta|have to|require|requiring|find(?:ing)?|fine (?:a|me)|recommend(?:ations?|ing)?|suggest|(?:anyone|anybody) (?:know|recommend|have|used)|know (?:of )?(?:a|any) (?:good|decent|reliable)|any(?:one|body) (?:good|who|that|available)|who (?:does|can|do you|to call|would|should)|can (?:you|i|we|someone|somebody|anyone|u)|could (?:you|i|we|someone|somebody|anyone|u)|will you|would you|is there (?:a|an|any|some(?:one|body)?)|are there any|help(?: me)?|hire|get (?:me|my|a|an|it|this|some|the|our|someone|in)|book(?:ing|ed)?|schedul(?:e|ing)|reschedule|arrange|set up|make|place|quot(?:e|es|ation)|estimate|pric(?:e|es|ing)|cost|charge|rates?|how much|availab(?:le|ility)|fit (?:us|me) in|come (?:out|round|over|by|and|to|take)|do you (?:do|offer|fix|repair|service|cover|install|have|know|provide|take|work|clean|sell|guys)|are you (?:able|available|taking|free)|interested in|due (?:for|a)|time for|please|when (?:can|could|are|would|will|do)|what (?:are your|time|would|is your|do you)|hoping|planning|thinking (?:of|about)|call(?:ing)? about|enquir\w+|inquir\w+|ask(?:ing)? about|about (?:a|my|the|your)|wondering|should i|what should i)\b/

const service = new RegExp(`\\b(?:${oneOf([...professions, ...services])})\\b`)
const thing = new RegExp(`\\b(?:${oneOf(things)})\\b`)
const ours = /\b(?:my|our|the|a|an|we|i|there|this|some|few|new|half|both|all)\b/
const doing =
  /\b(?:fix(?:ed|ing)?|repair(?:ed|ing|s)?|replac(?:e|ed|ing|ement)|install(?:ed|ing|ation)?|change|changed|service[ds]?|servicing|unblock(?:ed|ing)?|clean(?:ed|ing)?|paint(?:ed|ing)?|trim(?:med|ming)?|cut(?:ting)?|mow(?:ed|ing)?|build(?:ing)?|built|remove[ds]?|removal|fit(?:ted|ting)?|check(?:ed|ing)?|look(?:ed)? at|mend(?:ed|ing)?|sort(?:ed)?(?: out)?|mount(?:ed|ing)?|hang|hung|lay|laid|move[ds]?|upgrad(?:e|ed|ing)|assembl(?:e|ed|ing|y)|shovel|plow(?:ed)?|clear(?:ed|ing)?|repav(?:e|ed|ing)|resurfac\w+|refinish\w*|refresh|restor\w+|design\w*|inspect(?:ed|ion)?|diagnos\w+|troubleshoot|measure|order|deliver(?:ed|y)?|done|quote|estimate|price|cost|appointment|visit|see|go to|meet)\b/

/** Questions and orders that only make sense to a business. */
const business: readonly { because: string; pattern: RegExp }[] = [
  {
    because: 'asks for a quote',
    pattern:
      /\b(?:quot(?:e|es|ation)s?|estimate|call[- ]?out (?:charge|fee|cost)|how much (?:do|would|will|is|are|to|for|does|did)|your (?:rates?|prices?|fees?|charges?)|price list|cost (?:to|of|for)|ball ?park)\b/,
  },
  {
    because: 'asks about opening or area',
    pattern:
      /\b(?:your (?:hours|opening (?:hours|times)|address|availability|services)|opening (?:hours|times)|are you (?:open|available|free|taking (?:on )?(?:new )?(?:clients|customers|patients|jobs|bookings)|fully booked|insured|licensed|registered|local|able to)|(?:do|are) you (?:still )?(?:open|offer|cover|serve|service|work (?:on|in|at|weekends)|come (?:to|out)|do (?:emergency|evenings?|weekends?)|take (?:cards?|payment))|do you offer|what areas?|24\/7|same[- ]day)\b/,
  },
  {
    because: 'asks when somebody can come',
    pattern:
      /\b(?:come (?:out|round|around|over|by|and|to|take|have|today|tomorrow|on|this|next|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|fit (?:us|me|it) in|send (?:someone|somebody|a|an|your|one of)|someone (?:out|round|over)|visit (?:us|me|the)|when (?:can|could|would|will|are) (?:you|u|someone|somebody|your)|what time (?:can|could|will|are|do|is|works)|(?:next|earliest|first|any) (?:available )?(?:slots?|appointments?|openings?|availability)|have (?:any )?(?:time|availability|slots?|room|openings?)|do you (?:have )?room)\b/,
  },
  {
    because: 'books or moves an appointment',
    pattern:
      /\b(?:(?:book|make|schedule|arrange|set up|move|change|cancel|reschedule|confirm|need|want|get|have|bring forward|push back|keep)\b.{0,30}\b(?:appointments?|appoinments?|appt|booking|slot|visit|viewing|tour|consultation|reservation|meeting|inspection|session)|reschedul(?:e|ing)|my (?:appointment|appt|booking)|book (?:it|me|us|that|one|in)|schedule (?:it|me|that|one|something)|put (?:me|us) (?:down|in)|different (?:day|time)|another (?:day|time)|(?:works?|suits?|better|good) for (?:me|us))\b/,
  },
  {
    because: 'needs help from us',
    pattern:
      /\b(?:need|want|looking for|require)\b.{0,25}\b(?:work done|help with|someone (?:to|who|reliable)|somebody (?:to|who)|(?:a )?repair|fixing)\b/,
  },
  {
    because: 'speaks of work under way',
    pattern:
      /\b(?:your (?:guys?|men|team|workers?|quotation|invoice|estimate|visit)|the (?:invoice|quotation|quote|deposit|work you|job you|parts?|proposal)|you (?:installed|fixed|repaired|did|fitted|came|worked|quoted)|any updates?|part (?:has )?(?:arrived|come in))\b/,
  },
]

/** Talk that uses wishes but wants nothing that a trade does. */
const chat =
  /\b(?:jokes?|sing|song|music|playlist|weather|forecast|news|movie|restaurant|table for|trivia|fact|recipe|flights?|calculate|spell|define|translate|meaning of|who are you|your name|how old are you|are you (?:a |an )?(?:\w+ )?(?:robot|bot|ai|human|person|machine|computer|real)|dice|coin|remind me|alarm|timer|email|e-mail|account balance|tell me about (?:you|yourself)|favou?rite|hobbies|do for fun|my name|do you have (?:any )?(?:pets?|kids|children|family|siblings))\b/

export function readRequest(texts: readonly string[]): RequestRead | null {
  const text = plain(texts.join('\n'))
  if (chat.test(text)) return null
  const wished = wish.exec(text)
  const job = readJobType(texts)
  if (job?.by === 'trade' && (wished || isBriefNeed(text)))
    return { words: `${wished?.[0] ?? ''} ${job.jobType}`.trim(), because: 'a wish and a service' }
  const found = business.find(({ pattern }) => pattern.test(text))
  if (found) return { words: found.pattern.exec(text)?.[0] ?? '', because: found.because }
  if (!job || !thing.test(text))
    return job?.by === 'trade' && service.test(text) && ailments.test(text)
      ? { words: job.jobType, because: 'a service and what is wrong' }
      : null
  const ailing = ailments.exec(text)
  if (ailing && ours.test(text)) return { words: `${job.jobType}: ${ailing[0]}`, because: 'a thing and what ails it' }
  const done = doing.exec(text)
  if (wished && done)
    return { words: `${wished[0]} ${done[0]} ${job.jobType}`, because: 'a wish and a thing to be done' }
  if (isBriefNeed(text) && ailing) return { words: text, because: 'a thing and what ails it' }
  return null
}

/** "plumbing leak in Manchester", "electrician today": a few words that name the service are a request. */
function isBriefNeed(text: string): boolean {
  return text.split(/\s+/).length <= 6
}
