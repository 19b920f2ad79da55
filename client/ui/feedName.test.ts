import { expect, test } from 'vitest'
import { feedName } from './feedName.ts'
import { chinese } from './words/chinese.ts'
import { english } from './words/english.ts'

test('a feed is told by the words of its source and its own name, a person is no feed', () => {
  expect(feedName('video:外滩 3:北', chinese)).toBe(`${chinese.sources.video} 外滩 3:北`)
  expect(feedName('video:Bund 3', english)).toBe(`${english.sources.video} Bund 3`)
  expect(feedName('wang', chinese)).toBeUndefined()
  expect(feedName('video', chinese)).toBeUndefined()
  expect(feedName('nobody:x', chinese)).toBeUndefined()
})
