// Asks for the world until it is there, then shows its phones.
import { useEffect, useState } from 'react'
import { Phones } from './components/phones.tsx'
import { NotAnswered } from './wire/answers.ts'
import { backoffMs } from './wire/backoff.ts'
import { type Failure, getFailures } from './wire/failures.ts'
import { getWorld, type World } from './wire/world.ts'

export function Page() {
  const [ready, setReady] = useState<{ world: World; failures: readonly Failure[] } | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [failures, setFailures] = useState(0)
  useEffect(() => {
    if (ready) return
    let gone = false
    const look = async () => {
      try {
        const [world, menu] = await Promise.all([getWorld(), getFailures().catch(() => [])])
        if (!gone) setReady({ world, failures: menu })
      } catch (error) {
        if (gone) return
        setTrouble(error instanceof NotAnswered ? error.message : 'The demo world could not be read.')
        setFailures((before) => before + 1)
      }
    }
    const timer = setTimeout(() => void look(), failures === 0 ? 0 : backoffMs(failures))
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [ready, failures])
  if (ready) return <Phones {...ready} />
  return (
    <main className="waiting" role="status">
      <h1>JobRun phones</h1>
      <p>{trouble ?? 'Fetching the phones…'}</p>
      {trouble && <p>Trying again by itself.</p>}
    </main>
  )
}
