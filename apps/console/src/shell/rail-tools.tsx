// The small things at the rail's foot: numbers shown or hidden, light or dark, help, and the way out.
import { useState } from 'react'
import { showAllNumbers, useAllShown } from '../parts/phone.tsx'
import { useSignOut } from '../wire/session.ts'
import { Icon } from './icon.tsx'
import { nextTheme, theme } from './theme.ts'

const themeWords = { system: 'as the machine has it', light: 'light', dark: 'dark' } as const

export function RailTools({ onHelp }: { onHelp: () => void }) {
  const allShown = useAllShown()
  const [shownTheme, setShownTheme] = useState(theme())
  const signOut = useSignOut()
  return (
    <div className="rail-tools">
      <button
        type="button"
        className="button"
        data-kind="quiet"
        data-icon=""
        aria-pressed={allShown}
        title={allShown ? 'Hide the middle of phone numbers' : 'Show whole phone numbers'}
        onClick={() => showAllNumbers(!allShown)}
      >
        <Icon name={allShown ? 'eye' : 'eyeShut'} />
        <span className="unseen">Show whole phone numbers</span>
      </button>
      <button
        type="button"
        className="button"
        data-kind="quiet"
        data-icon=""
        title={`Colours: ${themeWords[shownTheme]}`}
        onClick={() => setShownTheme(nextTheme())}
      >
        <Icon name={shownTheme} />
        <span className="unseen">Colours: {themeWords[shownTheme]}. Press to change.</span>
      </button>
      <button type="button" className="button" data-kind="quiet" data-icon="" title="Keys and help" onClick={onHelp}>
        <Icon name="help" />
        <span className="unseen">Keys and help</span>
      </button>
      <button
        type="button"
        className="button"
        data-kind="quiet"
        data-icon=""
        title="Sign out"
        onClick={() => void signOut()}
      >
        <Icon name="leave" />
        <span className="unseen">Sign out</span>
      </button>
    </div>
  )
}
