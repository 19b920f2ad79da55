/** Who is near and who is inside: exactly those, where they are drawn, among ten thousand. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LngLat } from '#contract/endpoint.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Contact, Unit, UnitKind } from '#contract/units.ts'
import { createPositions, letInFix } from '../../positions/store.ts'
import { metresBetween } from '../distance.ts'
import { type City, findInside, findWithin } from './finding.ts'

const NOW = 1_800_000_000_000
const bridge: LngLat = [121.4855, 31.2449]
const dryLand = () => false

const place = fc.tuple(
  fc.double({ min: 121.4, max: 121.6, noNaN: true }),
  fc.double({ min: 31.15, max: 31.35, noNaN: true }),
) as fc.Arbitrary<LngLat>

test('a circle holds exactly those within the distance, nearest first', () => {
  fc.assert(
    fc.property(
      fc.array(place, { maxLength: 60 }),
      place,
      fc.integer({ min: 10, max: 20_000 }),
      (places, centre, metres) => {
        const { found } = findWithin(city(places), { centre, metres, isAcross: dryLand })
        const near = places
          .map((each, index) => ({ id: index + 1, away: metresBetween(centre, each) }))
          .filter(({ away }) => away <= metres)
          .sort((a, b) => a.away - b.away || a.id - b.id)
        expect(found.map(({ id }) => id)).toEqual(near.map(({ id }) => id))
      },
    ),
  )
})

test('a unit is where it is reckoned to be, and at its fix where the map does not reckon', () => {
  const moving = city([])
  letInFix(moving.from, fixOf(1, bridge, { at: NOW - 10_000, speed: 20, heading: 90 }), false)
  const known = { ...moving.known, units: new Map([[1, unit(1)]]) }
  const look = (reckons: boolean) =>
    findWithin({ ...moving, known, reckons }, { centre: bridge, metres: 500, isAcross: dryLand }).found[0]
      ?.metres
  expect(look(true)).toBeCloseTo(200, 0)
  expect(look(false)).toBe(0)
})

test('open cases and vessels are found too, and a closed case is not', () => {
  const { known, ...rest } = city([bridge])
  const ticket = (id: number, state: Ticket['state']) => [id, { id, state, place: bridge } as Ticket] as const
  const { found } = findWithin(
    {
      ...rest,
      known: {
        units: new Map(),
        contacts: new Map([[1, { id: 1 } as Contact]]),
        tickets: new Map([ticket(7, 'filed'), ticket(8, 'closed')]),
      },
    },
    { centre: bridge, metres: 10, isAcross: dryLand },
  )
  expect(found.map(({ kind, id }) => `${kind} ${id}`)).toEqual(['contact 1', 'ticket 7'])
  expect(known.units.size).toBe(1)
})

test('who has to cross the river is told apart; a boat has not', () => {
  const { found } = findWithin(city([bridge, bridge], ['car', 'boat']), {
    centre: bridge,
    metres: 10,
    isAcross: () => true,
  })
  expect(found.map(({ across }) => across)).toEqual([true, false])
})

test('of ten thousand units a freehand ring of 500 corners finds those in the circle it follows', () => {
  const places = Array.from(
    { length: 10_000 },
    (_, index): LngLat => [
      121.4 + ((index * 7919) % 10_000) / 50_000,
      31.15 + ((index * 104_729) % 10_000) / 50_000,
    ],
  )
  const ring = Array.from({ length: 500 }, (_, corner): LngLat => {
    const angle = (corner / 500) * 2 * Math.PI
    return [121.5 + 0.05 * Math.cos(angle), 31.25 + 0.05 * Math.sin(angle)]
  })
  const inside = new Set(findInside(city(places), ring).units)
  places.forEach(([lng, lat], index) => {
    const away = Math.hypot(lng - 121.5, lat - 31.25)
    // Between the circle and its chords a corner's width stays open.
    if (Math.abs(away - 0.05) > 1e-5) expect(inside.has(index + 1)).toBe(away < 0.05)
  })
  expect(inside.size).toBeGreaterThan(1000)
})

test('who is hidden by the filter is neither near nor inside, and is counted', () => {
  const filtered = { ...city([bridge, bridge, bridge], ['car', 'boat', 'car']), isShown: isCar }
  const { found, hidden } = findWithin(filtered, { centre: bridge, metres: 10, isAcross: dryLand })
  expect([found.map(({ id }) => id), hidden]).toEqual([[1, 3], 1])
  const ring: LngLat[] = [
    [121.4, 31.2],
    [121.6, 31.2],
    [121.5, 31.3],
  ]
  const caught = findInside(filtered, ring)
  expect([caught.units, caught.hidden]).toEqual([[1, 3], 1])
})

const isCar = ({ kind }: Unit) => kind === 'car'

/** Units 1, 2, 3 … at these places. */
function city(places: readonly LngLat[], kinds: readonly UnitKind[] = []): City {
  const from = createPositions()
  const units = new Map<number, Unit>()
  places.forEach((at, index) => {
    letInFix(from, fixOf(index + 1, at, {}), false)
    units.set(index + 1, unit(index + 1, kinds[index]))
  })
  return {
    from,
    known: { units, contacts: new Map(), tickets: new Map() },
    now: NOW,
    reckons: true,
    isShown: () => true,
  }
}

const unit = (id: number, kind: UnitKind = 'car') => ({ id, kind }) as Unit

const fixOf = (
  mover: number,
  [lng, lat]: LngLat,
  rest: { at?: number; speed?: number; heading?: number },
) => ({
  mover,
  lng,
  lat,
  at: NOW,
  received: NOW,
  speed: Number.NaN,
  heading: Number.NaN,
  accuracy: Number.NaN,
  source: 0,
  skew: 0,
  ...rest,
})
