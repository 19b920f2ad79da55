/** The phone's outbox: in order, once each, and a refusal takes the steps that built on it along. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Words } from '#contract/endpoint.ts'
import {
  afterRefused,
  afterSent,
  emptyOutbox,
  expectedState,
  type Item,
  type Outbox,
  type Refused,
  withItem,
  withoutRefused,
  withPhoto,
  withRetried,
  withStep,
} from './outbox.ts'

const at = 1_700_000_000_000
const step = (
  box: Outbox,
  name: 'accept' | 'depart' | 'arrive' | 'finish' | 'backup',
  assignment = 7,
  version = 3,
) => withStep(box, { step: name, assignment, version, at, place: null })
const photo = (box: Outbox, hash: string) => withPhoto(box, { hash, at, place: null, accuracy: null })
const note = (box: Outbox, key: string) =>
  withItem(box, { kind: 'note', key, at, place: null, ticket: 5, text: '围挡已加固' })
const names = (box: Outbox) => box.items.map((item: Item) => (item.kind === 'step' ? item.step : item.kind))
const first = (box: Outbox): Item => box.items[0] as Item
const recalled: Words = { zh: '已被撤回', en: 'recalled' }

test('each step has a key of its own, and the first carries the version that was seen', () => {
  const box = step(step(emptyOutbox, 'accept'), 'depart')
  const [accept, depart] = box.items
  expect(accept?.key).not.toBe(depart?.key)
  expect(accept).toMatchObject({ step: 'accept', seen: 3 })
  expect(depart).toMatchObject({ step: 'depart', seen: null })
})

test('a confirmed step hands its new version to the next of the same assignment only', () => {
  const box = step(step(step(emptyOutbox, 'accept', 7), 'accept', 8, 1), 'depart', 7)
  const after = afterSent(box, first(box), { version: 4 })
  expect(after.items).toMatchObject([
    { assignment: 8, seen: 1 },
    { assignment: 7, step: 'depart', seen: 4 },
  ])
})

test('a refused step takes along what built on it, and leaves the rest', () => {
  const box = note(
    photo(step(step(step(emptyOutbox, 'accept'), 'depart'), 'accept', 8), 'a'.repeat(64)),
    'n1',
  )
  const after = afterRefused(box, first(box), recalled)
  expect(names(after)).toEqual(['accept', 'photo', 'note'])
  expect(after.refused.map(({ words: said }) => said)).toEqual([recalled, null])
  expect(withoutRefused(after, first(box).key).refused).toHaveLength(1)
})

test('a refused step sent again is a new command on the version that is seen now', () => {
  const box = step(emptyOutbox, 'accept')
  const refused = afterRefused(box, first(box), recalled)
  const again = withRetried(refused, refused.refused[0] as Refused, 9)
  expect(again.refused).toEqual([])
  expect(again.items).toMatchObject([{ step: 'accept', seen: 9, at }])
  expect(first(again).key).not.toBe(first(box).key)
})

test('the same photo is queued once', () => {
  const hash = 'b'.repeat(64)
  expect(photo(photo(emptyOutbox, hash), hash).items).toHaveLength(1)
})

test('a finding that was filed is remembered by its case number, the last twenty of them', () => {
  let box = emptyOutbox
  for (let n = 1; n <= 22; n++) {
    box = note(box, `n${n}`)
    box = afterSent(box, first(box), {
      filed: { id: n, code: `26112500${n}`, category: '0501', openedAt: at },
    })
  }
  expect(box.items).toEqual([])
  expect(box.filed.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, i) => i + 3))
})

test('the phone shows the state its queued steps lead to, and skips what is not allowed', () => {
  const box = step(step(step(emptyOutbox, 'accept'), 'backup'), 'depart')
  expect(expectedState({ id: 7, state: 'dispatched' }, box.items)).toBe('enroute')
  expect(expectedState({ id: 7, state: 'recalled' }, box.items)).toBe('recalled')
  expect(expectedState({ id: 8, state: 'dispatched' }, box.items)).toBe('dispatched')
})

/** `queue`: a step of one of three assignments. `sent`, `refused`: what became of the first item. */
const happening = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constant('queue' as const), assignment: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constantFrom('sent' as const, 'refused' as const) }) },
)

test('whatever happens, nothing is lost or sent twice, the order stays, and the first always knows its version', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
      let box = emptyOutbox
      const queued: string[] = []
      const done: string[] = []
      for (const each of happenings) {
        const [item] = box.items
        if (each.what === 'queue') {
          box = step(box, 'backup', each.assignment)
          queued.push((box.items.at(-1) as Item).key)
        } else if (item && each.what === 'sent') {
          done.push(item.key)
          box = afterSent(box, item, { version: 4 })
        } else if (item) box = afterRefused(box, item, recalled)
        const waiting = box.items.map(({ key }) => key)
        expect(waiting).toEqual(queued.filter((key) => waiting.includes(key)))
        const all = [...done, ...waiting, ...box.refused.map(({ item: { key } }) => key)]
        expect(all.sort()).toEqual([...queued].sort())
        if (box.items.length > 0) expect(first(box)).not.toMatchObject({ seen: null })
      }
    }),
  )
})
