/** All dangers, the deadliest first: the first that is met is the one told. */
import type { DangerRule } from './danger-rule.ts'
import { deadlyDangers } from './deadly-dangers.ts'
import { homeDangers } from './home-dangers.ts'
import { waterDangers } from './water-dangers.ts'

export const dangerRules: readonly DangerRule[] = [...deadlyDangers, ...waterDangers, ...homeDangers]
