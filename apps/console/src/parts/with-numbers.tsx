// Words with phone numbers in them, each masked until somebody asks, like a number by itself.
import { AskablePhone, Phone } from './phone.tsx'

interface Given {
  children: string
  /** Inside rows and links, where nothing more can be pressed. */
  bare?: boolean
}

/** `+447700900301`, and as people group it. */
const number = /(\+\d(?: ?\d){7,14})(?!\d)/

export function WithNumbers({ children, bare = false }: Given) {
  const Shown = bare ? Phone : AskablePhone
  const parts = children.split(number)
  return parts.map((part, nth) => {
    const key = `${nth} ${part}`
    return nth % 2 === 0 ? <span key={key}>{part}</span> : <Shown key={key} number={part.replaceAll(' ', '')} />
  })
}
