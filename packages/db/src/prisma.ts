/** Prisma over the pool that everything else uses. Types and failures of the database leave this package by here. */
import { PrismaPg } from '@prisma/adapter-pg'
import { type Prisma, PrismaClient } from './generated/client.ts'
import type { Pool } from './pool.ts'

export type { PrismaClient }
/** Inside a transaction. */
export type PrismaTx = Prisma.TransactionClient

/** Ending the pool stays with its owner. Messages are minimal: Prisma's full ones quote phone numbers and names. */
export function createPrisma(pool: Pool): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: 'minimal' })
}

/** Waits for a connection, then works: longer than Prisma's own 2 s and 5 s, for bursts on few connections. */
export const patient = { maxWait: 8_000, timeout: 10_000 }

const UNAVAILABLE = ['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037']
const UNAVAILABLE_WORDS =
  /timeout exceeded when trying to connect|connection terminated|ECONNREFUSED|ECONNRESET|the database system is|terminating connection|statement timeout|pool after calling end/i

/** The database could not be reached, or had no connection free in time: nothing is known to be wrong with the call. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return UNAVAILABLE.includes(codeOf(error)) || UNAVAILABLE_WORDS.test(error.message)
}

/** A unique key was taken by somebody else. */
export function isTaken(error: unknown): boolean {
  return error instanceof Error && codeOf(error) === 'P2002'
}

/** Two transactions waited for each other; this one was undone and may be tried again. */
export function isDeadlocked(error: unknown): boolean {
  return error instanceof Error && codeOf(error) === 'P2034'
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}
