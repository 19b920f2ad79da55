/** Counts in English. */
import { expect, test } from 'vitest'
import { counted, wordFor } from './counted.ts'

test('one of a thing is told in the singular, none and several in the plural', () => {
  expect([0, 1, 2].map((count) => counted(count, 'zone'))).toEqual(['0 zones', '1 zone', '2 zones'])
})

test('a count that was written already is told the same', () => {
  expect([counted('1', 'message'), counted('1,001', 'message')]).toEqual(['1 message', '1,001 messages'])
})

test('a word may be irregular, and bring its verb along', () => {
  expect([counted(1, 'person is', 'people are'), counted(2, 'person is', 'people are')]).toEqual([
    '1 person is',
    '2 people are',
  ])
})

test('the word stands alone where it does not follow the count', () => {
  expect([wordFor(1, 'zone'), wordFor(2, 'zone')]).toEqual(['zone', 'zones'])
})
