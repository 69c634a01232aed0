// What ends when a page is left: numbers that were shown are masked again, and the keyboard goes on in the new page.
import { useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { showAllNumbers } from '../parts/phone.tsx'

export function useLeaving(): void {
  const path = useLocation({ select: ({ pathname }) => pathname })
  const before = useRef(path)
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    showAllNumbers(false)
    const page = document.getElementById('page')
    // Whoever goes through a list beside what it opens stays in the list.
    if (page && !page.contains(document.activeElement)) page.focus()
  }, [path])
}
