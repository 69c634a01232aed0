// Which texts an answer to a webhook asks Twilio to send. Knows <Message> and <Sms> only; other verbs do nothing here.

/** A plain-text answer is a reply too, as at Twilio. */
export function repliesIn(contentType: string, body: string): string[] {
  if (contentType === 'text/plain') return body.trim() ? [body.trim()] : []
  const replies = [...body.matchAll(/<(Message|Sms)\b[^>]*?(?:\/>|>([\s\S]*?)<\/\1>)/g)]
  return replies.map((match) => textOf(match[2] ?? '')).filter((text) => text !== '')
}

function textOf(inner: string): string {
  const explicit = /<Body\b[^>]*>([\s\S]*?)<\/Body>/.exec(inner)?.[1]
  return unescapeXml((explicit ?? inner).replace(/<Media\b[\s\S]*?<\/Media>/g, '')).trim()
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

function unescapeXml(text: string): string {
  return text
    .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1')
    .replace(/&#(x?)([0-9a-fA-F]+);/g, (_, hex: string, digits: string) =>
      String.fromCodePoint(Number.parseInt(digits, hex ? 16 : 10)),
    )
    .replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => entities[name] ?? '')
}
