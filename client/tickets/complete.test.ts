/** A new case is sent whole, or what is missing is said at its field. */
import { expect, test } from 'vitest'
import { Refusal } from '../api.ts'
import { english } from '../ui/words/english.ts'
import { complete, fieldOf } from './complete.ts'

test('each missing field has its own words', () => {
  const read = complete({ category: null, priority: null, text: ' ', address: '' }, null, english)
  expect(read).toEqual({
    problems: {
      category: english.desk.form.needCategory,
      text: english.desk.form.needText,
      address: english.desk.form.needAddress,
      place: english.desk.form.needPlace,
    },
  })
})

test('a whole draft becomes a ticket; without a priority the category decides', () => {
  const draft = { category: '0501', priority: null, text: ' stall ', address: ' Bund ' }
  expect(complete(draft, [121.49, 31.24], english)).toEqual({
    ticket: { category: '0501', text: 'stall', address: 'Bund', place: [121.49, 31.24] },
  })
})

test('a refusal that points into the body is shown at that field', () => {
  const refusal = (where?: string) =>
    new Refusal({ status: 400, code: 'bad', message: { zh: '', en: '' }, ...(where ? { where } : {}) })
  expect(fieldOf(refusal('body/place/0'))).toBe('place')
  expect(fieldOf(refusal('body/category'))).toBe('category')
  expect(fieldOf(refusal('body/photos/1'))).toBe('whole')
  expect(fieldOf(refusal())).toBe('whole')
})
