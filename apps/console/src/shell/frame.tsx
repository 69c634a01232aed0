// What is around every page: where one can go, whether it is live, and the page itself.
import { Link, Outlet, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useLive } from '../live/use-live.ts'
import { News } from '../parts/news.tsx'
import { showAllNumbers, useAllShown } from '../parts/phone.tsx'
import { Waiting } from '../parts/states.tsx'
import { useKeys } from '../parts/use-keys.ts'
import { Brand } from './brand.tsx'
import { Icon } from './icon.tsx'
import { LiveMark } from './live-mark.tsx'
import type { Over } from './over.ts'
import { oftenUsed, type Place, usePlaces } from './places.ts'
import { RailTools } from './rail-tools.tsx'
import { useLeaving } from './use-leaving.ts'
import { paletteKey, usePaletteKeys } from './use-palette-keys.ts'
import { useRowKeys } from './use-row-keys.ts'
import { useWaiting, type WaitingCounts } from './use-waiting.ts'

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }))
const Help = lazy(async () => ({ default: (await import('./help.tsx')).Help }))

export function Frame() {
  const [over, setOver] = useState<Over>(null)
  const navigate = useNavigate()
  const waiting = useWaiting()
  useLive()
  useLeaving()
  usePaletteKeys(setOver, (to) => void navigate({ to }))
  const allShown = useAllShown()
  useRowKeys()
  useKeys({ '?': () => setOver('help'), n: () => showAllNumbers(!allShown) })
  return (
    <div className="console">
      <a className="skip" href="#page">
        Skip to the page
      </a>
      <Rail waiting={waiting} onOver={setOver} />
      <header className="bar">
        <Brand />
        <LiveMark />
        <button type="button" className="button" data-kind="quiet" data-icon="" onClick={() => setOver('palette')}>
          <Icon name="search" />
          <span className="unseen">Find or do something</span>
        </button>
      </header>
      <main className="page" id="page" tabIndex={-1}>
        <Suspense fallback={<Waiting what="the page" />}>
          <Outlet />
        </Suspense>
      </main>
      <nav className="tabs-below" aria-label="Pages, the most used">
        {oftenUsed.map((place) => (
          <PlaceLink key={place.to} place={place} waiting={waiting} bare />
        ))}
        <button type="button" onClick={() => setOver('palette')}>
          <Icon name="menu" size={20} />
          More
        </button>
      </nav>
      <Suspense>
        {over === 'palette' && <Palette onClose={() => setOver(null)} onHelp={() => setOver('help')} />}
        {over === 'help' && <Help onClose={() => setOver(null)} />}
      </Suspense>
      <News />
    </div>
  )
}

function Rail({ waiting, onOver }: { waiting: WaitingCounts; onOver: (over: Over) => void }) {
  return (
    <nav className="rail" aria-label="Pages">
      <Brand />
      <button type="button" className="find" onClick={() => onOver('palette')}>
        <Icon name="search" size={16} />
        Find or do
        <span className="kbd">{paletteKey}</span>
      </button>
      <ul className="rail-places">
        {usePlaces().map((place) => (
          <li key={place.to} {...(place.opensGroup ? { className: 'rail-gap' } : {})}>
            <PlaceLink place={place} waiting={waiting} />
          </li>
        ))}
      </ul>
      <div className="rail-foot">
        <LiveMark />
        <RailTools onHelp={() => onOver('help')} />
      </div>
    </nav>
  )
}

function PlaceLink({ place, waiting, bare = false }: { place: Place; waiting: WaitingCounts; bare?: boolean }) {
  const count = waiting[place.to]
  return (
    <Link
      to={place.to}
      activeOptions={{ exact: place.to === '/', includeSearch: false }}
      {...(bare ? {} : { className: 'place' })}
    >
      <Icon name={place.icon} size={bare ? 20 : 18} />
      {place.title}
      {count !== undefined && count > 0 && (
        <span className="badge" {...(place.to === '/incidents' ? { 'data-tone': 'bad' } : {})}>
          {count}
          <span className="unseen"> waiting</span>
        </span>
      )}
    </Link>
  )
}
