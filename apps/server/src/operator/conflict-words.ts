/** Whose a phone or a number is, in words that say what to do. */
import type { Conflict } from '@jobrun/db/operator/numbers'
import { type Refusal, refuse } from '../http/problem.ts'

export function refuseConflict(conflict: Conflict): Refusal {
  const detail = `${conflict.field}: ${conflictWords(conflict)}`
  return refuse(409, detail, { errors: [{ path: conflict.field, message: conflictWords(conflict) }] })
}

function conflictWords(conflict: Conflict): string {
  switch (conflict.because) {
    case 'owner-of':
      return `This is the phone of the owner of ${whose(conflict)}. Give another, or change that client first.`
    case 'number-of':
      return `This is the number of ${whose(conflict)}. Give another, or change that client first.`
    case 'ours':
      return `This is one of our own numbers (${conflict.role}). Give another.`
    case 'resting':
      return `This number rests${conflict.until ? ` until ${conflict.until.toISOString()}` : ''}, so that its old customers reach nobody else. Give another.`
    case 'reserved':
      return 'This number is reserved for a client that is signing up. Give another.'
    case 'other-region':
      return `This number belongs to ${conflict.region}. Give one of the client’s own country.`
  }
}

function whose({ clientId, businessName }: { clientId: string; businessName: string }): string {
  return `client ${clientId} (${businessName})`
}

export function refuseUnknownClient(id: string): Refusal {
  return refuse(404, `There is no client ${id}: GET /api/admin/clients lists them all.`)
}
