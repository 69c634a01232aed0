// The look of the stand-in's two pages: plain, no scripts, works on a phone.

export function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter)
}

/** `body` is HTML. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { max-width: 26rem; margin: 3rem auto; padding: 0 1rem }
small, .note { color: GrayText }
form { display: flex; flex-direction: column; gap: .75rem; margin-top: 1.5rem }
button, select, a.button { font: inherit; padding: .6rem .8rem; border-radius: .5rem; border: 1px solid GrayText; text-align: center }
button.main { background: #0a58ca; color: #fff; border-color: #0a58ca }
[role=alert] { border-left: 3px solid #c1121f; padding-left: .75rem }
</style>
</head>
<body>
<small>Simulated. No money moves.</small>
<h1>${escapeHtml(title)}</h1>
${body}
</body>
</html>`
}

export function money(amount: number, currency: string): string {
  return new Intl.NumberFormat('en-GB', { style: 'currency', currency: currency.toUpperCase() }).format(amount / 100)
}
