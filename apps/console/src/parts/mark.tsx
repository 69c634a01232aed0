import type { ReactNode } from 'react'
import type { Tone } from '../words/codes.ts'

export function Mark({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className="mark" data-tone={tone}>
      {children}
    </span>
  )
}
