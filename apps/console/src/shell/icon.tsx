// Small drawings, all decorative: the words beside them, or the button's name, say what they mean.
const paths = {
  today: 'M4 13h6V4H4zM14 20h6v-9h-6zM14 4v3h6V4zM4 17v3h6v-3z',
  talk: 'M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-8l-5 4v-4H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z',
  leads: 'M4 5h4v14H4zM10 5h4v9h-4zM16 5h4v6h-4z',
  held: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM10 9v6M14 9v6',
  clients: 'M4 20V9l8-5 8 5v11M9 20v-6h6v6',
  numbers: 'M10 4 8 20M16 4l-2 16M4 9h16M4 15h16',
  ai: 'M12 4v3M12 17v3M4 12h3M17 12h3M8 8l-2-2M16 8l2-2M8 16l-2 2M16 16l2 2M12 9.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z',
  incidents: 'M12 4 2.500 20h19zM12 10v5M12 17.500v.2',
  alerts: 'M6 16V11a6 6 0 0 1 12 0v5l1.500 2h-15zM10 21h4',
  audit: 'M6 3h9l4 4v14H6zM14 3v5h5M9 12h7M9 16h7',
  menu: 'M4 7h16M4 12h16M4 17h16',
  close: 'M6 6l12 12M18 6 6 18',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5',
  system: 'M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16',
  light:
    'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.500 1.500M17.500 17.500 19 19M19 5l-1.500 1.500M6.500 17.500 5 19',
  dark: 'M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500z',
  eye: 'M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  eyeShut:
    'M3 3l18 18M10.500 5.200A10 10 0 0 1 12 5c6 0 10 7 10 7a17 17 0 0 1-3 3.700M6 6.500A16 16 0 0 0 2 12s4 7 10 7a9 9 0 0 0 4-1',
  leave: 'M14 4h5v16h-5M3 12h11M10 8l4 4-4 4',
  help: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.500 9.500a2.500 2.500 0 1 1 3.500 2.300c-.7.300-1 .900-1 1.700M12 16.500v.2',
  back: 'M15 5l-7 7 7 7',
  photo: 'M3 6h18v13H3zM3 16l5-4 4 3 3-2 6 4M8.500 9.500v.1',
  call: 'M6 3h3l2 5-2.500 1.500a12 12 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z',
  send: 'M12 19V5m-6 6 6-6 6 6',
} as const

export type IconName = keyof typeof paths

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  )
}
