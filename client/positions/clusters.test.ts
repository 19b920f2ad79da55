/** Clusters: the counts add up whatever the crowd, nobody who matters is in one, and cells stay where they are. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Assignment } from '#contract/assignments.ts'
import type { Unit } from '#contract/units.ts'
import { ALONE, CONTACT, tallies, UNSEEN } from './clusterCells.ts'
import { clusterAt, clusterBounds, createClusters, gather } from './clusters.ts'
import { mercatorOf } from './mercator.ts'
import { writeStandings } from './standings.ts'
import { createPositions, letInFix, type Positions } from './store.ts'

const NOW = Date.UTC(2026, 10, 25, 6, 0, 0)
type Seen = { readonly lng: number; readonly lat: number; readonly standing: number }

/** In the city, three kilometres apart at most times, so that cells are crowded and empty. */
const seen = fc.record({
  lng: fc.double({ min: 121.2, max: 121.8, noNaN: true }),
  lat: fc.double({ min: 31.0, max: 31.4, noNaN: true }),
  standing: fc.constantFrom(0, 1, 2, 3, 4, CONTACT, ALONE, UNSEEN),
})
const crowd = fc.array(seen, { maxLength: 300 })
const level = fc.constantFrom(8, 9, 10, 11)

function placed(all: readonly Seen[]): { from: Positions; standings: Uint8Array } {
  const from = createPositions()
  for (const [i, { lng, lat }] of all.entries()) see(from, i + 1, lng, lat)
  return { from, standings: standingsOf(all, from) }
}

function see(from: Positions, mover: number, lng: number, lat: number, at = NOW): void {
  const unknown = { speed: Number.NaN, heading: Number.NaN, accuracy: Number.NaN, source: 0, skew: 0 }
  letInFix(from, { mover, at, received: at, lng, lat, ...unknown }, true)
}

function standingsOf(all: readonly Seen[], from: Positions): Uint8Array {
  const standings = new Uint8Array(from.movers.length)
  all.forEach(({ standing }, row) => {
    standings[row] = standing
  })
  return standings
}

function gathered(all: readonly Seen[], zoom: number) {
  const { from, standings } = placed(all)
  const clusters = createClusters()
  gather(clusters, from, standings, zoom)
  return { clusters, from, standings }
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, each) => total + each, 0)

test('gathered and single together are all that is shown, and each status adds up', () => {
  fc.assert(
    fc.property(crowd, level, (all, zoom) => {
      const { clusters, standings } = gathered(all, zoom)
      const isSingle = (row: number) => standings[row] !== UNSEEN && clusters.gathered[row] === 0
      const singles = all.filter((_, row) => isSingle(row))
      const shown = all.filter(({ standing }) => standing !== UNSEEN)
      expect(sum(clusters.totals.subarray(0, clusters.count)) + singles.length).toBe(shown.length)
      for (let tally = 0; tally < tallies.length; tally++) {
        const inClusters = Array.from(
          { length: clusters.count },
          (_, cluster) => clusters.tallied[cluster * tallies.length + tally] as number,
        )
        const alone = singles.filter(({ standing }) => standing === tally)
        expect(sum(inClusters) + alone.length).toBe(all.filter(({ standing }) => standing === tally).length)
      }
    }),
  )
})

test('whoever must be seen alone is in no cluster, and units and contacts are in none together', () => {
  fc.assert(
    fc.property(crowd, level, (all, zoom) => {
      const { clusters } = gathered(all, zoom)
      all.forEach(({ standing }, row) => {
        if (standing >= tallies.length) expect(clusters.gathered[row]).toBe(0)
      })
      for (let cluster = 0; cluster < clusters.count; cluster++) {
        const contacts = clusters.tallied[cluster * tallies.length + CONTACT] as number
        expect([0, clusters.totals[cluster]]).toContain(contacts)
      }
    }),
  )
})

