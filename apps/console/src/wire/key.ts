// The operators' key, for as long as this tab is open. Never written to disk, never shown.
const NAME = 'jobrun-key'

export function keepKey(key: string): void {
  sessionStorage.setItem(NAME, key)
}

export function forgetKey(): void {
  sessionStorage.removeItem(NAME)
}

export function keyHeader(): Record<string, string> {
  const key = sessionStorage.getItem(NAME)
  return key ? { authorization: `Bearer ${key}` } : {}
}
