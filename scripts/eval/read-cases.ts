/** Files of cases, one JSON object a line. Input that cannot be used is refused with a sentence that says what to do. */
import { readFileSync } from 'node:fs'
import type { Case } from '../../packages/domain/src/rules/predict.ts'

/** The operator's input cannot be used; the message says what to do. */
export class Refused extends Error {}

export function readCases(file: string): Case[] {
  let lines: string[]
  try {
    lines = readFileSync(file, 'utf8').split('\n')
  } catch {
    throw new Refused(`Cannot read ${file}: give the path of a file of cases.`)
  }
  return lines.flatMap((line, at) => (line.trim() === '' ? [] : [readCase(line, `${file}:${at + 1}`)]))
}

function readCase(line: string, where: string): Case {
  let read: unknown
  try {
    read = JSON.parse(line)
  } catch {
    throw new Refused(`${where} is not JSON: each line must be one case, {"id", "suite", "text", …}.`)
  }
  const given = read as Partial<Case> | null
  if (typeof given?.id !== 'string' || typeof given.text !== 'string') {
    throw new Refused(`${where} has no "id" or "text": each line must be one case, {"id", "suite", "text", …}.`)
  }
  return { ...given, id: given.id, text: given.text, suite: given.suite ?? 'no suite' }
}
