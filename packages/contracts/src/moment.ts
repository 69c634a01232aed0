/** A moment: an ISO 8601 string with its zone on the wire, a Date on our side. */
import { z } from 'zod'

export const moment = z.codec(
  z.iso.datetime({
    offset: true,
    error: 'Write the moment as ISO 8601 with its zone, for example 2030-01-31T09:00:00Z.',
  }),
  z.date(),
  { decode: (written) => new Date(written), encode: (date) => date.toISOString() },
)
