/**
 * What to do about gas, fire and electric shock, by country. Code puts these lines in front; no brain writes them and
 * no switch holds them back. Sources: UK National Gas Emergency Service (0800 111 999) and 999; US 911.
 */
import type { Region } from '../region.ts'
import type { DangerKind } from '../rules/danger.ts'

export type MortalDanger = 'gas' | 'fire' | 'shock'

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

export function isMortal(kind: DangerKind): kind is MortalDanger {
  return kind === 'gas' || kind === 'fire' || kind === 'shock'
}

export function safetyLine(region: Region, kind: MortalDanger): string {
  return lines[region][kind]
}
