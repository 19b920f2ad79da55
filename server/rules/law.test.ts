/** The law of a place and time against its plain definition, and when it says it changes. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Verdict } from '#contract/rules.ts'
import { bookOf, type Case, lawCase } from './testing.cases.ts'
import { dateInShanghai, isInside, referenceLaw, type TestZone, weekday } from './testing.reference.ts'

const SEED = 20_261_125
const DAY = 86_400_000

const ask = ({ law, place, at }: Case): Verdict => bookOf(law).verdict('barbecue', place, at) as Verdict
const byDefinition = ({ law, place, at }: Case) => referenceLaw(law, 'barbecue', place, at)

test('500 cases on the edges of days, hours, versions and zones are judged as the definition judges them', () => {
  const cases = fc.sample(lawCase, { seed: SEED, numRuns: 500 })
  const told = new Map(cases.map((each) => [each, byDefinition(each)]))
  const wrong = cases.filter((each) => {
    const mine = ask(each)
    const right = told.get(each) as ReturnType<typeof byDefinition>
    const by = mine.rule === null ? 'default' : mine.exception ? 'exception' : 'week'
    return mine.effect !== right.effect || by !== right.by
  })
  expect(wrong).toEqual([])
  const count = (claim: (each: Case) => boolean) => cases.filter(claim).length
  // The table is worth its name only if each kind of edge is in it.
  for (const each of [1, 2, 3, 4, 5, 6, 7])
    expect(count(({ at }) => weekday(dateInShanghai(at)) === each)).toBeGreaterThan(20)
  expect(count((each) => told.get(each)?.by === 'exception')).toBeGreaterThan(50)
  expect(count((each) => told.get(each)?.by === 'default')).toBeGreaterThan(50)
  expect(count(({ at }) => (at + 8 * 3_600_000) % DAY === 0)).toBeGreaterThan(40)
  expect(count(isOnEdge)).toBeGreaterThan(40)
  expect(count(isAtVersion)).toBeGreaterThan(20)
  expect(count(isSinceYesterday)).toBeGreaterThan(30)
})

const isOnEdge = ({ law, place: [x, y] }: Case): boolean => {
  const nudge = 1 / 1024
  const sees = (zone: TestZone) =>
    new Set([-nudge, nudge].flatMap((dx) => [-nudge, nudge].map((dy) => isInside(zone, [x + dx, y + dy]))))
  return law.zones.some((zone) => isInside(zone, [x, y]) && sees(zone).size === 2)
}

const isAtVersion = ({ law, at }: Case): boolean =>
  law.rules.some(({ validFrom, validTo }) =>
    [validFrom, validTo].some((edge) => edge === at || edge === at + 1),
  )

/** Some rule's hours of the day before are still running. */
const isSinceYesterday = ({ law, at }: Case): boolean => {
  const yesterday = dateInShanghai(at - DAY)
  const minute = (at - Date.parse(`${yesterday}T00:00:00+08:00`)) / 60_000
  return law.rules.some(({ calendar }) =>
    calendar.week.some(
      ({ days, from, to }) => days.includes(weekday(yesterday)) && minute >= from && minute < to,
    ),
  )
}

test('an effect stays as it is until the moment it is said to change, and is another at it', () => {
  fc.assert(
    fc.property(
      lawCase,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 30, maxLength: 30 }),
      (each, shares) => {
        const { changes, effect } = ask(each)
        const effectAt = (at: number) => byDefinition({ ...each, at }).effect
        const end = changes?.at ?? each.at + 400 * DAY
        const between = [0, ...shares].map((share) => Math.floor(each.at + share * (end - 1 - each.at)))
        for (const at of [...between, end - 1]) expect(effectAt(at)).toBe(effect)
        if (!changes) return
        expect(changes.effect).not.toBe(effect)
        expect(effectAt(changes.at)).toBe(changes.effect)
      },
    ),
    { seed: SEED, numRuns: 150 },
  )
})

test('a change a year ahead is found as well as one tonight', () => {
  const [some] = fc.sample(lawCase, { seed: SEED, numRuns: 1 }) as [Case]
  const rule = {
    ...(some.law.rules[0] as Case['law']['rules'][number]),
    version: 1,
    validFrom: 0,
    validTo: null,
  }
  const always = { days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 1440 }
  const everywhere = {
    ...rule,
    zone: null,
    kind: null,
    river: null,
    effect: 'forbidden' as const,
    ended: false,
  }
  const exceptions = [
    {
      on: 'dates' as const,
      from: '2027-10-01',
      to: '2027-10-01',
      hours: [{ from: 600, to: 660 }],
      effect: 'allowed' as const,
    },
  ]
  const rules = [{ ...everywhere, calendar: { week: [always], exceptions } }]
  const behaviours = some.law.behaviours.map((each) => ({ ...each, effect: 'restricted' as const }))
  const law = { ...some.law, rules, behaviours }
  const asked = (date: string) => ask({ law, place: some.place, at: Date.parse(date) })
  // On that day the rule is silent but for an hour, and the default speaks.
  expect(asked('2026-10-05T12:00:00+08:00')).toMatchObject({
    effect: 'forbidden',
    changes: { at: Date.parse('2027-10-01T00:00:00+08:00'), effect: 'restricted' },
  })
  expect(asked('2027-10-01T09:00:00+08:00').changes).toEqual({
    at: Date.parse('2027-10-01T10:00:00+08:00'),
    effect: 'allowed',
  })
})

test('a rule taken in anew takes the place of what it said before, and of nothing else', () => {
  fc.assert(
    fc.property(lawCase, lawCase, (before, after) => {
      const grown = bookOf({ ...before.law, rules: [] })
      for (const rule of before.law.rules) grown.putRules([rule])
      expect(grown.verdict('barbecue', after.place, after.at)).toEqual(ask({ ...after, law: before.law }))
    }),
    { seed: SEED, numRuns: 100 },
  )
})
