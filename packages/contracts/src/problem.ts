/** Every failure of the operator's API, as RFC 9457 has it. */
import { z } from 'zod'

export const problem = z.object({
  /** Stable, for programs: urn:jobrun:problem:<name>. */
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** What is wrong and what to do about it. */
  detail: z.string(),
  /** Each field that was refused, with its dotted path. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})

export type Problem = z.infer<typeof problem>