test('who reports first changes nothing, and a mover far away changes no other cell', () => {
  fc.assert(
    fc.property(crowd, level, (all, zoom) => {
      const told = (some: readonly Seen[]) => {
        const { clusters } = gathered(some, zoom)
        const rows = Array.from({ length: clusters.count }, (_, i) => [clusters.cells[i], clusters.totals[i]])
        return rows.sort((a, b) => (a[0] as number) - (b[0] as number))
      }
      const once = told(all)
      expect(told([...all].reverse())).toEqual(once)
      expect(told([{ lng: 2.35, lat: 48.86, standing: 0 }, ...all])).toEqual(once)
    }),
  )
})

test('no two clusters can touch, wherever in their cells the movers are', () => {
  fc.assert(
    fc.property(crowd, level, (all, zoom) => {
      const { clusters } = gathered(all, zoom)
      const pixels = Array.from({ length: clusters.count }, (_, i) => ({
        x: (((clusters.places[i * 3] as number) + 180) / 360) * 512 * 2 ** zoom,
        y: mercatorOf(clusters.places[i * 3 + 1] as number) * 512 * 2 ** zoom,
        radius: (clusters.tallied[i * tallies.length + CONTACT] as number) > 0 ? 16 : 20,
      }))
      pixels.forEach((one, i) => {
        for (const other of pixels.slice(i + 1)) {
          const apart = Math.hypot(one.x - other.x, one.y - other.y)
          expect(apart).toBeGreaterThanOrEqual(one.radius + other.radius - 1e-6)
        }
      })
    }),
  )
})

const here = (count: number, standing = 0): Seen[] =>
  Array.from({ length: count }, (_, i) => ({ lng: 121.47 + i * 1e-4, lat: 31.23, standing }))

test('three are no crowd, four are, and a crowd of which one leaves stays one', () => {
  const { from, standings } = placed(here(4))
  const clusters = createClusters()
  const look = () => {
    gather(clusters, from, standings, 10)
    return clusters.count
  }
  standings[3] = UNSEEN
  expect(look()).toBe(0)
  standings[3] = 0
  expect(look()).toBe(1)
  standings[3] = UNSEEN
  expect(look()).toBe(1)
  standings[2] = UNSEEN
  expect(look()).toBe(0)
  gather(clusters, from, standings, null)
  expect(sum(clusters.gathered)).toBe(0)
})

test('a cluster knows the box around its movers until it is gone', () => {
  const { clusters } = gathered(here(5), 10)
  const cell = clusters.cells[0] as number
  expect(clusterAt(cell, clusters)).toBe(0)
  const [[west, south], [east, north]] = clusterBounds(cell, clusters) as [[number, number], [number, number]]
  expect([west, south, north]).toEqual([121.47, 31.23, 31.23])
  expect(east).toBeCloseTo(121.4704, 9)
  expect(clusterBounds(cell + 2, clusters)).toBeUndefined()
})

test('SOS, whoever is in hand and a silent unit with a task stand alone; a silent idle one counts as stale', () => {
  const from = createPositions()
  for (const mover of [1, 2, 3, 4, 5, 6, 7])
    see(from, mover, 121.47, 31.23, NOW - (mover >= 4 ? 200_000 : 1000))
  const unit = (id: number, more: Partial<Unit> = {}) =>
    [id, { id, duty: 'on', kind: 'foot', sos: null, ...more } as Unit] as const
  const sos = { at: NOW, place: null, by: 'x' }
  const units = new Map([
    unit(1),
    unit(2, { sos, kind: 'car' }),
    unit(3),
    unit(4),
    unit(5),
    unit(6, { kind: 'car' }),
  ])
  const activeByUnit = new Map([[4, { state: 'accepted' } as Assignment]])
  const standings = new Uint8Array(from.movers.length)
  writeStandings(standings, {
    from,
    facts: { units, retired: new Map<number, Unit>(), activeByUnit },
    now: NOW,
    contacts: true,
    inHand: new Set([3]),
    passes: ({ kind }) => kind === 'foot',
  })
  const stale = tallies.indexOf('stale')
  expect([...standings.subarray(0, 7)]).toEqual([0, ALONE, ALONE, ALONE, stale, UNSEEN, CONTACT])
})
