/** Decides whether a text tells of somebody else's world (news, a post, an advert), not of the sender's own need. */
import { folded, plain } from './words.ts'

/** Marks of a post: nobody writes them to a plumber. */
const post = /(?:^|\s)(?:@\w+|#[a-z]\w+|RT\b|via @)/i

const link = /\bhttps?:\/\/\S+|\bwww\.\S+/i

const news =
  /\b(?:wildfires?|bushfires?|forest fires?|killed|dead in|injured in|police|firefighters?|evacuat\w+|breaking(?: news)?|reported|suspect|victims?|crash(?:es|ed)?|earthquake|tornado|hurricane|typhoon|bomb\w*|terror\w*|refugees|military|nuclear|headlines?|state of emergency|county|california|govt|government|minister|president)\b/i

/** Asked or told among neighbours. */
const neighbours =
  /\b(?:does|do|did|has|is|are) (?:anyone|anybody|everyone)(?:'s)? (?:else|know (?:why|what|when|if))\b|\banyone else\b|\bstay safe,? (?:everyone|everybody|all|folks|out there|people)\b|\b(?:pray(?:ing|ers)? (?:for|with)|thoughts (?:and prayers )?(?:are )?with)\b|\b(?:leaves?|left|leaving|hundreds|tens) (?:of )?(?:hundreds|thousands|millions)\b|\bstay alert\b|\bavoid the area\b/i

/** True for posts and news. A link alone is not enough when the sender speaks of "my" or "our". */
export function isElsewhere(text: string): boolean {
  const read = folded(text)
  if (post.test(read) || neighbours.test(read)) return true
  const own = /\b(?:my|our|i'm|we're|we|i)\b/.test(plain(text))
  if (link.test(read) && !/\b(?:my|our|i'm|we're|i've|we've|i have|we have|please)\b/.test(plain(text))) return true
  if (!own && isHeadline(read)) return true
  return news.test(read) && !own
}

/** Headlines Capitalise Nearly Every Word. */
function isHeadline(read: string): boolean {
  const words = read.match(/\p{L}{4,}/gu) ?? []
  const capitals = words.filter((word) => /^\p{Lu}\p{Ll}/u.test(word))
  return words.length >= 5 && capitals.length / words.length > 0.7
}
