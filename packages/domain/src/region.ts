/** The countries JobRun serves, as ISO 3166-1 alpha-2. A new one needs a safety line before it compiles. */
export const regions = ['GB', 'US'] as const
export type Region = (typeof regions)[number]
