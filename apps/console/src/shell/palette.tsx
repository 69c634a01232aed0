// Find or do something: pages, clients by name, and what can be done from anywhere.
import { listClients } from '@jobrun/contracts/clients'
import { useNavigate } from '@tanstack/react-router'
import { Autocomplete, Input, Menu, MenuItem, SearchField, useFilter } from 'react-aria-components'
import { Dialog } from '../parts/dialog.tsx'
import { showAllNumbers, useAllShown } from '../parts/phone.tsx'
import { useAnswer } from '../wire/answers.ts'
import { useSignOut } from '../wire/session.ts'
import { places } from './places.ts'
import { nextTheme } from './theme.ts'

interface Entry {
  id: string
  title: string
  kind: string
  act: () => void
}

export function Palette({ onClose, onHelp }: { onClose: () => void; onHelp: () => void }) {
  const { contains } = useFilter({ sensitivity: 'base' })
  const entries = useEntries(onHelp)
  return (
    <Dialog title="Find or do something" onClose={onClose}>
      <Autocomplete filter={contains}>
        <SearchField aria-label="What are you looking for?" className="field" autoFocus>
          <Input className="input" placeholder="A page, a client, something to do" />
        </SearchField>
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
      </Autocomplete>
    </Dialog>
  )
}

function useEntries(onHelp: () => void): Entry[] {
  const navigate = useNavigate()
  const signOut = useSignOut()
  const shown = useAllShown()
  const clients = useAnswer(listClients, { query: { limit: '100' } }).data?.items ?? []
  return [
    ...places.map(({ to, title }) => ({ id: to, title, kind: 'page', act: () => void navigate({ to }) })),
    ...clients.map(({ id, businessName }) => ({
      id,
      title: businessName,
      kind: 'client',
      act: () => void navigate({ to: '/clients/$id', params: { id } }),
    })),
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
