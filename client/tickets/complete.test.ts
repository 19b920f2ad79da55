/** A new case is sent whole, or what is missing is said at its field. */
import { expect, test } from 'vitest'
import { Refusal } from '../api.ts'
import { english } from '../ui/words/english.ts'
import { complete, emptyDraft, fieldOf } from './complete.ts'

test('each missing field has its own words', () => {
  const read = complete({ ...emptyDraft, text: ' ' }, null, english)
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
  const draft = { ...emptyDraft, category: '0501', text: ' stall ', address: ' Bund ' }
  expect(complete(draft, [121.49, 31.24], english)).toEqual({
    ticket: { category: '0501', text: 'stall', address: 'Bund', place: [121.49, 31.24] },
  })
})

test('a petition is sent with its number and who complained', () => {
  const draft = { ...emptyDraft, category: '0501', text: 'stall', address: 'Bund' }
  const petition = { ...draft, source: 'petition' as const, externalId: ' X-1 ', name: ' 王 ', phone: '' }
  expect(complete(petition, [121.49, 31.24], english)).toMatchObject({
    ticket: { source: 'petition', externalId: 'X-1', complainant: { name: '王', phone: '' } },
  })
})

test('a refusal that points into the body is shown at that field', () => {
  const refusal = (where?: string) =>
    new Refusal({ status: 400, code: 'bad', message: { zh: '', en: '' }, ...(where ? { where } : {}) })
  expect(fieldOf(refusal('body/place/0'))).toBe('place')
  expect(fieldOf(refusal('body/category'))).toBe('category')
  expect(fieldOf(refusal('body/photos/1'))).toBe('photos')
  expect(fieldOf(refusal('body/externalId'))).toBe('source')
  expect(fieldOf(refusal('body/happenedAt'))).toBe('whole')
  expect(fieldOf(refusal())).toBe('whole')
})
