// The inside of a page: its title, what can be done, and its rows below one another.
import { type ReactNode, useEffect, useId } from 'react'

interface Given {
  title: string
  /** Shown instead of the title where that has more in it. */
  heading?: ReactNode
  about?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

export function Page({ title, heading, about, actions, children }: Given) {
  useEffect(() => {
    document.title = `${title} · JobRun`
  }, [title])
  return (
    <div className="page-inside">
      <header className="page-head">
        <h1>{heading ?? title}</h1>
        {about && <p>{about}</p>}
        {actions && <div className="actions">{actions}</div>}
      </header>
      {children}
    </div>
  )
}

export function Card({ title, actions, children }: { title?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  const titled = useId()
  return (
    <section className="card" {...(title ? { 'aria-labelledby': titled } : {})}>
      {(title || actions) && (
        <header className="card-head">
          {title && <h2 id={titled}>{title}</h2>}
          {actions && <div className="actions">{actions}</div>}
        </header>
      )}
      {children}
    </section>
  )
}
