// Find or do something: pages, any client by name or number with their conversations, and what can be done anywhere.
import { listClients } from '@jobrun/contracts/clients'
import { useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useState } from 'react'
import { Autocomplete, Input, Menu, MenuItem, SearchField, useFilter } from 'react-aria-components'
import { Dialog } from '../parts/dialog.tsx'
import { showAllNumbers, useAllShown } from '../parts/phone.tsx'
import { usePages } from '../wire/answers.ts'
import { useSignOut } from '../wire/session.ts'
import { usePlaces } from './places.ts'
import { nextTheme } from './theme.ts'

interface Entry {
  id: string
  title: string
  kind: string
  act: () => void
}

export function Palette({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  const { contains } = useFilter({ sensitivity: 'base' })
  const [typed, setTyped] = useState('')
  const clients = useClients(useDeferredValue(typed.trim()))
  const named = useEntries(onHelp).filter(({ title }) => contains(title, typed.trim()))
  const entries = [...named, ...clients]
  return (
    <Dialog title="Find or do something" onClose={onClose}>
      <Autocomplete inputValue={typed} onInputChange={setTyped}>
        <SearchField aria-label="What are you looking for?" className="field" autoFocus>
          <Input className="input" placeholder="A page, a client, something to do" />
        </SearchField>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
        <section className="palette-around" tabIndex={0} aria-label="What was found">
          <Menu
            className="palette"
            aria-label="Found"
            items={entries}
            renderEmptyState={() => <p className="waiting">Nothing of that name.</p>}
            onAction={(key) => {
              onClose()
              entries.find(({ id }) => id === key)?.act()
            }}
          >
            {(entry) => (
              <MenuItem id={entry.id} className="palette-entry" textValue={entry.title}>
                {entry.title}
                <span>{entry.kind}</span>
              </MenuItem>
            )}
          </Menu>
        </section>
      </Autocomplete>
    </Dialog>
  )
}

/** Asked of the service, which knows all of them; none while nothing is written. */
function useClients(search: string): Entry[] {
  const navigate = useNavigate()
  const { items } = usePages(listClients, { query: { limit: '8', search } }, { enabled: search !== '' })
  if (search === '') return []
  return items.flatMap(({ id, businessName: title }) => [
    { id, title, kind: 'client', act: () => void navigate({ to: '/clients/$id', params: { id } }) },
    {
      id: `${id} conversations`,
      title,
      kind: 'their conversations',
      act: () => void navigate({ to: '/conversations', search: { client: id } }),
    },
  ])
}

function useEntries(onHelp: () => void): Entry[] {
  const navigate = useNavigate()
  const signOut = useSignOut()
  const shown = useAllShown()
  return [
    ...usePlaces().map(({ to, title }) => ({ id: to, title, kind: 'page', act: () => void navigate({ to }) })),
    {
      id: 'numbers shown',
      title: shown ? 'Hide the middle of phone numbers' : 'Show whole phone numbers',
      kind: 'do',
      act: () => showAllNumbers(!shown),
    },
    { id: 'colours', title: 'Change between light and dark', kind: 'do', act: () => void nextTheme() },
    { id: 'help', title: 'Keys and help', kind: 'do', act: onHelp },
    { id: 'sign out', title: 'Sign out', kind: 'do', act: signOut },
  ]
}
