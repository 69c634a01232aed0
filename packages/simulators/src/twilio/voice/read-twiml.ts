// A TwiML document as verbs with attributes, words and nested verbs. Refuses what is no well-formed <Response>.
import { SaxesParser } from 'saxes'

export interface Verb {
  name: string
  attributes: Readonly<Record<string, string>>
  /** Words directly inside it, blanks folded. */
  text: string
  verbs: Verb[]
}

export type ReadTwiml = { ok: true; verbs: Verb[] } | { ok: false; problem: string }

export function readTwiml(document: string): ReadTwiml {
  const root: Verb = { name: '', attributes: {}, text: '', verbs: [] }
  const open: Verb[] = [root]
  const parser = new SaxesParser()
  const addText = (text: string) => {
    const verb = open.at(-1)
    if (verb) verb.text += text
  }
  parser.on('opentag', (tag) => {
    const verb: Verb = {
      name: tag.name,
      attributes: { ...tag.attributes } as Record<string, string>,
      text: '',
      verbs: [],
    }
    open.at(-1)?.verbs.push(verb)
    open.push(verb)
  })
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const verb = open.pop()
    if (verb) verb.text = verb.text.replace(/\s+/g, ' ').trim()
  })
  try {
    parser.write(document).close()
  } catch (failure) {
    return { ok: false, problem: failure instanceof Error ? failure.message : String(failure) }
  }
  const [response] = root.verbs
  if (response?.name !== 'Response') return { ok: false, problem: 'The document is no <Response>.' }
  return { ok: true, verbs: response.verbs }
}
