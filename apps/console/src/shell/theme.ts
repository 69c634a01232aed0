/** Light, dark, or as the machine has it; remembered in this browser. */
const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const NAME = 'jobrun-theme'

export function theme(): Theme {
  const kept = localStorage.getItem(NAME)
  return themes.find((one) => one === kept) ?? 'system'
}

export function showTheme(): void {
  document.documentElement.dataset.theme = theme()
}

export function nextTheme(): Theme {
  const next = themes[(themes.indexOf(theme()) + 1) % themes.length] ?? 'system'
  localStorage.setItem(NAME, next)
  showTheme()
  return next
}
