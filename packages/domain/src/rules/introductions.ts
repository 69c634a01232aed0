/** The ways people give their own name, as patterns with a group "name". Data only; `name.ts` cuts what they catch. */
import { firstNames } from './first-names.ts'

const word = "(?:[A-Z][\\p{L}'-]+|[A-Z]\\b\\.?)"
const title = '(?:Mr|Mrs|Ms|Miss|Dr|Prof)\\.? '
const proper = `(?:${title})?${word}(?: ${word}){0,2}`
const known = `(?:(?:mr|mrs|ms|miss|dr)\\.? [\\p{L}'-]{2,}|(?:${[...firstNames].join('|')})(?![\\p{L}'])(?: [\\p{L}'-]{2,})?)`
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
  pattern: new RegExp(source, 'iu'),
})
const withCapital = (because: string, source: string): Introduction => ({
  because,
  anyCase: false,
  pattern: new RegExp(source, 'u'),
})

const goesOn =
  "(?=\\s*(?:[.,!?;:)-]|$|\\n|\\b(?:from|at|here|and|i|i'm|we|these|again|with|calling|speaking|texting|the|your|in|my|on|could|can|who|just|how|please|re|about|what|is|are|do|next)\\b))"

export const introductions: readonly Introduction[] = [
  inAnyCase(
    'says the name',
    `\\b(?:my|the|me)(?: new| full| real| first)? name(?:'s| is| iz| will be|:)(?: (?:not|isn't) \\w+,? (?:it's|its|but|it is))?(?: (?:uh|um|er|actually|now))?,? (?<name>${any}(?: ${any}){0,2})`,
  ),
  inAnyCase('says the name', `(?:^|[.,!] ?|\\n)name(?:'s|s| is|:| -)? (?<name>${any}(?: ${any})?)`),
  inAnyCase('says whose the name is', `(?:^|[.,!] ?)(?<name>${any}(?: ${any})?) is (?:my|the) name\\b`),
  inAnyCase(
    'says what to be called',
    `(?<!\\b(?:you|don't|dont|do not|never|not|did|does|he|she|why|will|to what) )\\b(?:call(?:ing)?|refer(?:ring)? to|address(?:ing)?|know) me (?:only )?(?:as |by )?(?:the name (?:of )?|my (?:real |full |first )?name,? )?(?<name>${any}(?: ${any})?)`,
  ),
  inAnyCase(
    'says what to be called',
    `\\b(?:you|people|friends|everyone|everybody|they) (?:can |may |could |should |must |will |just |all )?(?:call|refer to|address|know) me (?:as |by )?(?<name>${any}(?: ${any})?)`,
  ),
  inAnyCase(
    'says what to be called',
    `\\b(?:(?:like|prefer|want|wish|need|ask) to be (?:called|known as|referred to as|addressed as)|i go by|i am called|i'm called|i am known as|i'm known as|(?:change|set|update|make) my name (?:to|as|be)|use the name|use my name|i'm named|i am named|named me) (?:the name )?(?<name>${any}(?: ${any})?)`,
  ),
  withCapital(
    'introduces themselves',
    `\\b(?:[Tt]his is|[Ii]t'?s|[Ii]t is|[Ii]'?m|[Ii] am|THIS IS)(?: just| only| me)?,? (?<name>${proper})(?=[\\s.,!?;:-]|$)`,
  ),
  inAnyCase(
    'introduces themselves',
    `(?:^|[.,!?] ?|\\b(?:hi|hello|hey|yes|ok|so|and|alright|evening|morning|afternoon|there|mate|again|${[...firstNames].join('|')}) )(?:this is|this|it's|its|it is|i'm|im|i am|tis)(?: just| only| me)?,? (?<name>${known})${goesOn}`,
  ),
  inAnyCase(
    'says who is here',
    `(?:^|[,.!?-] ?|\\b(?:hi|hello|hey|it's|its|this is) )(?<name>${known}) (?:here|speaking|calling|texting)\\b`,
  ),
  withCapital(
    'says who is here',
    `(?:^|[,.!?-] ?|\\b(?:[Hh]i|[Hh]ello|[Hh]ey) )(?<name>${proper}) (?:here|speaking|calling|texting)\\b`,
  ),
  withCapital(
    'says where they are from',
    `^(?:(?:[Hh]i|[Hh]ello|[Hh]ey)[ ,.!]+)?(?<name>${proper}) (?:from|at) (?:number |no\\.? ?|flat |unit )?\\d`,
  ),
  inAnyCase(
    'signs',
    `(?:\\b(?:thanks|thank you|cheers|ta)(?:[,.!]+\\s*|\\n)|\\b(?:regards|best|best wishes)[,.!]*\\s+|\\s[-–~]\\s?|\\n|(?<!\\b(?:dr|mr|mrs|ms|miss|st)\\.)(?<=[.!?,]) (?:from )?)(?<name>${known})[.!x ]*$`,
  ),
  withCapital(
    'signs',
    `(?:\\b(?:[Tt]hanks|[Tt]hank you|[Cc]heers|[Tt]a)(?:[,.!]+\\s*|\\n)|\\b(?:[Rr]egards|[Bb]est|[Bb]est wishes|[Ll]ove|[Ss]incerely)[,.!]*\\s+|\\s[-–~]\\s?|\\n)(?<name>${proper})[.!x ]*$`,
  ),
]

/** "… Thanks Dave" at the end of a longer text signs it, unless Dave was greeted at its start. */
export const closingName = new RegExp(`\\b(?:thanks|thank you|cheers|ta) (?<name>${known})[.!x ]*$`, 'iu')

/** Words that follow "I'm" or stand before "here" and are no names. */
export const notNames: ReadonlySet<string> = new Set(
  `a an the at in on as by back asap anytime besides maybe whatever when if after before about for me number ur u r daddy mum mom mummy dad baby honey sweetheart boss crazy stupid old-fashioned anything something what nothing ishmael from to so not just looking having trying going calling writing texting there here home out locked stuck ready available free happy sorry sure interested wondering hoping new moving getting urgent urgently very really also still afraid only okay ok fine good great well now today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december it this that where who how is are am was be my been your our their his her its we you they he she one two three four no yes please thanks thank hello hi hey dear sir madam someone somebody anyone anybody nobody everyone everything customer tenant landlord owner water gas heat power help emergency plumber electrician english british american i later soon because then but and or with till until once twice right straight again any every all some more way cab taxi up down over off mobile phone cell landline between during morning afternoon evening night names name wrong god christmas urself yourself myself mine correct spelled spelt pronounced known long short common on't isn't`.split(
    ' ',
  ),
)

/** After a first name in small letters, these go on with the sentence. */
export const notSurnames: ReadonlySet<string> = new Set(
  'here from and or but calling speaking texting again with the your i we you he she it is was are am at in on to of for please thanks thank how what when where who why can could would will do did does have has had just my our not these this that there next door so if as by me us out up now then back need want look looking having got get regarding re about still also yesterday today tomorrow ok hi hello x xx xxx instead since only always each every when ever anymore'.split(
    ' ',
  ),
)
