/**
 * Dangers as data: what is happening, to what. Each pattern is tried inside one sentence of the customer's words.
 * A rule that needs the word "no" or "not" ("no heating") says so, since denial then is part of the danger.
 */
import { appliance, building, burnable, electrical, homeThing, plumbing, vulnerable } from './danger-words.ts'

export const dangerKinds = [
  'gas',
  'fire',
  'shock',
  'smoke',
  'burning-smell',
  'flood',
  'leak-worsening',
  'sewage',
  'collapse',
  'no-power',
  'no-heating',
  'no-water',
  'lock-out',
  'break-in',
  'person-in-danger',
  'medical',
  'stranded',
] as const
export type DangerKind = (typeof dangerKinds)[number]

export interface DangerRule {
  kind: DangerKind
  because: string
  pattern: RegExp
  /** The danger is itself a lack ("no heating"): a "no" before it does not deny it. */
  isLack?: true
}

const rule = (kind: DangerKind, because: string, pattern: string, isLack = false): DangerRule => ({
  kind,
  because,
  pattern: new RegExp(pattern),
  ...(isLack ? { isLack: true } : {}),
})

/** A few words between two that belong together. */
const near = (words: number) => `(?:[^\\s.!?]+ ){0,${words}}?`
const broke =
  '(?:out|off|gone|went|go|goes|died|dead|dying|down|bust|busted|broken|broke|broken down|packed up|packed in|packing up|conked out|given up|gave up|stopped|stopped working|stopped heating|failed|quit|not working|not coming on|not turning on|kaput|knackered|shut off|shut down|cut out|cutting out)'
const doesNot = "(?:isn't|is not|not|won't|will not|doesn't|does not|didn't|refuses to|can't get|cannot get)"
const cold =
  '(?:freezing|cold|snow(?:ing)?|frost|winter|minus|below zero|shivering|\\d+ ?(?:degrees|°|f\\b|below)|ice|icy|frozen)'
const hot =
  '(?:heat ?wave|boiling|sweltering|so hot|very hot|too hot|hot in here|9\\d degrees|1\\d\\d degrees|degrees|hot outside)'
const waterMoves =
  '(?:pour(?:s|ed|ing)?|gush(?:es|ed|ing)?|spray(?:s|ed|ing)?|spurt(?:s|ed|ing)?|squirt(?:s|ed|ing)?|shoot(?:s|ing)?|stream(?:s|ed|ing)?|flow(?:s|ed|ing)?|flood(?:s|ed|ing)?|rush(?:es|ed|ing)?|ris(?:es|ing)|cascad(?:es|ing)|burst(?:ing)?|leaking|leaks|coming|came|comes|running|runs|dripping|drips|seeping|pooling|spreading|getting|seeps|soaking|overflow(?:s|ed|ing)?)'
const people = `(?:i|we|me|us|he|she|they|my|our|somebody|someone|${vulnerable}|wife|husband|partner|dog|cat|tenant|customer|neighbou?r|people|person|staff|customers)`

