/** Water and sewage where they should not be, or none at all. Data only. */
import { type DangerRule, near, rule } from './danger-rules.ts'
import { building, homeThing, plumbing } from './danger-words.ts'

const waterMoves =
  '(?:pour(?:s|ed|ing)?|gush(?:es|ed|ing)?|spray(?:s|ed|ing)?|spurt(?:s|ed|ing)?|squirt(?:s|ed|ing)?|shoot(?:s|ing)?|stream(?:s|ed|ing)?|flow(?:s|ed|ing)?|flood(?:s|ed|ing)?|rush(?:es|ed|ing)?|ris(?:es|ing)|cascad(?:es|ing)|burst(?:ing)?|leaking|leaks|coming|came|comes|running|runs|dripping|drips|seeping|pooling|spreading|getting|seeps|soaking|overflow(?:s|ed|ing)?|bubbl(?:es|ing)|spill(?:s|ed|ing)?|welling|blast(?:s|ing)|jetting)'

export const waterDangers: readonly DangerRule[] = [
  rule(
    'flood',
    'a burst',
    `\\b(?:burst(?:ed|ing|s)?|bust(?:ed)?|exploded|ruptured|blown|blew|knocked|ripped|split|severed|snapped) ${near(2)}${plumbing}\\b|\\b${plumbing}\\b ${near(4)}(?:burst(?:ed|ing|s)?|bust(?:ed)?|exploded|ruptured|blew|blown off|split|come off|came off|snapped|sheared off|popped|came away|come away|gave way|gave out|let go)\\b|\\b(?:hit|drilled (?:into|through)|nailed|cut (?:into|through)|put a (?:nail|screw|drill|spade|fork) (?:into|through)) ${near(1)}(?:water )?(?:pipe|main)s?\\b`,
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
    'it comes through the building',
    `\\b(?:it is|it's|its|and|now|all|still) ${near(1)}(?:coming|pouring|dripping|running|leaking|gushing) ${near(1)}(?:through|from|down|into|onto) ${near(3)}(?:ceilings?|walls?|floors?|roof|lights?|downstairs|next door|flat below|neighbou?rs?)\\b`,
  ),
  rule(
    'flood',
    'something comes through the ceiling',
    `(?<!\\b(?:light|sunlight|noise|sounds?|music|draught|voices|cables?|wires?|daylight) (?:is |are )?)\\b(?:coming|came|comes|pouring|dripping|running|leaking|raining) (?:right |straight )?(?:down )?through ${near(3)}(?:ceilings?|light fittings?|lights?)\\b`,
  ),
  rule(
    'flood',
    'steam or boiling water escapes',
    `(?=.*\\b${plumbing}\\b).*\\b(?:blast|shoot|pour|hiss|spew|blow|spray)(?:s|ing)? ${near(2)}(?:steam|boiling water|scalding water)\\b|(?=.*\\b${plumbing}\\b).*\\bsteam ${near(2)}(?:shooting|pouring|blasting|everywhere)\\b`,
  ),
  rule(
    'flood',
    'water inside the building',
    "\\bwater(?:'s| is)? (?:in|under|behind|inside|underneath|up to) (?:the |my |our )(?:\\w+ )?(?:cellar|basement|laminate|lino|carpets?|floor(?:s|boards?)?|walls?|loft|ceilings?|lights?|meter (?:box|cupboard)|electrics)\\b|\\b(?:hear|sound of|hearing) (?:\\w+ )?(?:water|dripping|running) (?:\\S+ ){0,4}(?:walls?|ceiling|floor(?:boards)?|loft|attic)\\b|\\bwater\\b.*\\brising\\b",
  ),
  rule(
    'flood',
    'something was put through a pipe',
    '\\b(?:nail|screw|drill(?:ed)?|hole|saw) (?:\\w+ )?(?:through|into|in)\\b.*\\bwater\\b(?! (?:meter|heater|tank|butt|feature|softener))',
  ),
  rule(
    'flood',
    'wet underfoot',
    "\\b(?:carpets?|rugs?|lino|laminate|floorboards?|floors?|mattress|underlay|bedroom|lounge|kitchen|hall(?:way)?|landing|walls?|ceiling)\\b(?: is| are| was|'s| all| now| completely| totally)* (?:squelch(?:y|ing|es)|soaking|sodden|sopping|saturated|awash|swimming|under water)\\b",
  ),
  rule(
    'flood',
    'as much water as in a river',
    `(?<!\\b(?:want|like|build|install|dream)\\b.*)\\b(?:is|are|was|looks|it's|turned|turning|turns|become|became) ${near(1)}(?:like|into) (?:a |an )?(?:river|lake|swimming pool|paddling pool|waterfall|fountain|niagara|geyser)\\b|(?<!\\bthere )\\b(?:is|was|it's) (?:now )?a (?:swimming|paddling) pool\\b`,
  ),
  rule(
    'flood',
    'water faster than it can be mopped up',
    "(?=.*\\b(?:towels?|buckets?|bowls?|mop(?:s|ping)?|pans?|saucepans?)\\b).*\\b(?:can't keep up|(?:fill(?:s|ing)?|full) (?:up )?(?:in|every|already|again)|empty(?:ing)? (?:it|them) every)\\b",
    true,
  ),
  rule(
    'flood',
    'the pump against water has failed',
    '\\bsump pump\\b.*\\b(?:failed|died|dead|stopped|quit|broke|broken|not working|out)\\b.*\\b(?:rain\\w*|storm\\w*|water|flood\\w*|rising)\\b',
  ),
  rule(
    'flood',
    'water is gushing',
    `\\b(?:water|it|pipe|tap|faucet|toilet|sink|shower|tank|heater|boiler|valve|hose|main)\\b ${near(3)}(?:gush(?:es|ed|ing)|spray(?:s|ed|ing)|spurt(?:s|ed|ing)|squirting|pouring|shooting|cascading|spewing|flooding|streaming|rising)\\b`,
  ),
  rule(
    'flood',
    'flooding',
    `\\b${homeThing}\\b ${near(3)}(?:flooded|flooding|floods|is under water|underwater|filling (?:up )?with water|soaked|drenched)\\b|\\b(?:flood(?:s|ed|ing)?|drenching|overflow(?:s|ed|ing)?) ${near(4)}(?:${homeThing}|everywhere)\\b|\\b(?:we(?:'re| are| have|'ve)|i(?:'m| am| have|'ve)|it(?:'s| is)|been|got|getting) (?:been |being |got |had |a )*(?:flooded|(?<!\\b(?:i'm|i am) )flood(?:ing)?)\\b|\\bflood (?:in|at) (?:my|our|the)\\b`,
  ),
  rule(
    'flood',
    'the water cannot be turned off',
    `\\b(?:can't|cannot|won't|can not|unable to|doesn't|not able to|couldn't|don't know how to|don't know where to) ${near(2)}(?:turn|shut|stop|switch|get) ${near(4)}(?:water|stop ?cock|tap|taps|valve|main|mains|it|leak|flow|faucet)?(?: (?:off|stopped))?\\b${'(?=.*\\b(?:water|leak|pipe|tap|taps|stop ?cock|mains?|flood\\w*|faucet|valve)\\b)(?<=\\b(?:off|stop ?cock|water)\\b)'}`,
    true,
  ),
  rule(
    'flood',
    'the water cannot be stopped',
    `\\b(?:can't|won't|unable to|doesn't|couldn't) ${near(2)}(?:stop|turn|shut|switch)(?: off)? ${near(2)}(?:water|flow|gas)\\b|\\b(?:gas(?: fire| hob| cooker)?|water|gas tap) ${near(1)}(?:won't|doesn't|will not) (?:turn|shut|switch|stop|go) ?(?:off|coming|running|flowing)?\\b`,
    true,
  ),
  rule(
    'flood',
    'overflowing',
    `\\b(?:toilets?|loo|bath|sink|tub|cistern|tank|drains?|manhole|gutter|septic|shower|washing machine|dishwasher)\\b ${near(8)}(?:overflow(?:s|ed|ing)|over flowing|coming up|backing up|backed up (?:into|onto|and)|spilling|running over|erupt(?:s|ed|ing))\\b`,
  ),
  rule(
    'sewage',
    'sewage',
    `\\b(?:sewage|sewer|raw sewage|septic|poo|waste water|human waste|faeces|feces|poop)\\b ${near(4)}(?:back(?:ing|ed|s)? ?up|backup|coming|overflow\\w*|flood\\w*|everywhere|leak\\w*|in (?:the|my|our|both|all|every)|pouring|up through|spill\\w*|all over|rising|bubbling|seeping)`,
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
    `\\b(?:ceilings?|light fitting)\\b ${near(4)}(?:leak(?:s|ing)?|drip(?:s|ping)|dripping|wet|soaked|sodden|sagging|bulg(?:es|ing)|bowing|water|raining|pouring|bubbl(?:e|es|ing)|belly)\\b|\\b(?:leak(?:s|ing)?|drip(?:s|ping)?|water) ${near(4)}(?:in|through|from|on|down|into|staining|onto|coming) ${near(3)}(?:ceilings?|downstairs|flat below|neighbou?rs?)\\b`,
  ),
  rule(
    'leak-worsening',
    'a boiler or tank losing water',
    `\\b(?:boiler|hot water (?:tank|cylinder)|cylinder|immersion)(?:'s| is| has)? (?:\\w+ )?(?:leaking|pouring|losing|gushing) (?:out )?(?:water|everywhere|badly|all|from|out)\\b`,
  ),
  rule(
    'leak-worsening',
    'the roof lets water in',
    `\\broof\\b(?:'s| is| has)? ${near(1)}(?:leaking|letting (?:in )?(?:water|rain))(?=[^?]*(?:water|rain|storm|bucket|bedroom|pour|ceiling|fell|tree))|\\brain(?:water)? ${near(3)}(?:coming|pouring|getting|leaking|dripping) ${near(1)}(?:in|into|through)\\b`,
  ),
  rule(
    'flood',
    'a cry of flood',
    "^(?:help\\W+)?(?:it is |it's |we are |we're )?flood(?:ing|ed)?(?:\\W+help| in here)?\\W*$",
  ),
  rule(
    'flood',
    'water keeps coming',
    `\\b(?:taking on|taking in|letting in) water\\b|\\bwater ${near(1)}(?:keeps?|still|won't stop) (?:coming|pouring|flowing|rising|running|leaking)\\b`,
    true,
  ),
  rule(
    'flood',
    'it cannot be shut off',
    `(?=.*\\b(?:pipe|tap|faucet|valve|water|hose|toilet|sink|radiator|boiler|gas|leak)\\b).*\\b(?:can't|cannot|unable to|couldn't|don't know (?:how|where) to) (?:turn|shut|switch) (?:it |them |this |that |the water |the gas )?off\\b`,
    true,
  ),
  rule(
    'leak-worsening',
    'a wet patch grows',
    '\\b(?:damp|wet|water|brown) (?:patch|stain|mark|spot)\\b.*\\b(?:growing|spreading|getting (?:bigger|worse|larger)|bigger)\\b',
  ),
  rule(
    'leak-worsening',
    'oil or fuel escapes',
    '\\b(?:oil|fuel|diesel|petrol|kerosene|heating oil)(?: tank| line| pipe)? (?:is |has |has been |keeps )*(?:leak(?:s|ing|ed)?|spill(?:ed|ing)|pouring|all over|everywhere)\\b',
  ),
  rule(
    'flood',
    'a tank about to give',
    '\\b(?:tank|cylinder|boiler|immersion(?: heater)?|water heater)\\b.*\\b(?:boiling over|shaking|about to (?:blow|explode|burst|go)|going to (?:blow|explode|burst))\\b',
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
]
