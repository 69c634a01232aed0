/** Gas, fire, smoke and electric shock: what can kill within minutes. Some bring the safety line, so each is exact. Data only. */
import { type DangerRule, near, rule } from './danger-rules.ts'
import { appliance, burnable, electrical, vulnerable } from './danger-words.ts'

export const deadlyDangers: readonly DangerRule[] = [
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
    '\\b(?:hit|cut|drilled|broke|severed|damaged|nicked|ruptured|put a (?:nail|screw) through) (?:through |into )?(?:a |the |our |my )?gas (?:pipe|line|main)|\\bgas (?:pipe|line|main)s? (?:has |have |got |was |is |just |been )+(?:hit|cut|damaged|drilled|ruptured|broken|punctured|nicked|severed|cracked)\\b',
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
    'gas',
    'a cry of gas',
    "^(?:help\\W+)?(?:there is |there's |it is |it's )?gas(?: leak)?\\W*$|\\bgas\\b.*\\bsmell(?:ing)? it\\b",
  ),
  rule(
    'gas',
    'gas hissing out',
    `\\bhiss(?:ing|es)? ${near(3)}(?:from|of|at|near|by|around) ${near(2)}(?:gas|meter|cooker|hob|stove|oven)\\b`,
  ),
  rule(
    'gas',
    'a flame that burns badly',
    '\\b(?:boiler|pilot|hob|burner|cooker|fire|furnace|heater)\\b (?:\\w+ ){0,2}flames? (?:\\w+ ){0,3}(?:orange|yellow|sooty)\\b|\\b(?:orange|yellow|lazy) (?:boiler |pilot )?flame\\b',
  ),
  rule(
    'fire',
    'something is on fire',
    `\\b${burnable}\\b ${near(4)}(?:on fire|caught (?:on )?fire|catching fire|caught (?:light|alight)|in flames|up in flames|ablaze|alight|burning down|went up in flames)\\b`,
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
    `\\b(?:there (?:is|are|was|were)|there's|it's|saw|see|seeing|throwing|giving off|with) ${near(2)}(?:sparks|sparking|flames)\\b|\\bsparks (?:flying|coming)\\b|\\bflames (?:shot|shoot(?:ing)?|came|coming|leaping|everywhere)\\b`,
  ),
  rule(
    'fire',
    'hot electrics',
    `\\b(?:sockets?|outlets?|plugs?|fuse ?(?:box|board)|consumer unit|panel|breakers?|wires?|wiring|switch|charger)\\b ${near(4)}(?:is|feels?|getting|gets|really|very|and|too|so|red) (?:hot|warm to)\\b|\\b(?:fuse ?box|consumer unit|panel|breaker)\\b ${near(2)}(?:buzzing|humming|hissing|crackling)\\b`,
  ),
  rule(
    'fire',
    'a bang or a scorch at the electrics',
    `\\b(?:sockets?|outlets?|plugs?|switch|fuse ?(?:box|board)|consumer unit|panel|breaker|meter)\\b ${near(4)}(?:bang|banged|popped|scorch(?:ed)?|scorch marks?|black mark|blackened|smells? hot|smelling hot|melted)\\b|\\b(?:bang|flash|pop) ${near(2)}(?:from|in|at|inside|by|behind) ${near(2)}(?:sockets?|outlets?|switch|fuse ?(?:box|board)|consumer unit|panel|breaker|meter)\\b`,
  ),
  rule('fire', 'electrics that smell hot', `\\b${electrical}\\b ${near(6)}(?:smells? hot|smelling hot|hot smell)\\b`),
  rule(
    'shock',
    'electric shock',
    `\\b(?:got|get|gets|getting|gives|giving|gave|had|have|having|received|felt|feel) ${near(4)}electric(?:al)? shocks?\\b|\\belectric(?:al)? shocks? ${near(2)}(?:from|off|when|every time|by)\\b|\\b(?:i|we|he|she|me|us|son|daughter|wife|husband|${vulnerable})\\b ${near(4)}electrocuted ${near(2)}(?:by|from|off|when|on|touching)\\b`,
  ),
  rule(
    'shock',
    'electric shock',
    `\\b(?:shock(?:s|ed|ing)?|zapped|zaps|tingl(?:e|es|ing)|buzz) ${near(5)}(?:${electrical}|tap|taps|faucet|shower|appliance|${appliance})\\b|\\b(?:${electrical}|tap|faucet|shower|${appliance})\\b ${near(3)}(?:shocked|shocks|shocking|zapped|zaps|zapping|tingles|gave|gives|giving) ${near(2)}(?:me|us|him|her|son|daughter|wife|husband|kid|shocks?)\\b|\\b(?:${electrical}|taps?|faucet|shower|${appliance})\\b ${near(3)}electrocut(?:ing|es|ed)\\b|\\bgot (?:a |an )?(?:bad |nasty |big )?(?:shock(?:ed)?|zapped) (?:from|off|by|when|touching)`,
  ),
  rule(
    'shock',
    'a shock after touching something',
    `\\b(?:${electrical}|taps?|faucet|shower|appliance|${appliance})\\b ${near(5)}(?:got|get|gets|getting|felt|feel) (?:a |an |really |such |bad |nasty |little |big )*(?:shock(?:ed)?|zapped|jolt|tingl(?:e|ing))\\b`,
  ),
  rule(
    'shock',
    'a cable was cut',
    `\\b(?:cut|sliced|drilled|chopped|hit|severed|dug|strimmed|mowed|put a (?:nail|screw|spade|fork)) (?:through |into |over )?(?:a |an |the |my |our )?(?:live |electric(?:al)? |power |mains |armoured |buried |underground |extension )*(?:cable|wire|flex|lead)\\b|\\b(?:cables?|wires?|flex)\\b.*\\b(?:is|it's|its|still|be) live\\b`,
  ),
  rule(
    'shock',
    'live wires within reach',
    `\\b(?:live|exposed|bare|hanging|dangling|loose|downed|fallen) ${near(2)}(?:wires?|wiring|cables?|power lines?)\\b ${near(3)}|\\b(?:wires?|cables?|power lines?|wiring) ${near(3)}(?:exposed|hanging (?:out|down)|down|sticking out|bare|live|dangling)\\b`,
  ),
  rule(
    'shock',
    'water in the electrics',
    `\\b(?:water|leak(?:s|ing)?|drip(?:s|ping)?|rain|wet|damp|flood(?:ed|ing)?) ${near(6)}(?:in|into|on|onto|near|through|by|over|above|behind|under|beneath|from|around|reach(?:ed|ing)?|down|out of|inside|next to) ${near(3)}(?:${electrical})\\b`,
  ),
  rule(
    'smoke',
    'smoke is seen',
    "\\b(?:there is|there's|seeing|see|lots of|full of|black|thick|so much|billowing) smoke\\b(?! (?:damage|alarm|detector|stain|free|test))",
  ),
  rule(
    'smoke',
    'an appliance smokes',
    `(?=.*\\b(?:${appliance}|${electrical}|car)\\b).*\\b(?:it |which |that |now |started |is )(?:is |was |keeps )?smoking\\b(?! (?:a|area|room))`,
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
    'something burns',
    `\\bsomething ${near(2)}(?:is |was |'s )?(?:burning|melting|smouldering|smoldering)\\b`,
  ),
  rule(
    'burning-smell',
    'a smell of burning',
    `\\b(?:burn(?:ing|t|ed)|smok[ey]|hot plastic|singed|scorched|acrid|melting)(?: \\w+)? smell|\\bsmell(?:s|ing|t)? ${near(3)}(?:of |like )?${near(2)}(?:burn(?:ing|t|ed)?|smoke|smoky|singed|hot plastic|melting|scorched|burnt|fire)\\b`,
  ),
  rule(
    'burning-smell',
    'hot electrics smell of fish',
    `\\b(?:fish(?:y)?(?: \\w+)? smell|smell(?:s|ing|t)? ${near(3)}(?:of |like )?fish(?:y)?)\\b ${near(5)}(?:${electrical})\\b|\\b(?:${electrical})\\b ${near(4)}smell(?:s|ing)? (?:of |like )?(?:\\w+ )?fish(?:y)?\\b`,
  ),
]
