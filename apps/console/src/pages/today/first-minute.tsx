// The demo's first minute: shown where there are phones to text from, until it is put away.
import { useState } from 'react'
import { demoPhones } from '../../wire/demo.ts'

const NAME = 'jobrun-first-minute'

export function FirstMinute() {
  const phones = demoPhones()
  const [isOver, setOver] = useState(localStorage.getItem(NAME) === 'over')
  if (phones === null || isOver) return null
  return (
    <section className="card first-minute" aria-label="Your first minute">
      <h2>Your first minute</h2>
      <ol>
        <li>
          Open{' '}
          <a href={phones} target="jobrun-phones">
            the phones
          </a>{' '}
          in a second tab and text Dave's Plumbing as a customer: “burst pipe in the kitchen, 12 Elm Road Leeds”.
        </li>
        <li>
          Come back: it is at the top of Conversations. Open it and press <span className="kbd">w</span> to see why it
          was answered so.
        </li>
        <li>
          Press <span className="kbd">r</span>, write to the customer yourself, and see it arrive on the phone.
        </li>
      </ol>
      <button
        type="button"
        className="button"
        data-small=""
        onClick={() => {
          localStorage.setItem(NAME, 'over')
          setOver(true)
        }}
      >
        Put this away
      </button>
    </section>
  )
}
