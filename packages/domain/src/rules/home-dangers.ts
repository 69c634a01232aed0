/** Everything else that cannot wait: the building, its power and heat, people shut out, shut in or hurt. Data only. */
import { type DangerRule, near, rule } from './danger-rules.ts'
import { building, vulnerable } from './danger-words.ts'

const broke =
  '(?:out|off|gone|went|go|goes|died|dead|dying|down|bust|busted|broken|broke|broken down|packed up|packed in|packing up|conked out|given up|gave up|stopped|stopped working|stopped heating|failed|quit|not working|not coming on|not turning on|kaput|knackered|shut off|shut down|cut out|cutting out)'

const doesNot = "(?:isn't|is not|not|won't|will not|doesn't|does not|didn't|refuses to|can't get|cannot get)"

const cold =
  '(?:freezing|cold|snow(?:ing)?|frost|winter|minus|below zero|shivering|\\d+ ?(?:degrees|°|f\\b|below)|ice|icy|frozen)'

const hot =
  '(?:heat ?wave|boiling|sweltering|so hot|very hot|too hot|hot in here|9\\d degrees|1\\d\\d degrees|degrees|hot outside)'

const people = `(?:i|we|me|us|he|she|they|my|our|somebody|someone|${vulnerable}|wife|husband|partner|dog|cat|tenant|customer|neighbou?r|people|person|staff|customers)`

