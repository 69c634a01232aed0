import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import './look/controls.css'
import './look/page.css'
import './look/call.css'
import './look/handset.css'
import './look/conversation.css'
import './look/trace.css'
import { Page } from './page.tsx'

const place = document.getElementById('page')
if (!place) throw new Error('index.html has no element with the id page')
createRoot(place).render(
  <StrictMode>
    <Page />
  </StrictMode>,
)
