// The way in: the link that one was given holds a token, which opens a session once.
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { Brand } from '../shell/brand.tsx'
import { NotAnswered } from '../wire/ask.ts'
import { keepDemoPhones } from '../wire/demo.ts'
import { signIn } from '../wire/session.ts'

/** Out of the address at once, so that it is neither kept in the history nor read over a shoulder. */
function takeToken(): string {
  keepDemoPhones(window.location.search)
  const token = window.location.hash.slice(1)
  window.history.replaceState(window.history.state, '', window.location.pathname)
  return token
}

export function SignIn() {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [trouble, setTrouble] = useState<string | null>(null)
  const [isAsking, setAsking] = useState(false)
  useEffect(() => {
    document.title = 'Sign in · JobRun'
    const enter = async () => {
      const token = takeToken()
      if (token === '') return
      setAsking(true)
      setTrouble(null)
      try {
        await signIn(token)
        queries.clear()
        await navigate({ to: '/' })
      } catch (error) {
        if (!(error instanceof NotAnswered)) throw error
        setTrouble(error.message)
      } finally {
        setAsking(false)
      }
    }
    // A link that is opened while this page is shown changes only what stands behind the #.
    const onLink = () => void enter()
    onLink()
    window.addEventListener('hashchange', onLink)
    return () => window.removeEventListener('hashchange', onLink)
  }, [navigate, queries])
  return (
    <main className="sign-in">
      <div className="card">
        <Brand />
        <h1>Sign in</h1>
        {trouble && (
          <p className="inline-trouble" role="alert">
            {trouble}
          </p>
        )}
        <p className="soft">
          {isAsking
            ? 'A moment…'
            : 'Open the link that you were given: it opens once. An admin makes you a new one with'}
        </p>
        {!isAsking && (
          <pre>
            <code>npm run operator:add -- --name "Your name" --role operator</code>
          </pre>
        )}
      </div>
    </main>
  )
}
