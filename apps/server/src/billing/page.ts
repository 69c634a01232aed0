/** What owners see at our own links where they are not sent on to Stripe. Fixed words only, so there is nothing to escape. */
export interface Page {
  status: number
  title: string
  words: string
}

export const pages = {
  unknown: {
    status: 404,
    title: 'This link does not work',
    words: 'It may be old. Text BILLING to JobRun for a new one, or answer our last text.',
  },
  byHand: {
    status: 200,
    title: 'A person arranges your payment',
    words: 'We will be in touch by text. There is nothing to do here.',
  },
  paid: { status: 200, title: 'Already paid', words: 'Thank you! All goes on by text: look at your messages.' },
  done: {
    status: 200,
    title: 'Thank you',
    words: 'As soon as your payment is confirmed we text you what comes next. You can close this page.',
  },
  closed: {
    status: 200,
    title: 'Not paid yet',
    words: 'Nothing was taken. Open the link in our text again whenever you like.',
  },
  away: {
    status: 503,
    title: 'One moment, please',
    words: 'The payment page cannot be reached just now. Please open the link again in a minute.',
  },
} as const satisfies Record<string, Page>

export function showPage({ title, words }: Page): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · JobRun</title>
<style>
body { margin: 0; min-height: 100vh; display: grid; place-content: center; padding: 1.5rem; box-sizing: border-box;
  font: 1.05rem/1.5 system-ui, sans-serif; color: #1b1f24; background: #f6f7f9; }
main { max-width: 26rem; padding: 2rem; border-radius: 1rem; background: #fff; box-shadow: 0 1px 3px #0002; }
h1 { margin: 0 0 .5rem; font-size: 1.4rem; }
p { margin: 0; }
@media (prefers-color-scheme: dark) { body { color: #e8eaed; background: #14171a; } main { background: #1f2429; } }
</style>
</head>
<body><main><h1>${title}</h1><p>${words}</p></main></body>
</html>`
}
