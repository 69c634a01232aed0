// What the demo world tells the page: whose phones there are, which numbers are ours, what to try.
import { ask } from './answers.ts'

export type Role = 'customer' | 'owner' | 'founder'

export interface WorldPhone {
  label: string
  number: string
  role: Role
  textsTo: string
}

export interface OurNumber {
  number: string
  label: string
  role: string
}

export interface World {
  phones: WorldPhone[]
  numbers: OurNumber[]
  hints: string[]
}

export async function getWorld(): Promise<World> {
  const world = await ask<Partial<World>>('./api/world')
  return { phones: world.phones ?? [], numbers: world.numbers ?? [], hints: world.hints ?? [] }
}
