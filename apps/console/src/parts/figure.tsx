import type { ReactNode } from 'react'
import type { Tone } from '../words/codes.ts'

interface Given {
  title: string
  value: ReactNode
  about?: ReactNode
  tone?: Tone
}

export function Figure({ title, value, about, tone = 'plain' }: Given) {
  return (
    <div className="card figure-card" data-tone={tone}>
      <p className="soft">{title}</p>
      <p className="figure-value">{value}</p>
      {about && <p className="soft">{about}</p>}
    </div>
  )
}
