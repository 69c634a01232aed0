// The handsets on the screen and what stands in their message boxes. Those added here survive a reload.
import { useEffect, useState } from 'react'
import { type Handset, oneMore, restored, worldHandsets } from '../texts/handsets.ts'
import type { World } from '../wire/world.ts'

const storedUnder = 'jobrun phones'

export interface Handsets {
  all: readonly Handset[]
  drafts: Readonly<Record<string, string>>
  add: (given: { label?: string; number?: string }) => Handset
  change: (id: string, change: Partial<Handset>) => void
  remove: (id: string) => void
  setDraft: (id: string, draft: string) => void
}

export function useHandsets(world: World): Handsets {
  const [all, setAll] = useState<readonly Handset[]>(() => {
    const own = worldHandsets(world)
    return [...own, ...restored(readStored(), own)]
  })
  const [drafts, setDrafts] = useState<Readonly<Record<string, string>>>({})
  useEffect(() => store(all.filter(({ added }) => added)), [all])
  const add = (given: { label?: string; number?: string }) => {
    const present = all.find(({ number }) => number === given.number)
    if (present) return present
    const handset = oneMore(all, world, given)
    setAll([...all, handset])
    return handset
  }
  return {
    all,
    drafts,
    add,
    change: (id, change) => setAll(all.map((one) => (one.id === id ? { ...one, ...change } : one))),
    remove: (id) => setAll(all.filter((one) => one.id !== id)),
    setDraft: (id, draft) => setDrafts((before) => ({ ...before, [id]: draft })),
  }
}

/** Where storage is forbidden the page works without it. */
function readStored(): string | null {
  try {
    return localStorage.getItem(storedUnder)
  } catch {
    return null
  }
}

function store(added: readonly Handset[]): void {
  try {
    localStorage.setItem(storedUnder, JSON.stringify(added))
  } catch {
    return
  }
}
