import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './look/tokens.css'
import './look/parts.css'
import './look/shell.css'
import './look/pages.css'
import './look/talk.css'
import { queries, whenStranger } from './queries.ts'
import { router } from './router.tsx'
import { showTheme } from './shell/theme.ts'

showTheme()
whenStranger(() => void router.navigate({ to: '/sign-in' }))
const place = document.getElementById('console')
if (!place) throw new Error('index.html has no element with the id console')
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
)
