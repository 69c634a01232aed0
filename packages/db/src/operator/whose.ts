/** Of whom rows are asked for: of one client, of several, or of everybody (undefined). */
export type Whose = string | readonly string[] | undefined

/** As Prisma asks. */
export function whoseRows(whose: Whose): { clientId?: string | { in: string[] } } {
  if (whose === undefined) return {}
  return { clientId: typeof whose === 'string' ? whose : { in: [...whose] } }
}

/** As SQL asks; null: everybody. */
export function whoseIds(whose: Whose): readonly string[] | null {
  if (whose === undefined) return null
  return typeof whose === 'string' ? [whose] : whose
}
