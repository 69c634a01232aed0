// The page once the world is known: header, handsets side by side, and a trace beside them when one is open.
import { useEffect, useState } from 'react'
import type { Handset } from '../texts/handsets.ts'
import { openingTexts, wordsToTry } from '../texts/hints.ts'
import type { Failure } from '../wire/failures.ts'
import type { World } from '../wire/world.ts'
import { domIdOf, HandsetView, inputIdOf } from './handset.tsx'
import { PageHeader } from './page-header.tsx'
import { PhoneTabs } from './phone-tabs.tsx'
import { TracePanel } from './trace-panel.tsx'
import { useCalls } from './use-calls.ts'
import { useClock } from './use-clock.ts'
import { useHandsets } from './use-handsets.ts'
import { useTexts } from './use-texts.ts'
import { useWhy } from './use-why.ts'

export function Phones({ world, failures }: { world: World; failures: readonly Failure[] }) {
  const handsets = useHandsets(world)
  const texts = useTexts(handsets.all.map(({ number }) => number))
  const why = useWhy()
  const calls = useCalls(handsets.all)
  const clock = useClock()
  const [seen, setSeen] = useState<readonly string[]>([])
  const [visit, setVisit] = useState<{ handset: Handset } | null>(null)
  const { latest } = texts.thread

  useEffect(() => {
    if (!visit) return
    showPhone(visit.handset)
    document.getElementById(inputIdOf(visit.handset))?.focus({ preventScroll: true })
  }, [visit])

  const customer = handsets.all.find(({ id, role }) => role === 'customer' && seen.includes(id)) ?? handsets.all[0]
  const putWords = (handset: Handset | undefined, words: string) => {
    if (!handset) return
    handsets.setDraft(handset.id, words)
    setVisit({ handset })
  }
  const tryHint = (hint: string) => putWords(customer, wordsToTry(hint))
  const tryFailure = ({ label, phone, body }: Failure) => {
    if (phone) setVisit({ handset: handsets.add({ label, number: phone }) })
    else if (body) putWords(customer, `I need a tap fitted in Leeds ${body}`)
  }
  const arrivedAt = handsets.all.find(({ number }) => number === latest?.to)

  return (
    <div className="page" data-trace={why.openFor ? 'open' : 'closed'}>
      <PageHeader
        link={texts.link}
        clock={clock}
        hints={world.hints}
        failures={failures}
        onHint={tryHint}
        onFailure={tryFailure}
        onAdd={() => setVisit({ handset: handsets.add({}) })}
      />
      <PhoneTabs handsets={handsets.all} seen={seen} thread={texts.thread} onPick={showPhone} />
      <main className="handsets">
        {handsets.all.map((handset) => (
          <HandsetView
            key={handset.id}
            handset={handset}
            others={handsets.all.filter(({ id }) => id !== handset.id)}
            numbers={world.numbers}
            texts={texts}
            why={why}
            calls={calls}
            now={clock.now}
            draft={handsets.drafts[handset.id] ?? ''}
            openingTexts={openingTexts(world.hints)}
            onDraft={(draft) => handsets.setDraft(handset.id, draft)}
            onChange={(change) => handsets.change(handset.id, change)}
            onRemove={() => handsets.remove(handset.id)}
            onSeen={(visible) =>
              setSeen((before) => [...before.filter((id) => id !== handset.id), ...(visible ? [handset.id] : [])])
            }
          />
        ))}
      </main>
      <TracePanel why={why} />
      <p className="unseen" aria-live="polite">
        {latest && arrivedAt ? `New text on ${arrivedAt.label}’s phone: ${latest.body || 'a photo'}` : ''}
      </p>
    </div>
  )
}

function showPhone(handset: Handset): void {
  document.getElementById(domIdOf(handset))?.scrollIntoView({ inline: 'center', block: 'nearest' })
}
