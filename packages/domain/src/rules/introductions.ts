/** The ways people give their own name, as patterns with a group "name", or "known" where only a
 * common first name or one with a title is believed. Data only; `name.ts` cuts what they catch. */
const word = "(?:[A-Z][\\p{L}'-]+|[A-Z]\\b\\.?)"
const title = '(?:Mr|Mrs|Ms|Miss|Dr|Prof)\\.? '
const proper = `(?:${title})?${word}(?: ${word}){0,2}`
const greeted =
  '(?:hi|hiya|hello|hey|heya|yo|morning|afternoon|evening|good (?:morning|afternoon|evening))(?: (?:there|all|guys|mate|sir|again|folks|both|team))?[ ,.!]+'
/** A title and any name, or a word that has to be a known first name, with a surname perhaps. */
const known =
  "(?<known>(?!(?:hi|hiya|hello|hey|heya|yo|ok|okay|yes|yeah|no|morning|afternoon|evening|thanks|its|it's|im|i'm)\\b)(?:mr|mrs|ms|miss|dr)\\.? [\\p{L}'-]{2,}|[\\p{L}][\\p{L}'-]+(?: [\\p{L}'-]{2,})?)"
const any = "[\\p{L}][\\p{L}'-]+"

export interface Introduction {
  because: string
  pattern: RegExp
  /** Written in any case: only a rule that leaves no doubt may take a lower-case word. */
  anyCase: boolean
}

const inAnyCase = (because: string, source: string): Introduction => ({
  because,
  anyCase: true,
  pattern: new RegExp(source, 'giu'),
})
const withCapital = (because: string, source: string): Introduction => ({
  because,
  anyCase: false,
  pattern: new RegExp(source, 'gu'),
})

const goesOn =
  "(?=\\s*(?:[.,!?;:)-]|$|\\n|\\b(?:from|at|here|and|i|i'm|we|these|again|with|calling|speaking|texting|the|your|in|my|on|could|can|who|just|how|please|re|about|what|is|are|do|next|not|by)\\b))"

