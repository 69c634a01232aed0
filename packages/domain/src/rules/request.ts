/**
 * Decides whether a text asks the business for something: a wish plus a service, a thing plus what ails it, a time
 * to come, or a question that only a business can answer. It refuses general chat and questions about us.
 */
import { ailments, type JobRead, readJobType } from './job-type.ts'
import { things } from './trades.ts'
import { oneOf, plain, wordCount } from './words.ts'

export interface RequestRead {
  words: string
  because: string
}

const wish =
  /\b(?:need(?:s|ed|ing)?|want(?:s|ed|ing)?|looking (?:for|to|at getting|into)|look for|seeking|search(?:ing)?|iso|in search of|on the (?:hunt|search|lookout) for|in the market for|after (?:a|an|some(?:one|body)?)|who do (?:people|you all|y'all|you)|use for|best (?:person|place|company|guy)|could use|learn|is it possible to|would (?:like|love)|i'd (?:like|love|prefer|need|want|rather)|we'd (?:like|love)|like to|wish(?:ing)? (?:to|for)|wanna|gotta|got to|have to|require|requiring|find(?:ing)?|fine (?:a|me)|locate|recommend(?:ations?|ed|ing)?|suggest(?:ions?)?|(?:anyone|anybody) (?:know|recommend|have|used)|know (?:of )?(?:a|any|some) (?:good|decent|reliable|\w+ who)|any(?:one|body)? (?:good|who|that|available)|who (?:does|can|do you|to call|would|should)|can (?:you|i|we|someone|somebody|anyone|u|ya)|could (?:you|i|we|someone|somebody|anyone|u)|will you|would you|is there (?:a|an|any|some(?:one|body)?)|are there any|help(?: me)?|hire|get (?:me|my|a|an|it|this|some|the|our|someone|in)|book(?:ing|ed)?|schedul(?:e|ing)|reschedule|arrange|set up|make|place|quot(?:e|es|ation)|estimate|pric(?:e|es|ing)|cost|charge|rates?|how much|availab(?:le|ility)|fit (?:us|me) in|come (?:out|round|over|by|and|to|take)|(?:do you|you do) (?:guys |ever |also )?\w+|are you (?:able|available|taking|free)|interested in|due (?:for|a)|\bdue\b|time for|please|when (?:can|could|are|would|will|do)|what (?:are your|time|would|is your|do you)|hoping|planning|thinking (?:of|about)|call(?:ing)? about|enquir\w+|inquir\w+|ask(?:ing)? about|about (?:a|my|the|your)|wondering|should i|what should i|let me know|having (?:trouble|issues|problems|a problem)|struggling)\b/

const doing =
  /\b(?:fix(?:ed|ing)?|repair(?:ed|ing|s)?|replac(?:e|ed|ing|ement)|install(?:ed|ing|ation)?|chang(?:e|ed|ing)|service[ds]?|servicing|unblock(?:ed|ing)?|clean(?:ed|ing)?|paint(?:ed|ing)?|trim(?:med|ming)?|cut(?:ting)?|mow(?:ed|ing)?|build(?:ing)?|built|remove[ds]?|removal|fit(?:ted|ting)?|check(?:ed|ing)?|look(?:ed)?(?: at)?|mend(?:ed|ing)?|sort(?:ed)?(?: out)?|mount(?:ed|ing)?|hang|hung|lay|laid|move[ds]?|upgrad(?:e|ed|ing)|assembl(?:e|ed|ing|y)|shovel|plow(?:ed)?|clear(?:ed|ing)?|repav(?:e|ed|ing)|resurfac\w+|refinish\w*|refresh|restor\w+|design\w*|inspect(?:ed|ion)?|diagnos\w+|troubleshoot|measure|order|deliver(?:ed|y)?|done|quote|estimate|price|cost|appointment|visit|see|go to|meet|adjust(?:ed)?|tighten(?:ed)?|seal(?:ed|ing)?|add(?:ed|ing)?|extend(?:ed|ing)?|convert(?:ed)?|groom(?:ed)?|polish(?:ed)?|test(?:ed|ing)?|reset|rewire[d]?|relocate[d]?|supply|bring|send|make|get rid of|put (?:in|up)|take (?:down|out|away|a look)|have a look|dig|level|treat(?:ed|ment)?|whiten(?:ed)?|pull(?:ed)?|fill(?:ed)?)\b/

/** Questions and orders that only make sense to a business. */
const business: readonly { because: string; pattern: RegExp }[] = [
  {
    because: 'asks for a quote',
    pattern:
      /\b(?:quot(?:e|es|ation)s?|estimate|call[- ]?out (?:charge|fee|cost)|how much (?:do you|would (?:it|you|a|that)|will (?:it|you)|to|for (?:a|an)|does it cost|(?:is|are|was|will be) (?:it|a|an|your|the|that|this|you))|your (?:rates?|prices?|fees?|charges?|quotes?)|price list|(?:emergency|hourly|day|daily|weekend|minimum|call[- ]?out) (?:rates?|fees?|charges?)|extra charge|cost (?:to|for|of) (?:\w+ ){0,2}(?:fix|repair|install|replace|get|have|do|me|you)|ball ?park|what (?:do|would) you charge|free estimates? for my)\b/,
  },
  {
    because: "asks us to do a trade's work",
    pattern:
      /\b(?:can|could|do|would|will|does) (?:you|u|someone|somebody|anyone|you guys|your (?:guys|team|company)) (?:guys |also |still |even |please |ever |possibly |actually )*(?:fix|repair|install|instal|fit|mend|service|replace|unblock|unclog|clean|paint|build|tile|plaster|mow|trim|mount|wire|rewire|supply|plumb|refit|refurbish|restore|renovate|remodel|demolish|fence|insulate|weld|sand|varnish|re-?point|pave|landscape|decorate|wallpaper|carpet|glaze|groom|assemble|put (?:in|up|together)|rip out|take (?:out|down|away)|fit and supply|remove|dispose of|sort out|inspect|survey|measure up)\b(?! (?:up (?:your|his|her)|that song|the (?:table|bed)\b.*\bplease mum))/,
  },
  {
    because: 'wants something done',
    pattern:
      /\b(?:need|needs|want|wants|require|get|getting|have|having|like) (?:to (?:get|have) )?(?:my|our|the|a|an|some|two|three|both|all) (?:[\w'-]+ ){1,4}?(?:done|fixed|sorted|looked at|repaired|replaced|cleaned|painted|checked|serviced|installed|fitted|removed|unblocked|cut back|trimmed|rewired|redone|refitted|plastered|tiled|decorated|insulated|inspected|levelled|leveled|built|mounted|mended|restored|refinished)\b/,
  },
  {
    because: 'asks to be fitted in',
    pattern:
      /\b(?:(?:get|fit|squeeze|slot) (?:me |us |it |this )?in (?:for|on|this|next|today|tomorrow|at|before|after|sometime|any)|(?:move|put|push|switch|swap|change) (?:me|us|it|that|my (?:\w+ )?slot) (?:back |forward |over )?(?:to|for) (?:\w+ )?(?:\w+day|tomorrow|next|the \d|later|another|morning|afternoon)|still (?:on|ok|okay|good|coming|happening|set) for (?:\w+day|tomorrow|today|tonight|this|next|\d)|(?:is|are) (?:\w+ )?(?:\w+day|tomorrow|today|this (?:morning|afternoon|evening)) still (?:on|ok|okay|good|happening|happening|fine)|(?:are you|will you|is he|is she|are they|is (?:someone|somebody|anyone)) still (?:coming|due|ok|able))\b/,
  },
  {
    because: 'asks about opening or area',
    pattern:
      /\b(?:(?:is it|are) you (?:guys )?(?:that|who) do(?:es)?|who (?:installs|fits|paints|fixes|repairs|cleans|builds|sells|mends|makes|services|painted|built|fitted|installed|fixed|cleaned) (?!this\b|that\b|all this\b)\w+|your (?:hours|opening (?:hours|times)|address|availability|services|shop|earliest|next available)|opening (?:hours|times)|are you (?:open|taking (?:on )?(?:new )?(?:clients|customers|patients|jobs|bookings)|fully booked|insured|licensed|gas safe|registered|local|able to|available (?:on|for|to|this|next|today|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|free (?:on|to|this|next|today|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday))|(?:do|are) you (?:guys )?(?:still )?(?:open|offer|cover|serve|service|work (?:on|in|at|weekends|with)|come (?:to|out)|do (?:emergency|evenings?|weekends?|work)|take (?:cards?|payment|insurance|walk-?ins)|accept|deliver|ship|guarantee)|what areas?|24\/7|same[- ]day|parking (?:at|near)|walk[- ]?ins?|small jobs|(?:saw|seen|found|got) your (?:ad|advert|flyer|number|card|website|van)|(?:got|had|received) (?:a |your )?(?:flyer|leaflet|card|letter) (?:from you|through))\b/,
  },
  {
    because: 'asks when somebody can come',
    pattern:
      /\b(?:(?:can|could|will|would|when|please|someone|somebody|you|to|guy|man|engineer|plumber|team|still|u) (?:you |u |someone |somebody |they |he |still |please |be )*(?:come|coming) (?:out|round|around|over|by|to (?:my|our|the|fix|look|see|do|check|give)|and|take|have|today|tomorrow|on|this|next|back|earlier|later|at|before|after|in|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|fit (?:us|me|it) in|send (?:someone|somebody|your|one of|out)|someone (?:out|round|over)|when (?:can|could|would|will|are) (?:you|u|someone|somebody|your)\b.{0,25}\b(?:come|start|be here|do|fit|visit|able|arrive|available|free|finish|get)|what time (?:can|could|will|are|do|is|works) (?:you|u|they|the|your|he|someone)|(?:next|earliest|first|any) (?:available |free |open )?(?:slots?|appointments?|openings?|availability|cancellations?)|have (?:any |a |an )?(?:free |spare )?(?:availability|slots?|openings?|gaps?)|(?:what|which) (?:slots?|times|days|appointments?|dates) (?:do|have|are|can)|(?:what's|what is|when's|when is) (?:the|your) (?:earliest|soonest|next)|do you (?:have )?room|(?:take|have) a look\b.{0,30}\b(?:sometime|today|tomorrow|week|at (?:it|my|the|our)|please))\b/,
  },
  {
    because: 'books or moves an appointment',
    pattern:
      /\b(?:(?:book|make|schedule|arrange|set up|move|change|cancel|reschedule|confirm|need|want|get|have|bring forward|push back|keep|missed|about|for|an|my|the|our)\b.{0,30}\b(?:appointments?|appoinments?|appt|booking|viewing|tour|consultation|inspection|session|check[- ]?up)|reschedul(?:e|ing)|my (?:appointment|appt|booking)|book (?:it|me|us|you|that|one|in)|(?:can|could) (?:you|we) (?:make it|do) (?:\S+ ){1,3}instead|(?:rearrange|move|change|rebook) (?:my|our|the|your) (?:visit|day|time|slot)|schedule (?:it|me|that|one|something)|put (?:me|us) (?:down|in)|(?:put|choose|pick|find|make it|try) (?:another|a different) (?:day|time|date)|(?:works?|suits?|better|good|fine|ok) for (?:me|us))\b/,
  },
  {
    because: 'needs help from us',
    pattern:
      /\b(?:need|want|looking for|require|after|hire|hiring|use|find|in need of)\b.{0,25}\b(?:work done|(?:it|this|that|them|these) (?:\w{3,}ing|done|fixed|sorted|finished|removed|delivered|cleaned)|help with (?:my|our|the|a)|help (?:moving|lifting|fixing|putting|cleaning|building|getting|installing)|someone (?:to|who|reliable)|somebody (?:to|who)|(?:a )?repair|fixing)\b/,
  },
  {
    because: 'settles how we deal with each other',
    pattern:
      /\b(?:(?:send|email|forward|resend|get|have|post) (?:me |us |over )?(?:the|a|an|your|my) (?:bill|invoice|receipt|quote|estimate|photos?|details|address|price list|link|paperwork|certificate|contract)|pay (?:by|with|via|in|the|you|my)|(?:can|could|would|will) you (?:please )?(?:call|ring|phone|email) me|please (?:call|ring|phone) (?:me|us)|(?:get|have|want|need|like|arrange|request|book) a (?:call ?back|ring back)|running late|(?:nobody|no one|no-one|they|you|he) (?:has |have |had )?(?:never |didn't |not )?(?:turned|showed|shown|show|turn) up|how soon (?:can|could)|go ahead|deposit|(?:mornings?|afternoons?|evenings?|weekends?|weekdays|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?) (?:any good|work|suit|ok|okay|good))\b/,
  },
  {
    because: 'speaks of work under way',
    pattern:
      /\b(?:your (?:guys?|men|team|workers?|quotation|invoice|estimate|visit|engineer|plumber|technician|message)|the (?:invoice|quotation|quote|deposit|work you|job you|proposal|contractor|plumber|electrician|engineer|boiler guy|carpenter)|you (?:came (?:out|round|to)|were (?:here|out)|installed|fixed|repaired|fitted|quoted|helped install)|any updates? (?:on|for|about|regarding)|part (?:has )?(?:arrived|come in)|our accounts|remaining credit|(?:to be|being|been|was|already) (?:installed|redone|replaced|repaired|delivered)|bring (?:a |the )?samples?|the (?:damage|repair)|coming apart|(?:were|was) (?:meant|supposed|due|going|booked) to (?:be here|come|arrive|turn up|start|call|be round)|(?:did|have) (?:you|u) (?:get|got|receive|received|see|seen) (?:my|the|our|those) (?:\w+ )?(?:photos?|pics?|pictures?|videos?|message|text|email|voicemail|enquiry|payment)|(?:sent|emailed|attached|texted) (?:you |over |through )?(?:the |some |a |my |you )?(?:photos?|pics?|pictures?|measurements?|videos?)|any (?:news|word|progress) (?:on|about|regarding)|(?:the|your) (?:guys?|men|lads|workers|workmen|crew|tiler|tiler's|painter|builder|joiner|plasterer|roofer|fitter|gardener|cleaner|designer|subcontractor)s? (?:is|are|was|were|has|have|did|didn't|left|came|said|forgot|will|can|do|need)|(?:access|punch|snag(?:ging)?) (?:door|list)|defects?|floor ?plans?|renovation|reno\b|handover)\b/,
  },
]

/** Talk that uses wishes but wants nothing that a trade does. */
const chat =
  /\b(?:jokes?|sing|songs?|music|playlist|weather|forecast|news|movies?|restaurant|table for|trivia|facts?|recipe|flights?|calculate|spell|define|translate|meaning of|who are you|what(?:'s| is) (?:my|your) name|how old are you|(?:are|r) (?:you|u) (?:a |an )?(?:\w+ )?(?:robot|bot|ai|human|person|machine|computer|real)|dice|coin|remind me|timer|account balance|tell me about (?:you|yourself)|favou?rite|hobbies|do for fun|on (?:the )?(?:tv|telly|netflix)|do you have (?:any )?(?:pets?|kids|children|family|siblings)|work for (?:me|someone|somebody|anyone)|bottled water|alexa|siri|olly|wtf|lol|lmao|haha+|stay alert|avoid the area|anyone (?:else|seen|know why)|(?:lost|found|stray) (?:\w+ )?(?:dog|cat|puppy|wallet)|(?:garage|yard|boot) sale|babe|darlin\w*|hunny|luv|xx+|dude|bro|weed|pub|drinks?|party)\b/

/** A problem told without its thing ("it's already leaking"): somebody's thing all the same. */
const bareProblem =
  /\b(?:is|it is|it's|its|are|still|already|again|started|keeps?|just|has|have|been) (?:\w+ )?(?:leaking|dripping|broken|blocked|clogged|not working|stopped working|faulty|tripping|flickering|coming (?:apart|off|loose)|overflowing|cracked|making (?:a |an |that |this |some )?(?:\w+ ){0,3}(?:noise|sound)s?|doing (?:it|the same(?: thing)?) again|(?:playing|acting) up|on the blink|started again)\b|\b(?:won't|doesn't|will not) (?:turn on|turn off|start|flush|drain|close|open|lock|work|heat|fire up|light|charge)\b/

const ordered =
  /(?:^|[.,:;!] |- |\bjob (?:is )?(?:in|at|for) [^,.]{2,30}, )(?:(?:hi|hello|hey|please|ok|and|also|just|to)[ ,!]+)*(?:connect|disconnect|plumb(?: in)?|put (?:in|up)|take (?:out|down)|wire(?: up)?|hook up|reseal|regrout|re-?point|adjust|strip|skim|board|dig|level|lay|chop|prune|unclog|drain|bleed|flush|change|replace|fix|repair|install|service|clean|paint|mend|unblock|remove|fit|check|cut|trim|build|mow|deliver|inspect|test|hang|mount|quote|move|sand|seal|tile|plaster|rewire|refit|renew|supply)\b/

/** Letters to a tradesperson by name, in whole sentences. */
const letter =
  /^(?:hi|hello|hey|dear|sorry|good (?:morning|afternoon|evening)) \p{Lu}?\p{L}+(?: \p{L}+)?[,. !]+.*\b(?:can|could|would|will|are|when|please|thanks|thank you|let (?:me|us) know|any updates?)\b/isu

export function isChat(text: string): boolean {
  return chat.test(text)
}

export function readRequest(texts: readonly string[]): RequestRead | null {
  const text = plain(texts.join('\n'))
  const job = readJobType(texts)
  const asked = business.find(({ pattern }) => pattern.test(text))
  if (isChat(text) && !(asked && job)) return null
  return (
    serviceWished(text, job) ??
    (asked ? { words: asked.pattern.exec(text)?.[0] ?? '', because: asked.because } : null) ??
    thingWished(text, job) ??
    toldPlainly(text)
  )
}

function serviceWished(text: string, job: JobRead | null): RequestRead | null {
  if (job?.by !== 'trade') return null
  const wished = wish.exec(text)
  if (wished) return { words: `${wished[0]} ${job.jobType}`, because: 'a wish and a service' }
  const ailing = ailments.exec(text)
  if (ailing) return { words: `${job.jobType} ${ailing[0]}`, because: 'a service and what is wrong' }
  const asks = text.includes('?') && !/\bare you\b/.test(text)
  return isBrief(text) || asks ? { words: job.jobType, because: 'a service, asked or in few words' } : null
}

/** Wishes plain enough to stand at any distance from the thing. */
const strongWish =
  /\bhow long (?:would|will|does|do)\b|\b(?:did|have) (?:you|u) (?:manage|managed|check|checked|order|ordered|confirm|confirmed|ask|asked)\b|\b(?:warranty|guarantee|lead time)\b|\b(?:we|i)(?:'ve| have)? (?:decided on|prefer|chosen|chose|picked|will go with|go with)\b|\b(?:can|could|should) (?:it|they|this|that|these) be\b|\b(?:i|we) (?:need|want|would like|require)\b|\b(?:looking for|i'd like|we'd like|quote|price|cost|can (?:you|someone)|could (?:you|someone)|do you|help|is it possible)\b/

const wantedThing = new RegExp(
  `\\b(?:need|needs|want|wants|looking for|seeking|iso|after|buy|order|get|like|have|hire|find|require|interested in|about|sell|supply|stock|do you do|you do|any) (?:an? |the |some |my |our |new |your )?(?:[^\\s.,!?]+ ){0,3}?${oneOf(things)}\\b`,
)

const workOnThing = new RegExp(
  `\\b${oneOf(things)} (?:clean(?:ing)?|servic(?:e|ing)|repairs?|replacement|install(?:ation)?|fitting|removal|sweep(?:ing)?|inspection|refurb(?:ishment)?|tuning|clearance)\\b`,
)

const pest =
  /^(?:mice|mouse|rats?|wasps?|bees|hornets?|ants|bed ?bugs|cockroach|roaches|termites?|fleas|squirrels?|pigeons?|moles|raccoons?|moths)/

function thingWished(text: string, job: JobRead | null): RequestRead | null {
  if (!job) return null
  const ailing = ailments.exec(text)
  if (ailing && job.by === 'thing')
    return { words: `${job.jobType}: ${ailing[0]}`, because: 'a thing and what ails it' }
  const wished = wish.exec(text)
  const done = doing.exec(text)
  if (wished && done)
    return { words: `${wished[0]} ${done[0]} ${job.jobType}`, because: 'a wish and a thing to be done' }
  const wanted = wantedThing.exec(text) ?? strongWish.exec(text)
  if (wanted) return { words: `${wanted[0]} … ${job.jobType}`, because: 'a thing wished for' }
  const change = /\b(?:new|spare|replacement|upgrade|another|extra|installation|removal)\b/.exec(text)
  if (change) return { words: `${change[0]} ${job.jobType}`, because: 'a thing wanted anew' }
  const worked = workOnThing.exec(text)
  if (worked) return { words: worked[0], because: 'a thing and the work on it' }
  if (pest.test(job.jobType)) return { words: job.jobType, because: 'a pest' }
  if (ordered.test(text))
    return { words: `${ordered.exec(text)?.[0]} ${job.jobType}`, because: 'work ordered on a thing' }
  return isBareNote(text) ? { words: text, because: 'a thing in few words, and nothing else' } : null
}

/** "stairs carpet", "silicone around bath": a note of the job, without anybody who does, feels or tells something. */
function isBareNote(text: string): boolean {
  return wordCount(text) <= 5 && !told.test(text)
}
const told =
  /\b(?:hm+|um+|erm+|uh|huh|eh|idk|dunno|maybe|test|i|i'm|i've|i'll|im|you|you're|he|he's|she|she's|we|we're|they|it's|it|me|him|her|them|us|who|what|what's|when|where|why|how|which|is|are|was|were|am|be|been|do|does|did|don't|will|would|can|could|should|has|have|had|got|go|going|went|come|see|say|said|love|like|miss|play|eat|watch|buy|sleep|ok|okay|yes|yeah|no|not|never|thanks|good|great|nice|happy|car|dog|cat|hair|suit|dress|horse|cake|flowers|safe|bike|boat|tv|pc|phone|skin|eyes?|feet|bed|game|mice|hot|hotel|song|light up|locked|keys?|bus|train|church|school|today|tonight|lol|babe|baby|my love|of the|sold|for sale|sale|new year)\b/

function toldPlainly(text: string): RequestRead | null {
  const problem = bareProblem.exec(text)
  if (problem) return { words: problem[0], because: 'something does not work' }
  const written = letter.test(text) && wordCount(text) >= 8
  return written ? { words: text.slice(0, 40), because: 'a letter that asks for something' } : null
}

/** "plumbing leak in Manchester", "electrician today": a few words that name the service are a request. */
function isBrief(text: string): boolean {
  return wordCount(text) <= 6
}
