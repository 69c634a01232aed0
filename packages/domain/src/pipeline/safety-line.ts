/**
 * What to do about gas, fire and electric shock, by country. Code puts these lines in front; no brain writes them and
 * no switch holds them back. Sources: UK National Gas Emergency Service (0800 111 999) and 999; US 911.
 */
import type { Region } from '../region.ts'
import type { DangerKind } from '../rules/danger.ts'

type MortalDanger = 'gas' | 'fire' | 'shock'

const lines: Record<Region, Record<MortalDanger, string>> = {
  GB: {
    gas: 'If you smell gas or feel unwell: get everyone out now, touch no switches or flames, and from outside ring the gas emergency line on 0800 111 999. Life in danger: 999.',
    fire: 'Fire or smoke: get everyone out now, stay out, and ring 999.',
    shock: 'Electric shock: do not touch the wires, or anyone they hold. Keep everyone well away and ring 999.',
  },
  US: {
    gas: 'If you smell gas or feel unwell: get everyone out now, touch no switches or flames, and from outside call 911.',
    fire: 'Fire or smoke: get everyone out now, stay out, and call 911.',
    shock: 'Electric shock: do not touch the wires, or anyone they hold. Keep everyone well away and call 911.',
  },
}

const mortal: Partial<Record<DangerKind, MortalDanger>> = { gas: 'gas', fire: 'fire', smoke: 'fire', shock: 'shock' }

/** The line for a danger to life; null for a danger that is only the owner's to mend. */
export function safetyLineFor(region: Region, kind: DangerKind): string | null {
  const danger = mortal[kind]
  return danger ? lines[region][danger] : null
}