export const dangerRules: readonly DangerRule[] = [
  rule(
    'gas',
    'a smell of gas',
    `\\b(?:smell(?:s|ed|ing|t)?|reek(?:s|ing)?)\\b ${near(3)}(?:of |like )?${near(2)}gas\\b`,
  ),
  rule('gas', 'a smell of gas', `\\bgas(?:sy|eous)?(?:-like| like)? (?:${near(1)})(?:smell|fumes?)\\b`),
  rule(
    'gas',
    'gas escaping',
    `\\bgas ${near(3)}(?:leak(?:s|ing|ed)?|escap(?:e|ing)|hissing|burst|ruptured?)\\b|\\b(?:leak(?:ing|s)?|hissing|escape|escaping) ${near(1)}(?:of |from )?${near(2)}gas\\b`,
  ),
  rule(
    'gas',
    'a gas pipe was hit',
    '\\b(?:hit|cut|drilled|broke|severed|damaged|nicked|ruptured|put a (?:nail|screw) through) (?:through |into )?(?:a |the |our |my )?gas (?:pipe|line|main)',
  ),
  rule(
    'gas',
    'a smell of eggs is gas',
    `\\bsmell(?:s|ing|t)? ${near(3)}(?:of |like )?${near(1)}(?:rotten |bad |off )?(?:eggs?|sulphur|sulfur)\\b|\\b(?:rotten |bad )?(?:eggs?|egg(?:gy|s)?|sulphur|sulfur)(?:y|ey)? smell`,
  ),
  rule(
    'gas',
    'carbon monoxide',
    `\\b(?:carbon monoxide|co) (?:alarm|detector|monitor)s? ${near(4)}(?:going|goes|go|gone|went|sound(?:ing|ed|s)?|beeping|ringing|blaring|triggered|alerting|screaming|set off)|\\bcarbon monoxide (?:poisoning|leak|in (?:my|the|our))`,
  ),
  rule(
    'fire',
    'something is on fire',
    `\\b${burnable}\\b ${near(4)}(?:on fire|caught (?:on )?fire|catching fire|in flames|up in flames|ablaze|alight|burning down|went up in flames)\\b`,
  ),
  rule(
    'fire',
    'a fire in the building',
    `\\b(?:fire|flames) ${near(3)}(?:in|inside|from|out of|on|under|behind|at|near|next to) (?:my |the |our |a |his |her )?${near(1)}${burnable}\\b`,
  ),
  rule(
    'fire',
    'a house fire',
    `\\b(?:house|kitchen|electrical|electric|chimney|chip pan|garage|car|dryer|attic|loft|grease|oven|building|apartment|flat) fire\\b|\\b(?:had|have|been) a (?:small |big |little )?fire\\b`,
  ),
  rule(
    'fire',
    'sparks or smoke from wiring',
    `\\b(?:spark(?:s|ed|ing|y)?|smok(?:e|es|ed|ing)|flames?|melt(?:s|ed|ing)|arc(?:s|ing)|burn(?:s|t|ed|ing)|scorch(?:ed|ing|es)?|fizz(?:ing|ed)|flash(?:ed)|crackl(?:es|ing)|popp(?:ed|ing)|blew up|exploded) ${near(5)}${electrical}\\b`,
  ),
  rule(
    'fire',
    'sparks or smoke from wiring',
    `\\b${electrical}\\b ${near(5)}(?:spark(?:s|ed|ing|y)?|smok(?:es?|ed|ing)|melt(?:s|ed|ing)|arcing|burning|burnt|burned|scorch(?:ed|ing)|on fire|fizzing|crackling|blew up|exploded|red hot|hot to (?:the )?touch|too hot to touch|glowing|flames?)\\b`,
  ),
  rule(
    'fire',
    'sparks',
    `\\b(?:there (?:is|are|was|were)|there's|it's|saw|see|seeing|throwing|giving off|with) ${near(2)}(?:sparks|sparking|flames)\\b|\\bsparks (?:flying|coming)\\b`,
  ),
  rule('shock', 'electric shock', `\\b(?:electric(?:al)? shocks?|electrocuted)\\b`),
  rule(
    'shock',
    'electric shock',
    `\\b(?:shock(?:s|ed|ing)?|zapped|zaps|tingl(?:e|es|ing)|buzz) ${near(5)}(?:${electrical}|tap|taps|faucet|shower|appliance|${appliance})\\b|\\b(?:${electrical}|tap|faucet|shower|${appliance})\\b ${near(3)}(?:shocked|shocks|shocking|zapped|zaps|zapping|tingles|gave|gives|giving) ${near(2)}(?:me|us|him|her|son|daughter|wife|husband|kid|shocks?)\\b|\\bgot (?:a |an )?(?:bad |nasty |big )?(?:shock(?:ed)?|zapped) (?:from|off|by|when|touching)`,
  ),
  rule(
    'shock',
    'live wires within reach',
    `\\b(?:live|exposed|bare|hanging|dangling|loose|downed|fallen) ${near(2)}(?:wires?|wiring|cables?|power lines?)\\b ${near(3)}|\\b(?:wires?|cables?|power lines?|wiring) ${near(3)}(?:exposed|hanging (?:out|down)|down|sticking out|bare|live|dangling)\\b`,
  ),
  rule(
    'shock',
    'water in the electrics',
    `\\b(?:water|leak(?:s|ing)?|drip(?:s|ping)?|rain|wet|damp|flood(?:ed|ing)?) ${near(6)}(?:in|into|on|onto|near|through|by|over|from|around|reach(?:ed|ing)?|down|out of|inside|next to) ${near(3)}(?:${electrical})\\b`,
  ),
  rule(
    'smoke',
    'smoke where it should not be',
    `\\bsmoke ${near(2)}(?:is |was )?(?:coming|pouring|billowing|filling|under|from|in|inside|out of|everywhere|through|blowing|seeping|entering|all over|rising)\\b`,
  ),
  rule(
    'smoke',
    'smoke where it should not be',
    `\\b(?:house|room|kitchen|flat|basement|apartment|hallway|building|garage|it|place)\\b ${near(2)}(?:is |was |full of |fill(?:ed|ing|s) (?:up )?with |smells (?:of|like) )${near(1)}smok(?:e|y)\\b|\\b${appliance}\\b ${near(3)}smoking\\b|\\bsmoking ${appliance}\\b`,
  ),
  rule(
    'smoke',
    'an alarm is going off',
    "\\b(?:smoke|fire|heat) (?:alarm|detector)s? (?:is |are |keeps? |just |has |won't stop |been )*(?:going off|sounding|went off|gone off|ringing|blaring|screaming)",
  ),
  rule(
    'burning-smell',
    'a smell of burning',
    `\\b(?:burn(?:ing|t|ed)|smok[ey]|hot plastic|singed|scorched|acrid|melting)(?: \\w+)? smell|\\bsmell(?:s|ing|t)? ${near(3)}(?:of |like )?${near(2)}(?:burn(?:ing|t|ed)?|smoke|smoky|singed|hot plastic|melting|scorched|burnt|fire)\\b`,
  ),
  rule(
    'flood',
    'a burst',
    `\\b(?:burst(?:ed|ing|s)?|bust(?:ed)?|exploded|ruptured|blown|split|severed|snapped) ${near(2)}${plumbing}\\b|\\b${plumbing}\\b ${near(4)}(?:burst(?:ed|ing|s)?|bust(?:ed)?|exploded|ruptured|blew|blown off|split|come off|came off|snapped|sheared off|popped off|gave way)\\b`,
  ),
  rule(
    'flood',
    'water where it should not be',
    `\\bwater ${near(4)}(?:everywhere|all over|up to|ankle|knee|inches|deep)\\b|\\b(?:inch(?:es)?|feet|foot|cm) of (?:standing )?(?:water|sewage)\\b|\\b(?:standing water|underwater|under water|ankle deep|swimming pool in)\\b`,
  ),
  rule(
    'flood',
    'water coming through the building',
    `\\bwater ${near(3)}${waterMoves} ${near(3)}(?:through|from|down|out of|into|in|onto|up|under|over|across|on|off|along|towards?) ${near(4)}(?:${building}|light|lights|upstairs|downstairs|above|below|next door|neighbou?rs?|wall|hole|bottom|underneath|underside)\\b`,
  ),
  rule(
    'flood',
    'water is gushing',
    `\\b(?:water|it|pipe|tap|faucet|toilet|sink|shower|tank|heater|boiler|valve|hose|main)\\b ${near(3)}(?:gush(?:es|ed|ing)|spray(?:s|ed|ing)|spurt(?:s|ed|ing)|squirting|pouring|shooting|cascading|spewing|flooding|streaming|rising)\\b`,
  ),
  rule(
    'flood',
    'flooding',
    `\\b${homeThing}\\b ${near(3)}(?:flooded|flooding|floods|is under water|underwater|filling (?:up )?with water|soaked|drenched)\\b|\\b(?:flood(?:s|ed|ing)?|drenching|overflow(?:s|ed|ing)?) ${near(4)}(?:${homeThing}|everywhere)\\b|\\b(?:we(?:'re| are| have|'ve)|i(?:'m| am| have|'ve)|it(?:'s| is)|been|got|getting) (?:been |being |got |had |a )*flood(?:ed|ing)?\\b|\\bflood (?:in|at) (?:my|our|the)\\b`,
  ),
  rule(
    'flood',
    'the water cannot be turned off',
    `\\b(?:can't|cannot|won't|can not|unable to|doesn't|not able to|couldn't|don't know how to|don't know where to) ${near(2)}(?:turn|shut|stop|switch|get) ${near(4)}(?:water|stop ?cock|tap|taps|valve|main|mains|it|leak|flow|faucet)?(?: (?:off|stopped))?\\b${'(?=.*\\b(?:water|leak|pipe|tap|taps|stop ?cock|mains?|flood\\w*|faucet|valve)\\b)(?<=\\b(?:off|stop ?cock|water)\\b)'}`,
    true,
  ),
  rule(
    'flood',
    'overflowing',
    `\\b(?:toilets?|loo|bath|sink|tub|cistern|tank|drains?|manhole|gutter|septic|shower|washing machine|dishwasher)\\b ${near(3)}(?:overflow(?:s|ed|ing)|over flowing|coming up|backing up|backed up (?:into|onto|and)|spilling|running over)\\b`,
  ),
  rule(
    'sewage',
    'sewage',
    `\\b(?:sewage|sewer|raw sewage|septic|poo|waste water|human waste|faeces|feces|poop)\\b ${near(4)}(?:back(?:ing|ed|s)? ?up|backup|coming|overflow\\w*|flood\\w*|everywhere|leak\\w*|in (?:the|my|our)|pouring|up through|spill\\w*|all over|rising|bubbling|seeping)`,
  ),
  rule(
    'sewage',
    'sewage',
    `\\b(?:leak(?:ing)?|smell of|backup of|full of|overflowing|flooded with) ${near(1)}sewage\\b|\\bsewage (?:backup|leak|overflow|spill)\\b`,
  ),
  rule(
    'leak-worsening',
    'a leak that is bad or grows',
    `\\bleak(?:s|ing|ed|age)?\\b ${near(5)}(?:bad|badly|worse|worsening|heavily|heavy|fast|a lot|loads|major|everywhere|all over|like mad|constantly|non-?stop|through|spreading|pouring|won't stop|serious(?:ly)?|tons|gallons|buckets?|water damage|damage|onto the electrics|quickly)\\b|\\b(?:bad|major|massive|huge|big|serious|severe|heavy|active|worsening|terrible|large|significant|uncontrolled) ${near(2)}leak(?:age|ing)?\\b`,
  ),
  rule(
    'leak-worsening',
    'a leak through the ceiling',
    `\\b(?:ceilings?|light fitting)\\b ${near(4)}(?:leak(?:s|ing)?|drip(?:s|ping)|dripping|wet|soaked|sodden|sagging|bulg(?:es|ing)|bowing|water)\\b|\\b(?:leak(?:s|ing)?|drip(?:s|ping)?|water) ${near(4)}(?:in|through|from|on|down|into|staining|onto|coming) ${near(3)}(?:ceilings?|downstairs|flat below|neighbou?rs?)\\b`,
  ),
  rule(
    'leak-worsening',
    'a boiler or tank losing water',
    `\\b(?:boiler|hot water (?:tank|cylinder)|cylinder|immersion)(?:'s| is| has)? (?:\\w+ )?(?:leaking|pouring|losing|gushing) (?:out )?(?:water|everywhere|badly|all|from|out)\\b`,
  ),
  rule(
    'leak-worsening',
    'the roof lets water in',
    `\\broof\\b(?:'s| is| has)? ${near(1)}(?:leaking|letting (?:in )?(?:water|rain))(?=[^?]*(?:water|rain|storm|bucket|bedroom|pour|ceiling|fell|tree))|\\brain ${near(3)}(?:coming|pouring|getting|leaking) ${near(1)}(?:in|through)\\b`,
  ),
  rule(
    'collapse',
    'the building gives way',
    `\\b(?:ceilings?|roof|walls?|chimney|floor|stairs|staircase|balcony|porch|deck|shed|fence|scaffold(?:ing)?|retaining wall|garage|foundation)\\b ${near(3)}(?:collaps(?:ed?|ing)|caved?(?: |-)?in|caving(?: in)?|coming down|came down|falling (?:in|down|apart|off)|fell (?:in|down|through|on)|fallen (?:in|down|through)|giving way|gave way|about to (?:fall|go|come|collapse|give)|sagging|bulging|blew off|blown off|ripped off|came off|gone in the (?:storm|wind)|torn off|bowing|leaning)\\b`,
  ),
  rule(
    'collapse',
    'a tree or thing fell on the building',
    `\\b(?:tree|branch|limb|chimney|pole|scaffold(?:ing)?|car|lorry|truck|van)\\b ${near(3)}(?:fell|fallen|came down|come down|down|crashed|landed|gone|went|smashed|leaning|about to fall|drove|hit|hanging) ${near(2)}(?:on|onto|through|into|over|across|against|in) ${near(3)}(?:${building}|car|van|power lines?|cars|lines?|wires?|it|us|fence|shed)\\b`,
  ),
  rule(
    'no-power',
    'no power',
    `\\b(?:no|lost(?: all)?(?: the| our| my)?|without(?: any)?|zero) (?:power|electric(?:s|ity|ity supply)?|electrics)\\b(?! (?:steering|tools?|to the (?:wheels|speakers)|bill))`,
    true,
  ),
  rule(
    'no-power',
    'the power is out',
    `\\b(?:power|electric(?:s|ity)?|electrics|lights)(?:'s| is| are| has| have| just| all| in| my| the| our| whole| house| home| flat| shop| been| completely| suddenly| keeps)*? (?:out|off|gone|gone off|went(?: off| out)?|cut(?: off| out)?|down|failed|died|tripped|blown)\\b|\\bpower (?:cut|outage|failure)\\b ${near(4)}(?:house|home|flat|here|only|just|my|our|whole|shop|freezer|fridge)|\\b(?:whole|entire) (?:house|flat|home|building|place|shop|street) (?:is |has |has no |with no |without )?(?:dark|power|electric\\w*|out|tripped|in darkness|blacked out)|\\bin (?:the |total |complete )dark(?:ness)?\\b`,
    true,
  ),
  rule(
    'no-power',
    'everything trips',
    `\\b(?:breaker|fuse|fuse ?box|rcd|trip switch|main switch|electrics|consumer unit)\\b ${near(3)}(?:won't|will not|doesn't|can't) (?:reset|stay|turn|go|come|switch|flip)`,
    true,
  ),
  rule(
    'no-heating',
    'no heating',
    `\\b(?:no|without(?: any)?|zero|lost(?: our| the| all)?) (?:central )?(?:heat(?:ing)?\\b(?! loss)|heating (?:or|and|&) (?:no )?hot water|hot water (?:or|and|&|nor) (?:no )?heat(?:ing)?)`,
    true,
  ),
  rule(
    'no-heating',
    'the heating is out',
    `\\b(?:heat|heating|central heating|furnace|heating system|heat pump)(?:'s| is| has| have| just| all| in| my| the| our| whole| house| home| flat| been| completely| suddenly| system| keeps| unit| totally)*? ${broke}\\b|\\b(?:boiler)(?:'s| is| has| have| just| been| completely| totally| suddenly)+ (?:broken down|broken|packed up|packed in|died|dead|gone|failed|conked out|given up|knackered|bust|cut out|down)\\b|\\bboiler (?:died|broke down|packed up|failed|broke|conked out)\\b`,
    true,
  ),
  rule(
    'no-heating',
    'the heating will not come on',
    `\\b(?:heat|heating|furnace|boiler|central heating)\\b (?:system )?${doesNot} ${near(1)}(?:work(?:ing)?|com(?:e|ing) on|turn(?:ing)? on|fir(?:e|ing)(?: up)?|light(?:ing)?|start(?:ing)?|kick(?:ing)? (?:on|in)|blow(?:ing)?|produc\\w+|ignit\\w+)\\b|\\b(?:furnace|heat|heater|boiler|heating)\\b ${near(2)}(?:blowing|blows) (?:only )?cold\\b`,
    true,
  ),
  rule(
    'no-heating',
    'somebody is cold',
    `\\b(?:house|home|flat|apartment|it|we|room|place|pipes)\\b ${near(2)}(?:freezing|frozen|${'below \\d+'}|only \\d+ degrees)(?=.*\\b(?:heat|heating|boiler|furnace|radiators?|pipes?)\\b)|\\bfrozen pipes?\\b|\\bpipes? (?:are |have |is |has )?frozen\\b`,
    true,
  ),
  rule(
    'no-heating',
    'no hot water for somebody who needs it',
    `\\bno (?:hot water|water)\\b(?=.*\\b${vulnerable}\\b)|\\b${vulnerable}\\b.*\\bno (?:hot )?water\\b|\\bno hot water\\b(?=.*\\b${cold}\\b)`,
    true,
  ),
  rule(
    'no-heating',
    'no cooling in the heat',
    `\\b(?:a/?c|air ?con|air conditioning|air conditioner|hvac|cooling)\\b(?=.*\\b(?:${broke}|${doesNot}|no cold air|warm air|hot air)\\b)(?=.*\\b(?:${hot}|${vulnerable})\\b)|\\b(?:${vulnerable}|${hot})\\b(?=.*\\b(?:a/?c|air ?con|air conditioning|hvac)\\b.*\\b${broke}\\b)`,
    true,
  ),
  rule(
    'no-water',
    'no water at all',
    `\\b(?:no|without(?: any)?|lost(?: all)?) (?:running |mains )?water\\b(?! (?:damage|pressure|leak|stains?|marks?|meter|coming (?:in|through)|bill))(?: (?:at all|in (?:the|my|our) (?:house|home|building|flat|whole)|whatsoever|coming out|anywhere|since|supply|today|this morning|from any))?`,
    true,
  ),
  rule(
    'no-water',
    'the only toilet is out',
    `\\bonly (?:one |working )?(?:toilet|loo|bathroom|shower)\\b(?=.*\\b(?:blocked|clogged|broken|overflow\\w*|not (?:working|flushing)|won't flush|backed up|out of (?:order|action)|isn't|doesn't|busted|leaking|stopped)\\b)|\\b(?:toilet|loo)\\b(?=.*\\b(?:blocked|clogged|broken|not (?:working|flushing)|won't flush|backed up|overflow\\w*)\\b)(?=.*\\bonly (?:one|toilet|bathroom)\\b)|\\bnone of (?:the|our|my) (?:toilets|taps|drains|sinks)\\b|\\ball (?:the|our|my|of (?:the|our|my)) (?:toilets|drains)\\b(?=.*\\b(?:backed|back|block|clog|overflow|gurgl))`,
    true,
  ),
  rule(
    'lock-out',
    'locked out',
    `\\b(?:lock(?:ed)?(?: (?:myself|ourselves|himself|herself|themselves|me|us|him|her|them))? out|shut (?:myself |ourselves |me )?out|lock(?:ed)?[- ]?out)\\b(?! of (?:my |the |our |his |her )?(?:\\w+ )?(?:account|phone|email|e-mail|e mail|facebook|instagram|laptop|computer|card|app|bank|twitter|profile|iphone|pc|mac|wifi|icloud|google|netflix))`,
  ),
  rule(
    'lock-out',
    'keys locked in or lost',
    `\\b(?:keys?|fob)\\b ${near(4)}(?:locked|stuck|left|shut|trapped) ?${near(2)}(?:in|inside) ${near(2)}(?:car|house|flat|home|truck|van|boot|trunk|apartment|vehicle|office|room|door)\\b|\\b(?:locked|shut|left) (?:my |the |our |his |her )?keys? (?:in|inside)\\b`,
  ),
  rule(
    'lock-out',
    'cannot get in',
    `\\b(?:can't|cannot|can not|unable to|couldn't|no way to|not able to) (?:get|gain|access) (?:back )?(?:in|inside|into|entry|access|my (?:house|flat|car|home))\\b(?! (?:touch|contact|hold|to (?:my |the )?(?:account|email|phone|app|site|website|system|it)|(?:account|email|website|app|my (?:account|email|phone))))|\\b(?:stuck|stranded|standing|waiting|stood) outside\\b(?=.*\\b(?:keys?|door|lock|house|home|locked|flat|in)\\b)`,
    true,
  ),
  rule(
    'break-in',
    'a break-in',
    `\\b(?:break[- ]?in|broken in(?:to)?|broke in(?:to)?|burgl(?:ed|ary|ars?|arized|arised)|robbed|intruder|kicked (?:in )?(?:the |my |our )?(?:front |back )?door(?: in)?|door (?:has been |was |got |been )?(?:kicked|smashed|forced) in|someone (?:is |was )?(?:trying to (?:get|break) in|in (?:my|the|our) (?:house|home)))\\b`,
  ),
  rule(
    'break-in',
    'the building cannot be closed',
    `\\b(?:door|doors|window|windows|gate|shutter|shop front|garage|house|shop|lock)\\b(?=.*\\b(?:won't (?:lock|shut|close)|can't (?:lock|shut|close|secure)|doesn't lock|smashed|broken|shattered|off its hinges|wide open|stuck open|kicked|blown (?:in|out)|gone)\\b)(?=.*\\b(?:(?:any|some)(?:one|body) (?:could|can|might)|unsafe|not safe|insecure|unsecured?|not secure|secure (?:it|the|my|our)|board(?:ed|ing)? up|wide open|tonight|overnight|exposed|security|(?:walk|get|climb) (?:right |straight )?in|on my own|alone)\\b)`,
    true,
  ),
  rule(
    'person-in-danger',
    'somebody is shut in',
    `\\b${people}(?:'s|'re| is| are| has| have| got| been| gotten| just| am|'m)* (?:locked|trapped|stuck|shut|stranded)(?: (?:her|him|them)self)? (?:in|inside|on|under|between)\\b(?! (?:traffic|the middle|a meeting|my head|a rut|a loop|a queue|the past|class|work|bed|love|it))|\\b(?:trapped|stuck) in (?:the |a |an |our )?(?:lift|elevator|bathroom|car|toilet|room)\\b|\\b(?:${vulnerable}|dog|cat|pets?)\\b ${near(4)}(?:locked|trapped|stuck|left) (?:in|inside|on|under|down|up)\\b`,
  ),
  rule(
    'person-in-danger',
    'a thing is about to hurt somebody',
    `\\b(?:someone|somebody|kids?|children|people|he|she|dad|mum|mom|nan|gran) (?:could|might|is going to|will|is gonna|almost|nearly|has|have|'s|has just|just) (?:been |get |got |be )?(?:hurt|injured|electrocuted|killed|collapsed|fallen|slipped|burned|burnt|scalded)\\b|\\bnot safe (?:to|for) (?:be|stay|use|live|the kids|my|our|children)|\\bdangerous(?:ly)?\\b(?=.*\\b(?:right now|kids|children|hanging|live|falling|loose|exposed|need)\\b)`,
  ),
  rule(
    'medical',
    'somebody needs a doctor now',
    `\\b(?:bleeding (?:heavily|badly|a lot|everywhere|won't stop|profusely|and)|won't stop bleeding|unconscious|passed out|not breathing|can't breathe|struggling to breathe|chest pains?|heart attack|having a (?:stroke|seizure|fit)|seizures?|choking|overdose|collapsed on|severe(?:ly)? (?:pain|bleeding|swelling|allergic)|excruciating|unbearable pain|agony|knocked[- ]out tooth|tooth (?:\\w+ ){0,2}knocked out|knocked (?:out )?(?:my|his|her|a) (?:\\w+ )?tooth|face (?:is |has )?(?:\\w+ )?(?:swollen|swelling)|hit by a car)\\b|\\b(?:ate|eaten|swallowed|drank|poisoned)\\b(?=.*\\b(?:chocolate|poison|antifreeze|bleach|raisins|grapes|battery|pills|magnet)\\b)`,
  ),
  rule(
    'stranded',
    'stranded on the road',
    `\\b(?:stranded|broken down|broke down)\\b(?=.*\\b(?:motorway|freeway|highway|road|roadside|interstate|lane|hard shoulder|m\\d|a\\d+|i-?\\d+|night|alone|kids|middle of)\\b)|\\b(?:brakes?)\\b ${near(3)}(?:failed|gone|not working|stopped working|don't work|went to the floor)\\b`,
  ),
]
