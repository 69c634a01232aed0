import { expect, test } from 'vitest'
import { readDialled } from './dialled.ts'

const GB = '+447700900301'
const US = '+12025550120'

test.each([
  ['**61*+447700900100**20#', GB, { kind: 'code', digits: '**61*+447700900100**20#' }],
  ['** 61 * +44 7700 900100 #', GB, { kind: 'code', digits: '**61*+447700900100#' }],
  ['##002#', GB, { kind: 'code', digits: '##002#' }],
  ['*71 202 555 0110', US, { kind: 'code', digits: '*712025550110' }],
  ['+44 7700 900200', GB, { kind: 'number', number: '+447700900200' }],
  ['07700 900200', GB, { kind: 'number', number: '+447700900200' }],
  ['(202) 555-0110', US, { kind: 'number', number: '+12025550110' }],
  ['', GB, { kind: 'unclear' }],
  ['*', GB, { kind: 'unclear' }],
  ['Dave', GB, { kind: 'unclear' }],
  ['12', GB, { kind: 'unclear' }],
])('%j dialled on %s', (written, from, read) => {
  expect(readDialled(written, from)).toEqual(read)
})
