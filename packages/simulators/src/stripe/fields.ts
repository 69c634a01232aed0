// Kinds of fields that several of Stripe's forms have.
import { z } from 'zod'

export const metadata = z
  .union([z.literal('').transform(() => ({})), z.record(z.string().max(40), z.string().max(500))])
  .refine((given) => Object.keys(given).length <= 50, 'metadata can have up to 50 keys')

export const yesNo = z.enum(['true', 'false']).transform((written) => written === 'true')
export const whole = z.coerce.number().int()

export const webAddress = z
  .string()
  .refine((written) => /^https?:\/\/./.test(written), 'Not a valid URL; URLs must begin with http or https.')
