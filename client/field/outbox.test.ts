/** The phone's outbox: in order, once each, and a refusal takes the steps that built on it along. */
import { expect, test } from 'vitest'
import {
  afterRefused,
  afterSent,
  emptyOutbox,
  expectedState,
  type Item,
  type Outbox,
  withoutRefused,
  withPhoto,
  withSos,
  withStep,
} from './outbox.ts'

const at = 1_700_000_000_000
const step = (
  box: Outbox,
  name: 'accept' | 'depart' | 'arrive' | 'finish' | 'backup',
  assignment = 7,
  version = 3,
) => withStep(box, { step: name, assignment, version, at, place: null })
const names = (box: Outbox) => box.items.map((item: Item) => (item.kind === 'step' ? item.step : item.kind))
const first = (box: Outbox): Item => box.items[0] as Item

test('each step has a key of its own, and the first carries the version that was seen', () => {
  const box = step(step(emptyOutbox, 'accept'), 'depart')
  const [accept, depart] = box.items
  expect(accept?.key).not.toBe(depart?.key)
  expect(accept).toMatchObject({ step: 'accept', seen: 3 })
  expect(depart).toMatchObject({ step: 'depart', seen: null })
})

test('a confirmed step hands its new version to the next of the same assignment only', () => {
  const box = step(step(step(emptyOutbox, 'accept', 7), 'accept', 8, 1), 'depart', 7)
  const after = afterSent(box, first(box), 4)
  expect(after.items).toMatchObject([
    { assignment: 8, seen: 1 },
    { assignment: 7, step: 'depart', seen: 4 },
  ])
})

test('a refused step takes along what built on it, and leaves the rest', () => {
  const box = withPhoto(step(step(step(emptyOutbox, 'accept'), 'depart'), 'accept', 8), 'a'.repeat(64), at)
  const words = { zh: '已被撤回', en: 'recalled' }
  const after = afterRefused(box, first(box), words)
  expect(names(after)).toEqual(['accept', 'photo'])
  expect(after.refused.map(({ words: said }) => said)).toEqual([words, null])
  expect(withoutRefused(after, first(box).key).refused).toHaveLength(1)
})

test('SOS goes before everything else, once', () => {
  const box = withSos(withSos(step(emptyOutbox, 'accept'), 17, at, null), 17, at, null)
  expect(names(box)).toEqual(['sos', 'accept'])
})

test('the same photo is queued once', () => {
  const hash = 'b'.repeat(64)
  expect(withPhoto(withPhoto(emptyOutbox, hash, at), hash, at).items).toHaveLength(1)
})

test('the phone shows the state its queued steps lead to, and skips what is not allowed', () => {
  const box = step(step(step(emptyOutbox, 'accept'), 'backup'), 'depart')
  expect(expectedState({ id: 7, state: 'dispatched' }, box.items)).toBe('enroute')
  expect(expectedState({ id: 7, state: 'recalled' }, box.items)).toBe('recalled')
  expect(expectedState({ id: 8, state: 'dispatched' }, box.items)).toBe('dispatched')
})
