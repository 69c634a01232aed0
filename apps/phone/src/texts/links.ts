/** Finds web addresses in a text. Only http and https become links; everything else stays words. */
export interface Piece {
  words: string
  href: string | null
}

const address = /\bhttps?:\/\/[^\s<>"']+/gi

export function withLinks(body: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const met of body.matchAll(address)) {
    const words = met[0].replace(/[.,;:!?)\]]+$/, '')
    if (!isWebAddress(words)) continue
    if (met.index > at) pieces.push({ words: body.slice(at, met.index), href: null })
    pieces.push({ words, href: words })
    at = met.index + words.length
  }
  if (at < body.length) pieces.push({ words: body.slice(at), href: null })
  return pieces
}

function isWebAddress(words: string): boolean {
  if (!URL.canParse(words)) return false
  const { protocol, hostname } = new URL(words)
  return (protocol === 'http:' || protocol === 'https:') && hostname !== ''
}
