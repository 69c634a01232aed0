import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const example = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8')
const source = readFileSync(new URL('./config.ts', import.meta.url), 'utf8')

/** A comment and the variable below it: `# What it is. Default: 3001` or `… Example: AC000`. */
const described = [...example.matchAll(/^# (.+)\n(# )?([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(
  ([, comment = '', hash, name = '', value = '']) => ({
    name,
    value,
    isSet: hash === undefined,
    default: /Default: (\S+)$/.exec(comment)?.[1],
    example: /Example: (\S+)$/.exec(comment)?.[1],
  }),
)

test('.env.example describes exactly the variables that config.ts reads, each once', () => {
  const read = [...source.matchAll(/^ {2}([A-Z][A-Z0-9_]*): /gm)].map(([, name]) => name)
  expect(read).toContain('TWILIO_AUTH_TOKEN')
  expect(described.map(({ name }) => name).toSorted()).toEqual(read.toSorted())
  expect(example.match(/^(# )?[A-Z][A-Z0-9_]*=/gm)).toHaveLength(read.length)
})

test('a copy of it, as it is, names every required variable that is still empty', () => {
  const copied = Object.fromEntries(described.filter(({ isSet }) => isSet).map(({ name, value }) => [name, value]))
  const refused = readConfig(copied)
  const missing = refused.ok ? [] : refused.problems.map((problem) => problem.split(' ', 1)[0])
  expect(missing.toSorted()).toEqual(Object.keys(copied).toSorted())
})

test('its examples are accepted, and its defaults are the defaults', () => {
  const examples = Object.fromEntries(described.flatMap(({ name, example }) => (example ? [[name, example]] : [])))
  const defaults = Object.fromEntries(described.flatMap(({ name, default: usual }) => (usual ? [[name, usual]] : [])))
  const read = readConfig(examples)
  expect(read).toMatchObject({ ok: true })
  expect(readConfig({ ...examples, ...defaults })).toEqual(read)
})

test('every commented line shows the default, or nothing', () => {
  for (const { value, isSet, default: usual } of described) expect(value).toBe(isSet ? '' : (usual ?? ''))
})
