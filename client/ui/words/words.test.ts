/** The two dictionaries say the same things. */
import { expect, test } from 'vitest'
import { chinese } from './chinese.ts'
import { english } from './english.ts'

/** Every path to a word. */
function paths(words: object, at = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? paths(value, `${at}${key}.`)
      : [`${at}${key}`],
  )
}

test('every Chinese key is in English too, and no other', () => {
  expect(paths(english).sort()).toEqual(paths(chinese).sort())
})

test('no word is empty or left in the other language', () => {
  const text = JSON.stringify(english)
  // The switch to Chinese is named in Chinese, as people who need it would read it.
  expect(text.replace('中文', '')).not.toMatch(/[\u4e00-\u9fff]/)
  expect(JSON.stringify(chinese)).not.toMatch(/""/)
  expect(text).not.toMatch(/""/)
})

test('no word is an emoji', () => {
  expect(JSON.stringify([chinese, english])).not.toMatch(/\p{Extended_Pictographic}/u)
})
