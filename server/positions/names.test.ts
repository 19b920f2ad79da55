/** Names in bytes stand for what they stand for as text. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createNames } from './names.ts'

const anyName = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 6 })

test('a name is found among others wherever it stands, with what it stood for last', () => {
  const anyPut = fc.tuple(anyName, fc.integer())
  fc.assert(
    fc.property(fc.array(anyPut, { maxLength: 3000, size: 'max' }), anyName, (puts, other) => {
      const names = createNames<number>()
      for (const [name, value] of puts) names.put(name, value)
      const expected = new Map(puts)
      for (const name of [...expected.keys(), other]) {
        const bytes = Buffer.from(`"${name}"`, 'latin1')
        expect(names.find(bytes, 1, bytes.length - 1)).toBe(expected.get(name))
      }
    }),
    { numRuns: 20 },
  )
})

test('a name that is no ASCII stands for nobody in bytes', () => {
  const names = createNames<number>()
  names.put('车一', 1)
  const bytes = Buffer.from('车一')
  expect(names.find(bytes, 0, bytes.length)).toBeUndefined()
})
