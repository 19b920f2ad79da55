/** The filter: what it lets through, and that the counts beside each choice tell what choosing it would show. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Organisation } from '#contract/city.ts'
import { dutyTags, type Unit, unitKinds, unitStatus } from '#contract/units.ts'
import { everything, type Filter, gatesOf, isInForce, passes } from './filter.ts'
import { countFiltered } from './filterCounts.ts'

const body = (id: number, parent: number | null) => ({
  id,
  parent,
  kind: 'squad',
  code: '',
  name: '',
  nameEn: '',
})
/** A bureau 1 with districts 2 and 3, and squads 4 and 5 under 2, 6 under 3. */
const organisations = [
  body(1, null),
  body(2, 1),
  body(3, 1),
  body(4, 2),
  body(5, 2),
  body(6, 3),
] as Organisation[]

const units = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...unitKinds),
      duty: fc.constantFrom('on', 'break', 'off'),
      tags: fc.uniqueArray(fc.constantFrom(...dutyTags)),
      organisation: fc.constantFrom(2, 4, 5, 6),
      sos: fc.constantFrom(null, null, null, { at: 0, place: null, by: 'x' }),
    }),
    { maxLength: 60 },
  )
  .map((some) => new Map(some.map((unit, i) => [i + 1, { id: i + 1, ...unit } as unknown as Unit])))

const chosen = <T>(...values: T[]) => fc.subarray(values).map((some): ReadonlySet<T> => new Set(some))
const filters: fc.Arbitrary<Filter> = fc.record({
  kinds: chosen(...unitKinds),
  statuses: chosen('idle', 'off', 'sos'),
  tags: chosen(...dutyTags),
  organisations: chosen(2, 3, 4, 5, 6),
})

const shownBy = (all: ReadonlyMap<number, Unit>, filter: Filter): Unit[] => {
  const gates = gatesOf(filter, organisations)
  return [...all.values()].filter((unit) => passes(gates, unit, unitStatus(unit, undefined)))
}

test('an empty filter shows everybody and is not in force', () => {
  fc.assert(fc.property(units, (all) => shownBy(all, everything).length === all.size))
  expect(isInForce(everything)).toBe(false)
  expect(isInForce({ ...everything, tags: new Set(['expo']) })).toBe(true)
})

test('a unit that calls for help passes every filter', () => {
  fc.assert(
    fc.property(units, filters, (all, filter) => {
      const calling = [...all.values()].filter(({ sos }) => sos)
      expect(shownBy(all, filter)).toEqual(expect.arrayContaining(calling))
    }),
  )
})

test('what a choice counts is what choosing it alone in its sort would show', () => {
  fc.assert(
    fc.property(units, filters, (all, filter) => {
      const counts = countFiltered({ units: all, activeByUnit: new Map() }, filter, organisations)
      expect(counts.shown).toBe(shownBy(all, filter).length)
      expect(counts.total).toBe(all.size)
      const notCalling = (some: Unit[]) => some.filter(({ sos }) => !sos).length
      const calling = (is: (unit: Unit) => boolean) =>
        [...all.values()].filter((unit) => unit.sos && is(unit)).length
      for (const kind of unitKinds) {
        const alone = notCalling(shownBy(all, { ...filter, kinds: new Set([kind]) }))
        expect(counts.kinds.get(kind) ?? 0).toBe(alone + calling((unit) => unit.kind === kind))
      }
      for (const tag of dutyTags) {
        const alone = notCalling(shownBy(all, { ...filter, tags: new Set([tag]) }))
        expect(counts.tags.get(tag) ?? 0).toBe(alone + calling(({ tags }) => tags.includes(tag)))
      }
      for (const district of [2, 3]) {
        const alone = notCalling(shownBy(all, { ...filter, organisations: new Set([district]) }))
        const isUnder = ({ organisation }: Unit) => (district === 2 ? organisation !== 6 : organisation === 6)
        expect(counts.organisations.get(district) ?? 0).toBe(alone + calling(isUnder))
      }
    }),
  )
})

test('a district stands for all its squads', () => {
  const all = new Map([4, 5, 6].map((organisation) => [organisation, { organisation, duty: 'on' } as Unit]))
  const filter = { ...everything, organisations: new Set([2]) }
  expect(shownBy(all, filter).map(({ organisation }) => organisation)).toEqual([4, 5])
})
