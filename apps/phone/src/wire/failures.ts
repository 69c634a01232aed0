// What the stand-ins can act out, each by a number that meets it or by a word in a text.
import { ask } from './answers.ts'

export interface Failure {
  of: 'texts' | 'calls' | 'ai'
  label: string
  phone?: string
  body?: string
}

export async function getFailures(): Promise<Failure[]> {
  return (await ask<{ items: Failure[] }>('./api/failures')).items
}