export const homeDangers: readonly DangerRule[] = [
  rule(
    'collapse',
    'the building gives way',
    `\\b(?:ceilings?|plaster(?:board|work)?|roof|walls?|gable|parapet|chimney|floor|stairs|staircase|balcony|porch|deck|shed|fence|scaffold(?:ing)?|retaining wall|garage|foundation)\\b ${near(5)}(?:collaps(?:ed?|ing)|caved?(?: |-)?in|caving(?: in)?|coming down|came down|come down|on the (?:floor|ground)|falling (?:in|down|apart|off)|fell (?:in|down|through|on)|fallen (?:in|down|through)|giving way|gave way|about to (?:fall|go|come|collapse|give|topple|drop)|toppl(?:ed|ing)|sagging|bulging|blew off|blown off|ripped off|came off|gone in the (?:storm|wind)|torn off|bowing|leaning)\\b`,
  ),
  rule(
    'collapse',
    'a tree or thing fell on the building',
    `\\b(?:tree|branch|limb|chimney|pole|lamp ?post|lampost|aerial|satellite dish|slates?|ridge tile|scaffold(?:ing)?|car|lorry|truck|van)\\b ${near(3)}(?:fell|fallen|came down|come down|down|crashed|landed|gone|went|smashed|leaning|about to fall|drove|hit|hanging|come|came) ${near(2)}(?:on|onto|through|into|over|across|against|in) ${near(3)}(?:${building}|car|van|power lines?|cars|lines?|wires?|it|us|fence|shed)\\b`,
  ),
  rule(
    'collapse',
    'a heavy thing is about to fall',
    '\\b(?:tree|branch|limb|chimney|slates?|tiles?|gutter(?:ing)?|sign|window|ceiling|aerial|satellite dish|scaffold(?:ing)?|light fitting|chandelier)\\b (?:\\S+ ){0,4}(?:by a thread|about to (?:fall|drop|snap|come|go))\\b',
  ),
  rule(
    'collapse',
    'the ceiling is gone',
    '\\bceiling (?:is |has )?(?:just |all )?(?:gone|down|in bits|in pieces|on the (?:bed|sofa|floor))\\b(?! (?:over|brown|yellow|mou?ldy|damp))',
  ),
  rule(
    'collapse',
    'a crack that grows',
    '\\bcracks?\\b.*\\b(?:growing|widening|spreading|getting (?:bigger|wider|longer|worse)|opened up)\\b',
  ),
  rule(
    'collapse',
    'a tree lies on the building',
    `\\btree (?:is |lying |resting |leaning |right )*(?:on|through|against|across) (?:my|our|the) ${near(1)}(?:roof|house|home|car|van|garage|conservatory|power lines?)\\b`,
  ),
  rule('no-power', 'the lights went with a bang', '\\b(?:lights?|power|electric\\w*)\\b.*\\b(?:bang|popped|pop)\\b'),
  rule(
    'no-power',
    'no power',
    `\\b(?:no|lost(?: all)?(?: the| our| my)?|without(?: any)?|zero) (?:\\w+ (?:or|and) )?(?:power|electric(?:s|ity|ity supply)?|electrics)\\b(?!.*\\b(?:shed|loft|attic|garden|summer ?house|outbuilding|garage|up there|out there|sockets?|light)\\b)(?! (?:steering|tools?|to the (?:wheels|speakers)|bill))`,
    true,
  ),
  rule(
    'no-power',
    'the power is out',
    `\\b(?:power|electric(?:s|ity)?|electrics|lights)(?:'s| is| are| has| have| just| all| in| my| the| our| whole| house| home| flat| shop| been| completely| suddenly| keeps)*? (?:out|off|gone|gone off|went(?: off| out)?|cut(?: off| out)?|down|failed|died|tripped|blown)\\b|\\bpower (?:cut|outage|failure)\\b ${near(4)}(?:house|home|flat|here|only|just|my|our|whole|shop|freezer|fridge)|\\b(?:whole|entire) (?:house|flat|home|building|place|shop|street) (?:is |has |has no |with no |without )?(?:dark|power|electric\\w*|out|tripped|in darkness|blacked out)|\\b(?:whole|half|half of|entire|rest of|most of) (?:of )?(?:the |my |our )?(?:house|flat|home|building|place|shop) (?:is |has |has gone |just |went |gone )*(?:dead|off|without power|has no power|no power)\\b|\\bin (?:the |total |complete )dark(?:ness)?\\b`,
    true,
  ),
  rule(
    'no-power',
    'everything trips',
    `\\btripp(?:ed|ing|s) (?:out )?(?:everything|the (?:whole|entire|main|lot)|all (?:the|our|my))|\\bno lights (?:at all|anywhere|in the (?:house|flat|building)|on at all)\\b|\\b(?:breaker|fuse|fuse ?box|rcd|trip switch|main switch|electrics|consumer unit)\\b ${near(3)}(?:won't|will not|doesn't|can't) (?:reset|stay|turn|go|come|switch|flip)`,
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
    'heaters out where it is cold or somebody is frail',
    `\\b(?:heaters?|radiators|boiler|gas fire|fire|storage heaters)\\b ${near(3)}(?:${broke})\\b(?=.*\\b(?:${cold}|${vulnerable})\\b)|\\b(?:${vulnerable})\\b.*\\b(?:heaters?|boiler|radiators)\\b ${near(2)}${broke}\\b`,
    true,
  ),
  rule(
    'no-heating',
    'no cooling in the heat',
    `\\b(?:a/?c|air ?con|air conditioning|air conditioner|hvac|cooling)\\b(?=.*\\b(?:${broke}|${doesNot}|no cold air|warm air|hot air)\\b)(?=.*\\b(?:${hot}|${vulnerable})\\b)|\\b(?:${vulnerable}|${hot})\\b(?=.*\\b(?:a/?c|air ?con|air conditioning|hvac)\\b.*\\b${broke}\\b)`,
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
    `\\b(?:keys?|fob)\\b ${near(4)}(?:locked|stuck|left|shut|trapped) ?${near(2)}(?:in|inside) ${near(2)}(?:car|house|flat|home|truck|van|boot|trunk|apartment|vehicle|office|room|door)\\b|\\b(?:locked|shut|left) (?:my |the |our |his |her )?keys? (?:in|inside)\\b|\\bkeys? (?:is |are |still |both |all )*inside\\b(?=.*\\b(?:outside|locked|shut|slammed|can't)\\b)|\\b(?:outside|locked|shut|slammed)\\b.*\\bkeys? (?:is |are |still |both |all )*inside\\b`,
  ),
  rule(
    'lock-out',
    'cannot get in',
    `\\b(?<!\\b(?:you|guys|they|people|u) )(?:can't|cannot|can not|unable to|couldn't|no way to|not able to) (?:get|gain|access) (?:back )?(?:in|inside|into|entry|access|my (?:house|flat|car|home))\\b(?! (?:touch|contact|hold|to (?:my |the )?(?:account|email|phone|app|site|website|system|it)|(?:account|email|website|app|my (?:account|email|phone))))|\\b(?:stuck|stranded|standing|waiting|stood) outside\\b(?=.*\\b(?:keys?|door|lock|house|home|locked|flat|in)\\b)`,
    true,
  ),
  rule(
    'lock-out',
    'keys lost, and outside',
    "(?=.*\\b(?:outside|in the (?:rain|cold|snow|dark|street)|on the (?:doorstep|step|street|pavement)|can't get (?:in|home))\\b).*\\b(?:lost|forgot(?:ten)?|left|snapped|dropped) (?:my |our |the |his |her )?(?:house |front door |flat |car )?keys?\\b",
    true,
  ),
  rule(
    'lock-out',
    'keys lost, and outside',
    '(?=.*\\b(?:outside|rain|get in|get home|front door|doorstep|in the cold|spare)\\b).*\\b(?:lost|forgot(?:ten)?|left|snapped|dropped) (?:my |our |the |his |her )?(?:house |front door |flat |car )?keys?\\b(?=.*\\b(?:outside|rain|get in|get home|doorstep|in the cold|stuck|now)\\b)',
    true,
  ),
  rule(
    'person-in-danger',
    'somebody locked in',
    `\\b(?:locked|shut|trapped) (?:my |our |the |a )?(?:little )?(?:${vulnerable}|boy|girl|dog|cat|puppy) ${near(1)}(?:in|inside)\\b|\\b(?:locked|shut) (?:him|her|them|my|our|it)(?:self|selves) in\\b|\\b(?:can't|cannot|unable to) (?:get|let (?:him|her|them|me|us)) out\\b(?! (?:of bed|to work|much|the door early))`,
    true,
  ),
  rule(
    'person-in-danger',
    'a door that will not open, and somebody behind it',
    `(?=.*\\b(?:${vulnerable}|dog|cat)\\b).*\\bdoor ${near(2)}(?:won't|can't|doesn't|will not|isn't) (?:be )?open(?:ed|ing)?\\b`,
    true,
  ),
  rule(
    'break-in',
    'somebody broke what keeps others out',
    "\\b(?:someone|somebody|they|vandals|burglars|thieves|thugs|yobs)(?:'s| has| have)? (?:just )?(?:smashed|kicked in|forced|bricked|shot (?:at|out)|put a (?:brick|stone) through) (?:in )?(?:my|our|the) (?:\\w+ ){0,2}(?:windows?|doors?|locks?|shutters?|shop front)\\b",
  ),
  rule(
    'person-in-danger',
    'somebody is caught in something',
    `\\b(?:trapped|crushed|pinned|caught) (?:a |an |my |the |our |his |her )?(?:little )?(?:${vulnerable}|boy|girl|man|woman|person|dog|cat|arm|hand|fingers?|leg|foot)\\b`,
  ),
  rule(
    'break-in',
    'a break-in',
    `\\b(?:(?:a|the|had|attempted|another|been) break[- ]?in|break-in|breakin|break in (?:last|over|at|here|this|through)|broken in(?:to)?|broke in(?:to)?|burgl(?:ed|ary|ars?|arized|arised)|robbed|intruder|kicked (?:in )?(?:the |my |our )?(?:front |back )?door(?: in)?|door (?:has been |was |got |been )?(?:kicked|smashed|forced) in|(?:someone|somebody|they) (?:is |was |has |have )?(?:tr(?:ying|ied) to (?:get|break) in|in (?:my|the|our) (?:house|home)))\\b`,
  ),
  rule(
    'break-in',
    'the building cannot be closed',
    `\\b(?:door|doors|window|windows|gate|shutter|shop front|garage|house|shop|lock)\\b(?=.*\\b(?:won't (?:lock|shut|close|come down)|can't (?:lock|shut|close|secure)|doesn't lock|smashed|broken|shattered|off its hinges|wide open|stuck open|kicked|blown (?:in|out)|gone|jammed open)\\b)(?=.*\\b(?:(?:any|some)(?:one|body) (?:could|can|might)|unsafe|not safe|insecure|unsecured?|not secure|secure (?:it|the|my|our)|board(?:ed|ing)? up|wide open|tonight|overnight|exposed|security|full of stock|(?:walk|get|climb) (?:right |straight )?in|on my own|alone|for the night|going away|go away|leaving|leave for)\\b)`,
    true,
  ),
  rule(
    'break-in',
    'an outer door does not lock',
    `\\b(?:front|back|main|apartment|flat|shop|house|entry|entrance|patio|outside|external|office) (?:door|gate|window)s?(?: lock)? ${near(3)}(?:won't|doesn't|does not|will not|can't|cannot) (?:be )?(?:lock(?:ed)?|secure(?:d)?|shut|close(?:d)?)\\b(?! (?:properly|easily|smoothly|all the way|fully|by itself))|\\b(?:doors?|windows?|locks?|shutters?)\\b ${near(3)}(?:forced|pried|prised|jimmied|crowbarred|kicked)(?: (?:open|in|off))?\\b(?! air)`,
    true,
  ),
  rule(
    'break-in',
    'smashed, and cannot be closed',
    `(?=.*\\b(?:windows?|doors?|shutters?)\\b)(?=.*\\b(?:smashed|broke|broken|shattered|kicked|forced|busted)\\b).*\\bcan't (?:close|shut|secure|lock)\\b`,
    true,
  ),
  rule(
    'person-in-danger',
    'a wild animal in the room',
    '\\b(?:snake|raccoon|bats?|fox|bear|skunk|possum|opossum|coyote|squirrel|rat)\\b (?:is |has got |got |loose |running around |flying around )*(?:in|inside) (?:my|our|the) (?:living room|bedroom|bathroom|kitchen|house|lounge|baby|nursery|classroom|office|apartment|flat)',
  ),
  rule(
    'break-in',
    'the building cannot be locked',
    `\\b(?:can't|cannot|unable to|couldn't) (?:lock|secure) (?:up )?(?:the |my |our )?(?:\\w+ )?(?:shop|house|doors?|store|office|premises|shutters?|flat|home|building|unit|gate)\\b`,
    true,
  ),
  rule(
    'no-power',
    'stock or medicine will spoil',
    `\\b(?:freezers?|fridges?|freezer room|cold room|walk-in|chiller)\\b ${near(5)}(?:down|off|out|died|dead|failed|broken|broke|not working|stopped|packed up|not cooling)\\b(?<=.*\\b(?:stock|food|restaurant|cafe|shop|meat|insulin|medicine|medication)\\b.*)|\\b(?:freezers?|fridges?|freezer room|cold room|walk-in|chiller)\\b ${near(5)}(?:down|off|out|died|dead|failed|broken|broke|not working|stopped|packed up|not cooling)\\b(?=.*\\b(?:stock|food|restaurant|cafe|shop|meat|defrost\\w*|thaw\\w*|insulin|medicine|medication)\\b)`,
    true,
  ),
  rule(
    'person-in-danger',
    'somebody is shut in',
    `\\b${people}(?:'s|'re| is| are| has| have| got| been| gotten| just| am|'m)* (?:locked|trapped|stuck|shut|stranded)(?: (?:her|him|them)self)? (?:in|inside|on|under|between)\\b(?! (?:traffic|(?:this|that|the|another|my) (?:\\w+ )?(?:call|meeting|zoom|lecture|lesson|chat)|the middle|a meeting|my head|a rut|a loop|a queue|the past|class|work|bed|love|it))|\\b(?:lift|elevator)\\b ${near(3)}stuck(?=.*\\b(?:people|person|me|us|inside|in it|someone|somebody|passengers)\\b)|\\b(?:trapped|stuck) in (?:the |a |an |our )?(?:lift|elevator|bathroom|car|toilet|room)\\b|\\b(?:${vulnerable}|dog|cat|pets?)\\b ${near(4)}(?:locked|trapped|stuck|left) (?:in|inside|on|under|down|up)\\b`,
  ),
  rule(
    'person-in-danger',
    'a thing is about to hurt somebody',
    `\\b(?:someone|somebody|kids?|children|people|he|she|dad|mum|mom|nan|gran) (?:could|might|is going to|will|is gonna|almost|nearly|has|have|'s|has just|just) (?:been |get |got |be )?(?:hurt|injured|electrocuted|killed|collapsed|fallen|slipped|burned|burnt|scalded)\\b|\\bnot safe (?:to|for) (?:be|stay|use|live|the kids|my|our|children)|\\bdangerous(?:ly)?\\b(?=.*\\b(?:right now|kids|children|hanging|live|falling|loose|exposed|need)\\b)`,
  ),
  rule(
    'medical',
    'somebody needs a doctor now',
    `\\b(?:(?:i'm|i am|is|he's|she's|still|keeps|gums? (?:are|is)) bleeding(?! radiators?)|bleeding (?:heavily|badly|a lot|everywhere|won't stop|profusely|and)|won't stop bleeding|unconscious|passed out|not breathing|can't breathe|struggling to breathe|chest pains?|heart attack|having a (?:stroke|seizure|fit)|seizures?|choking|overdose|collapsed on|severe(?:ly)? (?:pain|bleeding|swelling|allergic)|excruciating|unbearable pain|agony|knocked[- ]out tooth|tooth (?:\\w+ ){0,2}knocked out|knocked (?:out )?(?:my|his|her|a) (?:\\w+ )?tooth|face (?:is |has )?(?:\\w+ )?(?:swollen|swelling)|hit by a car)\\b|\\b(?:ate|eaten|swallowed|drank|poisoned)\\b(?=.*\\b(?:chocolate|poison|antifreeze|bleach|raisins|grapes|battery|pills|magnet|lil(?:y|ies)|xylitol|rat (?:bait|poison)|slug pellets|onions?|medication|tablets)\\b|\\b(?:dog|cat|puppy|kitten|baby|toddler|son|daughter|child) (?:has |has just |just )?swallowed\\b)`,
  ),
  rule(
    'stranded',
    'stranded on the road',
    `\\bstranded (?:at|in|on|with|without|here)\\b|\\b(?:stuck|stranded|sat|sitting|broken down) (?:on|at|by) (?:the )?(?:side|hard shoulder|verge|roadside|motorway|freeway|highway|shoulder)\\b|\\b(?:stranded|broken down|broke down)\\b(?=.*\\b(?:motorway|freeway|highway|road|roadside|interstate|lane|hard shoulder|m\\d|a\\d+|i-?\\d+|night|alone|kids|middle of)\\b)|\\b(?:brakes?)\\b ${near(3)}(?:failed|gone|not working|stopped working|don't work|went to the floor)\\b`,
  ),
]