export const introductions: readonly Introduction[] = [
  inAnyCase(
    'says the name',
    `\\b(?:my|mi|the|me|our|booking|customer)(?: new| full| real| first| last| sur| family)? ?(?:sur)?name(?:'s|s| is| iz| ia| us| si| will be| should be| is spel(?:led|t)| is written|:)(?: (?:not|isn't) \\w+,? (?:it's|its|but|it is))?,?(?: (?:uh|um|er|actually|now))?,? (?<name>${any}(?: ${any}){0,2})`,
  ),
  inAnyCase(
    'says the name',
    `(?:^|[.,!] ?|\\n|\\b(?:hi|hello|hey|hiya|and) )(?:first |last |sur|full )?name(?:'s|s| is|:| -)? (?<name>${any}(?: ${any})?)`,
  ),
  inAnyCase(
    'says what name it is under',
    `\\b(?:under|in|with|by) the (?:sur|last |family )?name(?: of)?,? (?!of\\b)(?<name>${any}(?: ${any})?)`,
  ),
  withCapital(
    'says what name it is under',
    `\\b(?:[Ii]t's|[Ii]t is|[Bb]ooked|[Pp]ut (?:it|me|us)(?: down)?|[Bb]ooking(?: is)?|[Aa]ppointment(?: is)?) (?:under|in the name of|in the name) (?<name>${proper})(?=[.,!?]|$| (?:please|at|on|for|and)\\b)`,
  ),
  withCapital('says how the name is spelled', `\\b[Mm]y name\\b.{0,40}\\bspel(?:led|t) (?<name>${proper})`),
  withCapital(
    'says whom to ask for',
    `\\b(?:[Cc]ontact|[Cc]ontact name|[Cc]ontact person)(?: is|:) (?<name>${proper})`,
  ),
  inAnyCase(
    'says whom to ring',
    `\\b(?:call|ring|phone|text|contact) ${known},? (?:back )?(?:on |at )?(?:\\+44|\\+1|0\\d|\\(\\d)`,
  ),
  withCapital('says whom to ask for', `\\b[Aa]sk for (?<name>${proper})(?=[.,!?]|$| (?:when|if)\\b)`),
  inAnyCase(
    'says whose the name is',
    `(?:^|[.,!] ?)(?<name>${any}(?: ${any})?) is (?:my|the) (?:new |real |full |actual |first |nick ?)?name\\b`,
  ),
  inAnyCase(
    'says whose the name is',
    `(?:^|[.,!] ?)(?<name>${any}(?: ${any})?) is (?:what|how|who) (?:you|u|i|people|they|everyone|everybody|friends) (?:\\w+ ){0,3}(?:call|called|know|known|go|address|named)\\b`,
  ),
  inAnyCase(
    'says what the name is to be',
    `\\bmy (?:user ?|nick ?)?name (?:has (?:been |now )?changed to|(?:to|should|must|will|can) be|to|as|be|into) (?<name>${any}(?: ${any})?)|\\b(?:make|set) my name (?!to\\b|as\\b|be\\b)(?<name2>${any})|\\bmake (?<name3>${any}) my name\\b`,
  ),
  inAnyCase(
    'says the name',
    `\\bname (?:that )?(?:i|people|they|everyone) (?:go by|use|prefer|call me|know me by|answer to) is (?<name>${any})`,
  ),
  inAnyCase('says the name', `\\bmy name,? (?:it's|its|it is|which is|that's) (?<name>${any}(?: ${any})?)`),
  inAnyCase(
    'says what to be called',
    `\\b(?:may|can|could|should) i be (?:called|named|known as|addressed as|referred to as) (?<name>${any}(?: ${any})?)|\\b(?:i|i'm|i'd|i'll) (?:\\w+ ){0,4}be (?:called|named|known as|addressed as|referred to as) (?<name2>${any}(?: ${any})?)`,
  ),
  inAnyCase(
    'says what to be called',
    `\\bif (?:you|u|they) (?:would |could |just )?call(?:ed)? me (?<name>${any})(?! if| when| back| later| at| on)`,
  ),
  inAnyCase('says what to be called', `\\bwhat (?:you|u|they) call me (?:to|into) (?<name>${any})`),
  inAnyCase(
    'says what to be called',
    `\\b(?:i (?:prefer|answer to|prefer to go by|prefer being called)|using the name|can just use|just use) ${known}(?=\\s*(?:$|[.,!?]|\\b(?:please|thanks|for me|instead|when|to)\\b))`,
  ),
  inAnyCase('says who sent it', `\\b(?:msg|message|text|sms) from ${known}\\s*[.!x ]*$`),
  inAnyCase(
    'says what to be called',
    `(?<!\\b(?:you|don't|dont|do not|never|not|did|does|he|she|why|will|to what) )\\b(?:call(?:ing)?|(?<=\\bif (?:you|u|they) )called|refer(?:ring)? to|address(?:ing)?|know) me (?:only )?(?:as |by )?(?:the name (?:of )?|my (?:real |full |first )?name,? )?(?<name>${any}(?: ${any})?)`,
  ),
  inAnyCase(
    'says what to be called',
    `\\b(?:you|people|friends|everyone|everybody|they|folks|most) (?:can |may |could |should |must |will |just |all )?(?:calls?|refers? to|address|knows?) me (?:as |by )?(?<name>${any}(?: ${any})?)`,
  ),
  inAnyCase(
    'says what to be called',
    `\\b(?:(?:like|prefer|want|wish|need|ask) to be (?:called|known as|referred to as|addressed as)|i go by|i am called|i'm called|i am known as|i'm known as|(?:change|set|update|make) my name (?:to|as|be)|use the name|use my name|my nick ?name is|nick ?name(?:'s|:| is)?|i'm named|i am named|named me) (?:the name )?(?<name>${any}(?: ${any})?)`,
  ),
  withCapital(
    'introduces themselves',
    `\\b(?:[Tt]his is|[Ii]t'?s|[Ii]t is|[Ii]'?m|[Ii] am|THIS IS)(?: just| only)?(?: me)?,?(?: (?:uh|um|er|erm|actually))?,? (?<name>${proper})(?=[\\s.,!?;:-]|$)`,
  ),
  inAnyCase(
    'introduces themselves',
    `(?:^|[.,!?] ?|\\b(?:hi|hiya|hello|hey|sir|madam|yes|ok|so|and|alright|evening|morning|afternoon|there|mate|again|btw|by the way|yo|um|uh|er|well|oh|yeah|yup|no|guys|haha|lol|me) |\\b(?:hi|hiya|hello|hey) [\\p{L}'-]+,? )(?:this is|this|it's|its|it is|i'm|im|i am|tis|me is)(?: just| only)?(?: me)?,? ${known}${goesOn}`,
  ),
  inAnyCase(
    'says who is here',
    `(?:^|[,.!?-] ?|\\b(?:${greeted}|it's |its |this is ))${known} (?:(?:from|at) (?:[\\p{L}\\d]+ ){1,3})?(?:here(?! (?:is|are|comes|you|we)\\b|'s)|speaking|calling|texting)\\b`,
  ),
  withCapital(
    'says who is here',
    `(?:^|[,.!?-] ?|\\b(?:[Hh]i|[Hh]iya|[Hh]ello|[Hh]ey) )(?<name>${proper})(?:,? calling|,? texting| (?:(?:from|at) (?:[\\p{L}\\d]+ ){1,3})?(?:here(?! (?:is|are|comes|you|we)\\b|'s)|speaking|calling|texting))\\b`,
  ),
  inAnyCase('writes again', `^(?:${greeted})?${known} again\\b`),
  withCapital('says what to call them', `\\b[Uu]se (?<name>${proper}) (?:when|if|for me|instead)\\b`),
  withCapital('says who sent it', `\\b(?:[Ss]ent|[Ww]ritten) by (?<name>${proper})[.! x]*$`),
  withCapital(
    'says what they are to us',
    `^(?<name>${proper}) \\((?:the |your )?(?:tenant|owner|landlord|landlady|customer|neighbour|manager)\\b`,
  ),
  withCapital(
    'says whose relation they are',
    `\\b(?:[Ii]'m|[Tt]his is|[Ii]t's|[Ii] am) \\p{Lu}\\p{L}+'s (?:wife|husband|partner|son|daughter|mum|mom|mother|dad|father|sister|brother|neighbou?r|friend|assistant|pa),? (?<name>${proper})`,
  ),
  inAnyCase(
    'says what they are to us',
    `\\b(?:this is|it's|its|i'm|i am) (?:your|the|an?) (?:\\p{L}+ )?(?:customer|client|tenant|landlady|landlord|owner|neighbou?r|patient|manager|lady|man),? ${known}${goesOn}`,
  ),
  withCapital(
    'says what they are to us',
    `\\b(?:[Tt]his is|[Ii]t's|[Ii]'m|[Ii] am) (?:your|the|an?) (?:\\p{L}+ )?(?:customer|client|tenant|landlady|landlord|owner|neighbou?r|patient),? (?<name>${proper})`,
  ),
  inAnyCase('puts name and number', `(?:^|[.!?\\n] ?)${known},?:? (?:on )?(?:\\+44|\\+1|0\\d|\\(\\d)[\\d ()-]{7,}`),
  inAnyCase(
    'says where they are from',
    `^(?:${greeted})?${known} (?:from|at) (?!.*\\b(?:said|told|called|came|is|was|has|sent|gave|rang|recommended)\\b)`,
  ),
  inAnyCase('signs', `(?:^|\\n|[.!?] )(?:signed|from)[:,] ?(?<name>${any}(?: ${any})?)[.!x ]*(?:$|\\n)`),
  withCapital(
    'puts name and address',
    `(?:^(?:[Hh]i|[Hh]iya|[Hh]ello|[Hh]ey)[ ,.!]+|\\b(?:[Tt]hanks|[Cc]heers|[Rr]egards)[,.!]+ |^|[.!?\\n] ?)(?<name>${proper}), (?:flat |no\\.? ?|number |unit )?\\d`,
  ),
  withCapital(
    'says where they are from',
    `^(?:(?:[Hh]i|[Hh]ello|[Hh]ey)[ ,.!]+)?(?<name>${proper}) (?:from|at) (?:number |no\\.? ?|flat |unit )?\\d`,
  ),
  inAnyCase(
    'signs',
    `(?:\\b(?:thanks|thank you|cheers|ta)(?:[,.!]+\\s*|\\n)|\\b(?:regards|best|best wishes)[,.!]*\\s+|\\s[-–~]\\s?|\\sx{1,4} |\\n|(?<!\\b(?:dr|mr|mrs|ms|miss|st)\\.)(?<=[.!?,]) (?:from )?)${known}[.!x ]*$`,
  ),
  inAnyCase(
    'signs',
    `\\b(?:regards|yours (?:sincerely|faithfully|truly)|best wishes)[,.!]*\\s+(?<name>${any}(?: ${any})?)[.!x ]*$`,
  ),
  withCapital(
    'signs',
    `(?:\\b(?:[Tt]hanks|[Tt]hank you|[Cc]heers|[Tt]a)(?:[,.!]+\\s*|\\n)|\\b(?:[Rr]egards|[Bb]est|[Bb]est wishes|[Ll]ove|[Ss]incerely)[,.!]*\\s+|\\s[-–~]\\s?|\\n)(?<name>${proper})[.!x ]*$`,
  ),
]

