// Stripe's forms: `line_items[0][price]=…` and `expand[]=…` as nested objects and lists. Reads names only, judges nothing.

export type FormValue = string | FormValue[] | { [name: string]: FormValue }
export interface Form {
  [name: string]: FormValue
}

type Node = Map<string, Node | string>

export function readForm(encoded: string): Form {
  const root: Node = new Map()
  for (const [name, value] of new URLSearchParams(encoded)) put(root, namesIn(name), value)
  return plain(root) as Form
}

function namesIn(name: string): string[] {
  const [first = '', ...rest] = name.split('[')
  return [first, ...rest.map((part) => part.replace(/\]$/, ''))]
}

function put(node: Node, [name = '', ...rest]: string[], value: string): void {
  const key = name === '' ? String(node.size) : name
  if (rest.length === 0) {
    node.set(key, value)
    return
  }
  const present = node.get(key)
  const child = present instanceof Map ? present : new Map<string, Node | string>()
  node.set(key, child)
  put(child, rest, value)
}

/** A node whose names are 0, 1, 2 … is a list. */
function plain(node: Node): FormValue {
  const entries = [...node].map(([name, child]) => [name, child instanceof Map ? plain(child) : child] as const)
  const isList = entries.length > 0 && entries.every(([name], index) => name === String(index))
  return isList ? entries.map(([, child]) => child) : Object.fromEntries(entries)
}
