// A person's own answer. It goes through the gate like every text, and says at once when it is held.
import { answerConversation } from '@jobrun/contracts/conversations'
import { type RefObject, useState } from 'react'
import { tell } from '../parts/news.tsx'
import { Icon } from '../shell/icon.tsx'
import { useChange } from '../wire/answers.ts'
import { sizeOf } from '../words/numbers.ts'
import type { Conversation } from './conversation.ts'

export function Composer({
  conversation,
  box,
}: {
  conversation: Conversation
  box: RefObject<HTMLTextAreaElement | null>
}) {
  const [words, setWords] = useState('')
  const [key, setKey] = useState(() => crypto.randomUUID())
  const answer = useChange(answerConversation)
  const send = () => {
    if (words.trim() === '' || answer.isPending) return
    answer.mutate(
      { params: { id: conversation.id }, headers: { 'idempotency-key': key }, body: { body: words } },
      {
        onSuccess: ({ state }) => {
          tell(state === 'HELD' ? 'Texts are paused, so yours is held: see Held.' : 'Your answer is on its way.')
          setWords('')
          setKey(crypto.randomUUID())
        },
      },
    )
  }
  if (conversation.optedOut)
    return (
      <p className="composer-none">They have opted out, so nothing can be sent. They can text START to opt in again.</p>
    )
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <label htmlFor="answer" className="unseen">
        Your answer
      </label>
      <textarea
        id="answer"
        ref={box}
        className="input"
        rows={2}
        maxLength={1_600}
        value={words}
        placeholder="Answer as a person (r)"
        onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
          event.preventDefault()
          send()
        }}
      />
      <button type="submit" className="button" data-kind="firm" disabled={words.trim() === '' || answer.isPending}>
        <Icon name="send" size={16} />
        Send
      </button>
      <p className="composer-about soft">
        {words === '' ? 'Enter sends, Shift and Enter begins a line.' : sizeOf(words)}
      </p>
      {answer.error && (
        <p className="inline-trouble" role="alert">
          {answer.error.message}
        </p>
      )}
    </form>
  )
}
