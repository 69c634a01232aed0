// `expand[]=data.subscription`: ids become the objects they name. https://docs.stripe.com/api/expanding_objects
import type { FormValue } from './form.ts'
import { Refusal } from './refusal.ts'
import { type Shop, show, type Wire } from './shop.ts'
import { wireLineItems } from './wire-checkout.ts'

const deepest = 4

export function expand(shop: Shop, shown: Wire, how: { wanted: FormValue | undefined; version: string }): Wire {
  const paths = Array.isArray(how.wanted) ? how.wanted : []
  for (const path of paths) {
    const names = String(path).split('.')
    if (names.length > deepest)
      throw new Refusal(400, { message: 'You can expand at most 4 levels of a property.', param: 'expand' })
    open({ shop, version: how.version, path: String(path) }, shown, names)
  }
  return shown
}

function open(of: { shop: Shop; version: string; path: string }, node: unknown, [name, ...rest]: string[]): void {
  if (Array.isArray(node)) {
    for (const item of node) open(of, item, [name ?? '', ...rest])
    return
  }
  if (typeof node !== 'object' || node === null || name === undefined) return
  const holder = node as Wire
  const session = of.shop.books.sessions.get(String(holder.id))
  if (name === 'line_items' && session) holder.line_items = wireLineItems(session)
  if (!(name in holder))
    throw new Refusal(400, { message: `This property cannot be expanded (${of.path}).`, param: 'expand' })
  const value = holder[name]
  if (typeof value === 'string') holder[name] = show(of.shop, value, of.version) ?? value
  open(of, holder[name], rest)
}
