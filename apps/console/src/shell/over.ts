/** What lies over the page. */
export type Over = 'palette' | 'help' | null