/** "… Thanks Dave" at the end of a longer text signs it, unless Dave was greeted at its start. */
export const closingName = new RegExp(`\\b(?:thanks|thank you|cheers|ta) ${known}[.!x ]*$`, 'iu')

/** Words that follow "I'm" or stand before "here" and are no names. */
export const notNames: ReadonlySet<string> = new Set(
  `a an the at in on as by back asap anytime besides maybe whatever when if after before about for me number ur u r daddy mum mom mummy dad baby honey sweetheart boss crazy stupid old-fashioned anything something what nothing ooh oh ah aah ahh wow haha yay omg um uh er erm hmm terrible awful ridiculous disgraceful unacceptable appalling shocking amazing brilliant perfect horrible electric electricity electrics oil from to so not just looking having trying going calling writing texting there here home out locked stuck ready available free happy sorry sure interested wondering hoping new moving getting urgent urgently very really also still afraid only okay ok fine good great well now today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december it this that where who how is are am was be my been your our their his her its we you they he she one two three four no yes please thanks thank hello hi hey dear sir madam someone somebody anyone anybody nobody everyone everything customer tenant landlord owner water gas heat power help emergency plumber electrician english british american i later soon because then but and or with till until once twice right straight again any every all some more way cab taxi up down over off mobile phone cell landline between during morning afternoon evening night names name wrong god christmas urself yourself myself mine correct spelled spelt pronounced known long short common on't isn't i'm it's that's i've we're we've he's she's they're you're i'll i'd don't can't anyone's there's merry xmas christmas easter polish english irish scottish welsh french german spanish italian indian chinese romanian ukrainian portuguese african asian european muslim christian catholic blind deaf disabled diabetic pregnant elderly retired self-employed baxi bosch vaillant worcester grohe samsung lg hotpoint siemens beko indesit whirlpool hisense dyson nest hive honeywell sky bt bosch aeg zanussi smeg miele rinnai navien carrier trane lennox goodman kohler moen delta ford bmw audi tesla toyota vauxhall nissan honda mercedes kitchen bathroom boiler broken again back attached enclosed outside inside upstairs downstairs which of of's called tel line seen sent picture photo video link postcode address email via invoice quote price job location leak area location booking appointment bye goodbye lol snow rain hail ice smoke wife husband kids baby mother father nan gran daughter son dog cat neighbour neighbor neighbours parcel nurse carer builder police fire ambulance spam test fake joke missing stop`.split(
    ' ',
  ),
)

/** After a first name in small letters, these go on with the sentence. */
export const notSurnames: ReadonlySet<string> = new Set(
  'here from and or but calling speaking texting again with the your i we you he she it is was are am at in on to of for please thanks thank how what when where who why can could would will do did does have has had just my our not these this that there next door so if as by me us out up now then back need want look looking having got get regarding re about still also yesterday today tomorrow ok hi hello x xx xxx instead since only always each every when ever anymore'.split(
    ' ',
  ),
)
