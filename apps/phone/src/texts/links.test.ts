import { expect, test } from 'vitest'
import { withLinks } from './links.ts'
import { photoAddress } from './photo-address.ts'

test('a web address becomes a link, without the full stop after it', () => {
  expect(withLinks('Book here: https://book.example.com/a?b=1. Thanks')).toEqual([
    { words: 'Book here: ', href: null },
    { words: 'https://book.example.com/a?b=1', href: 'https://book.example.com/a?b=1' },
    { words: '. Thanks', href: null },
  ])
})

test.each([
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '<a href="x">x</a>',
  'www.example.com',
  'http://',
])('%s stays words', (body) => {
  expect(withLinks(body)).toEqual([{ words: body, href: null }])
})

test('nothing of a text is lost', () => {
  const body = '(see http://a.example/x) and "https://b.example"!'
  expect(
    withLinks(body)
      .map(({ words }) => words)
      .join(''),
  ).toBe(body)
})

test('photos are loaded from our own origin only', () => {
  expect(photoAddress('http://127.0.0.1:4010/media/MM1/ME1')).toBe('./media/MM1/ME1')
  expect(photoAddress('https://elsewhere.example/pixel.png')).toBeNull()
  expect(photoAddress('nonsense')).toBeNull()
})
