// Small drawings, all decorative: the words beside them, or the button's name, say what they mean.
import type { ReactNode } from 'react'

function Drawing({ children, size = 20 }: { children: ReactNode; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  )
}

export const SendIcon = () => (
  <Drawing>
    <path d="M12 19V5m-6 6 6-6 6 6" />
  </Drawing>
)
export const PhoneIcon = () => (
  <Drawing>
    <path d="M6 3h3l2 5-2.500 1.500a12 12 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z" />
  </Drawing>
)
export const PhotoIcon = () => (
  <Drawing>
    <rect x="3" y="5" width="18" height="15" rx="3" />
    <circle cx="9" cy="11" r="1.6" />
    <path d="m4 18 5.5-4.5 3.5 3 3-2.5 4.5 4" />
  </Drawing>
)
export const PlusIcon = () => (
  <Drawing size={18}>
    <path d="M12 5v14M5 12h14" />
  </Drawing>
)
export const CrossIcon = () => (
  <Drawing size={18}>
    <path d="m6 6 12 12M18 6 6 18" />
  </Drawing>
)
export const CogIcon = () => (
  <Drawing size={18}>
    <path d="M4 7h10m4 0h2M4 17h2m4 0h10" />
    <circle cx="16" cy="7" r="2" />
    <circle cx="8" cy="17" r="2" />
  </Drawing>
)
export const ClockIcon = () => (
  <Drawing size={18}>
    <circle cx="12" cy="12" r="8.5" />
    <path d="M12 7.5V12l3 2" />
  </Drawing>
)
export const BulbIcon = () => (
  <Drawing size={18}>
    <path d="M9 18h6m-5 3h4M12 3a6 6 0 0 0-3.5 10.900c.6.5 1 1 1 2.100h5c0-1.100.4-1.600 1-2.100A6 6 0 0 0 12 3z" />
  </Drawing>
)
export const FaultIcon = () => (
  <Drawing size={18}>
    <path d="M13 3 5 14h6l-1 7 8-11h-6z" />
  </Drawing>
)

export function Ticks({ count }: { count: 0 | 1 | 2 }) {
  if (count === 0) return null
  return (
    <svg
      className="ticks"
      width="16"
      height="11"
      viewBox="0 0 18 12"
      fill="none"
      stroke="currentColor"
      aria-hidden="true"
    >
      <path strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" d="m1.5 6.5 3.5 3.5 7-8" />
      {count === 2 && <path strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" d="m9.5 9.5.5.5 7-8" />}
    </svg>
  )
}

export function Mark() {
  return (
    <svg className="mark" width="34" height="34" viewBox="0 0 32 32" aria-hidden="true">
      <path
        className="mark-ground"
        d="M9 3h14a7 7 0 0 1 7 7v7a7 7 0 0 1-7 7h-7l-7 6v-6a7 7 0 0 1-7-7v-7a7 7 0 0 1 7-7z"
      />
      <path className="mark-tick" d="m10 14 4.5 4.5L22.5 10" />
    </svg>
  )
}
