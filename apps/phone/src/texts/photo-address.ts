/**
 * Where to load a text's photo from. The stand-in names its own address, which the reader's browser may not reach:
 * what it keeps under /media is asked of our own origin. Anything elsewhere is never loaded by itself.
 */
export function photoAddress(url: string): string | null {
  if (!URL.canParse(url)) return null
  const { pathname } = new URL(url)
  return /^\/media\/[\w-]+\/[\w-]+$/.test(pathname) ? `.${pathname}` : null
}
