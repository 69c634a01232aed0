/** A client's own words in place of our templates: plain text with {business}, {owner} and {link} in it. */
import { foldToPlain } from '../outbox/segments.ts'

export const templateKinds = ['booking-link', 'owner-will-be-in-touch', 'decline', 'holding', 'text-back'] as const
export type TemplateKind = (typeof templateKinds)[number]

export type ClientTemplates = Readonly<Partial<Record<TemplateKind, string>>>

export interface Filling {
  businessName: string
  ownerName: string | null
  bookingUrl: string | null
}

export function filled(words: string, { businessName, ownerName, bookingUrl }: Filling): string {
  const parts: Readonly<Record<string, string>> = {
    '{business}': businessName,
    '{owner}': ownerName ?? 'the owner',
    '{link}': bookingUrl ?? '',
  }
  return foldToPlain(words.replace(/\{(?:business|owner|link)\}/g, (name) => parts[name] ?? name))
}

/** Theirs, where they have some; whoever uses it falls back to ours where it does not fit. */
export function theirs(kind: TemplateKind, templates: ClientTemplates | undefined, filling: Filling): string[] {
  const words = templates?.[kind]
  return words === undefined ? [] : [filled(words, filling)]
}
