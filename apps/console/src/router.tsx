// Every address of the console. What is around the pages loads first; each page when it is gone to.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router'
import { NotFound } from './pages/not-found.tsx'
import { PageFault } from './pages/page-fault.tsx'
import { Frame } from './shell/frame.tsx'

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: PageFault })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./pages/sign-in.tsx'), 'SignIn'),
})

const framed = createRoute({ getParentRoute: () => root, id: 'framed', component: Frame })

const page = <const Path extends string>(path: Path, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => framed, path, component })

/** Filters live in the address, so that a page can be sent to somebody. */
const wordOf = (search: Record<string, unknown>, name: string): string | undefined => {
  const value = search[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

const today = page(
  '/',
  lazyRouteComponent(() => import('./pages/today.tsx'), 'Today'),
)

const conversations = createRoute({
  getParentRoute: () => framed,
  path: '/conversations',
  validateSearch: (search) => ({ client: wordOf(search, 'client') }),
  component: lazyRouteComponent(() => import('./pages/conversations.tsx'), 'Conversations'),
})

const conversation = createRoute({
  getParentRoute: () => conversations,
  path: '$id',
  component: lazyRouteComponent(() => import('./talk/talk.tsx'), 'Talk'),
})

const clients = createRoute({
  getParentRoute: () => framed,
  path: '/clients',
  validateSearch: (search) => ({ search: wordOf(search, 'search'), show: wordOf(search, 'show') }),
  component: lazyRouteComponent(() => import('./pages/clients.tsx'), 'Clients'),
})

const client = page(
  '/clients/$id',
  lazyRouteComponent(() => import('./pages/client.tsx'), 'OneClient'),
)

const leads = createRoute({
  getParentRoute: () => framed,
  path: '/leads',
  validateSearch: (search) => ({ client: wordOf(search, 'client') }),
  component: lazyRouteComponent(() => import('./pages/leads.tsx'), 'Leads'),
})

const incidents = createRoute({
  getParentRoute: () => framed,
  path: '/incidents',
  validateSearch: (search) => ({ state: wordOf(search, 'state') }),
  component: lazyRouteComponent(() => import('./pages/incidents.tsx'), 'Incidents'),
})

const audit = createRoute({
  getParentRoute: () => framed,
  path: '/audit',
  validateSearch: (search) => ({
    client: wordOf(search, 'client'),
    who: wordOf(search, 'who'),
    kind: wordOf(search, 'kind'),
  }),
  component: lazyRouteComponent(() => import('./pages/audit.tsx'), 'Audit'),
})

const held = page(
  '/held',
  lazyRouteComponent(() => import('./pages/held.tsx'), 'Held'),
)
const numbers = page(
  '/numbers',
  lazyRouteComponent(() => import('./pages/numbers.tsx'), 'Numbers'),
)
const ai = page(
  '/ai',
  lazyRouteComponent(() => import('./pages/ai.tsx'), 'Ai'),
)
const alerts = page(
  '/alerts',
  lazyRouteComponent(() => import('./pages/alerts.tsx'), 'Alerts'),
)

const inside = [
  today,
  conversations.addChildren([conversation]),
  leads,
  held,
  clients,
  client,
  numbers,
  ai,
  incidents,
  alerts,
  audit,
]

export const router = createRouter({
  routeTree: root.addChildren([signIn, framed.addChildren(inside)]),
  defaultPreload: 'intent',
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
