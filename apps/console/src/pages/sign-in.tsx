// The way in: by the link that one was given, or with the operators' key.
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Brand } from '../shell/brand.tsx'
import { NotAnswered } from '../wire/ask.ts'
import { signIn } from '../wire/session.ts'

export function SignIn() {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [key, setKey] = useState('')
  const [trouble, setTrouble] = useState<string | null>(null)
  const [isAsking, setAsking] = useState(false)
  useEffect(() => {
    document.title = 'Sign in · JobRun'
  }, [])
  const enter = async () => {
    setAsking(true)
    setTrouble(null)
    try {
      await signIn(key.trim())
      queries.clear()
      await navigate({ to: '/' })
    } catch (error) {
      if (!(error instanceof NotAnswered)) throw error
      setTrouble(error.status === 401 ? 'That is not the key. It is the value of ADMIN_API_KEY.' : error.message)
    } finally {
      setAsking(false)
    }
  }
  return (
    <main className="sign-in">
      <form
        className="card"
        onSubmit={(event) => {
          event.preventDefault()
          void enter()
        }}
      >
        <Brand />
        <h1>Sign in</h1>
        <p className="soft">Open the link that you were given, or use the operators' key. The demo prints its link.</p>
        <div className="field">
          <label htmlFor="key">Key</label>
          <input
            id="key"
            className="input"
            type="password"
            autoComplete="current-password"
            required
            value={key}
            onChange={(event) => setKey(event.target.value)}
            aria-describedby="key-about"
            // biome-ignore lint/a11y/noAutofocus: the one thing that is asked for
            autoFocus
          />
          <small id="key-about">Kept for as long as this tab is open.</small>
        </div>
        {trouble && (
          <p className="inline-trouble" role="alert">
            {trouble}
          </p>
        )}
        <button type="submit" className="button" data-kind="firm" disabled={isAsking}>
          {isAsking ? 'A moment…' : 'Sign in'}
        </button>
      </form>
    </main>
  )
}
