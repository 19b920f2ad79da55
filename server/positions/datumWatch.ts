/** Watches for devices whose places look like those of another datum than the one they are registered with. Pure. */
import gcoord from 'gcoord'
import { createByNumber } from '#contract/byNumber.ts'
import type { Datum, Fix } from '#contract/positions.ts'
import type { UnitKind } from '#contract/units.ts'
import { metresFromTo } from '../zones/plane.ts'
import { Evidence } from './evidence.ts'
import type { Water } from './water.ts'

/** The device, what carries it (null: nobody knows), and the datum it declares. */
export type Carried = {
  readonly number: number
  /** What people know it by. */
  readonly id: string
  readonly carrier: UnitKind | 'vessel' | null
  readonly datum: Datum
}

/** In degrees of the datum declared. */
type Reported = Pick<Fix, 'lng' | 'lat'>

export type Suspicion = {
  readonly looksLike: Datum
  /** The other device of the same unit that it does not agree with; null: it does not agree with the river. */
  readonly against: string | null
}

export type DatumWatch = {
  /** A device reported a place; `fix` is where that is in WGS84. */
  see(device: Carried, reported: Reported, fix: Fix): void
  /** It was registered anew: what was held against it counts no more. */
  forget(device: number): void
}

/** A conversion forgotten in Shanghai moves a place by 480 m (GCJ-02), 640 m (between the two) or 1,130 m (BD-09). */
const CONVERSION_METRES = 300
const AGREES_METRES = 80
const DISAGREES_METRES = 300
/** Two devices are compared over at most so long a time: a car goes 40 m meanwhile. */
const SAME_TIME_MS = 2_000
const COMPARED_EVERY_MS = 1_000
/** A bridge is crossed, and a ferry berths, within a few looks at the river; a patrol along it takes many. */
const RIVER_EVERY_MS = 15_000
/** Nearly all of them have nothing held against them, and a look costs as much as all else that is done with a fix. */
const UNSUSPECTED_EVERY_MS = 60_000
/** Places that may be wrong by more say nothing of a bank. */
const WORST_ACCURACY_METRES = 50
/** Beyond the noise of a receiver and the error of the banks. */
const BANK_METRES = 25
/** How far the evidence must reach, so that no coincidence of one place passes for a rule: across the city, and along a river. */
const PAIR_REACH_METRES = 300
const RIVER_REACH_METRES = 1_000

type Hypothesis = { readonly datum: Datum; readonly pair: Evidence; readonly river: Evidence }

type Watched = {
  readonly declared: Datum
  /** Undefined until there is anything to hold for or against them, as there never is for most. */
  hypotheses: readonly Hypothesis[] | undefined
  comparedAt: number
  riverAt: number
  /** What was told last; undefined: nothing yet. */
  told: Datum | null | undefined
}

/** Where a mover was last seen, and by which of its devices. */
type Last = { device: number; id: string; at: number; lng: number; lat: number }

/** `onSuspicion` hears of each suspicion once, and with null when the places have proved right. */
export function createDatumWatch(
  water: Water,
  onSuspicion: (device: number, suspicion: Suspicion | null) => void,
): DatumWatch {
  const watched = createByNumber<Watched>()
  // Most movers have one device: then nothing is compared. One object for each mover and device, none for a fix.
  const lastOf = createByNumber<Last>()

  const watchedOf = (device: number, declared: Datum): Watched => {
    const known = watched.get(device)
    if (known?.declared === declared) return known
    const fresh = begin(declared)
    watched.set(device, fresh)
    return fresh
  }
  const tell = (device: number, each: Watched, against: string | null) => {
    const { hypotheses } = each
    if (!hypotheses) return
    if (each.told) {
      if (!hypotheses.every(isGone)) return
      each.told = null
      return onSuspicion(device, null)
    }
    const found = hypotheses.find(convinces)
    if (found) {
      each.told = found.datum
      onSuspicion(device, { looksLike: found.datum, against: found.pair.convinces() ? against : null })
    } else if (each.told === undefined && hypotheses.every(isDenied)) {
      // Whatever was held against it before this server began.
      each.told = null
      onSuspicion(device, null)
    }
  }
  return {
    see(device, reported, fix) {
      const last = lastOf.get(fix.mover)
      const isOther = last !== undefined && last.device !== device.number
      if (device.datum !== 'bd09mc' && !(fix.accuracy > WORST_ACCURACY_METRES)) {
        const each = watchedOf(device.number, device.datum)
        if (isOther && isDue(each, fix, last)) {
          each.comparedAt = fix.at
          compare(each, reported, fix, last)
          tell(device.number, each, last.id)
        }
        if (fix.at - each.riverAt >= riverEvery(each)) {
          each.riverAt = fix.at
          lookAtRiver(each, reported, fix, device.carrier, water)
          tell(device.number, each, last?.id ?? null)
        }
      }
      if (last) remember(last, device, fix)
      else lastOf.set(fix.mover, remember({ device: 0, id: '', at: 0, lng: 0, lat: 0 }, device, fix))
    },
    forget: (device) => void watched.delete(device),
  }
}

const riverEvery = ({ hypotheses }: Watched): number =>
  hypotheses?.some(({ river }) => !river.isGone()) ? RIVER_EVERY_MS : UNSUSPECTED_EVERY_MS

const begin = (declared: Datum): Watched => ({
  declared,
  hypotheses: undefined,
  comparedAt: 0,
  riverAt: 0,
  told: undefined,
})

const hypothesesOf = (declared: Datum): Hypothesis[] =>
  (['wgs84', 'gcj02', 'bd09'] as const)
    .filter((datum) => datum !== declared)
    .map((datum) => ({
      datum,
      pair: new Evidence(PAIR_REACH_METRES),
      river: new Evidence(RIVER_REACH_METRES),
    }))

const convinces = ({ pair, river }: Hypothesis): boolean => pair.convinces() || river.convinces()
const isGone = ({ pair, river }: Hypothesis): boolean => pair.isGone() && river.isGone()
const isDenied = ({ pair, river }: Hypothesis): boolean => pair.isDenied() || river.isDenied()

const isDue = (each: Watched, fix: Fix, last: Last): boolean =>
  fix.at - each.comparedAt >= COMPARED_EVERY_MS && Math.abs(fix.at - last.at) <= SAME_TIME_MS

function remember(last: Last, device: Carried, fix: Fix): Last {
  last.device = device.number
  last.id = device.id
  last.at = fix.at
  last.lng = fix.lng
  last.lat = fix.lat
  return last
}

/** Two devices of one unit at one time: which datum would bring them together? */
function compare(each: Watched, reported: Reported, fix: Fix, other: Last): void {
  each.hypotheses ??= hypothesesOf(each.declared)
  const apart = metresFromTo(fix.lng, fix.lat, other.lng, other.lat)
  for (const { datum, pair } of each.hypotheses) {
    const [lng, lat] = reread(reported, datum)
    if (metresFromTo(fix.lng, fix.lat, lng, lat) < CONVERSION_METRES) continue
    const wouldAgree = metresFromTo(lng, lat, other.lng, other.lat) <= AGREES_METRES
    if (apart <= AGREES_METRES) pair.against()
    else if (wouldAgree && apart >= DISAGREES_METRES) pair.support(lng * EAST_METRES, lat * NORTH_METRES)
    else pair.doubt()
  }
}

/** A boat on land that would be afloat, or a car in the water that would be on the shore, read as the other datum. */
function lookAtRiver(
  each: Watched,
  reported: Reported,
  fix: Fix,
  carrier: Carried['carrier'],
  water: Water,
): void {
  const right = groundFor(carrier)
  const shore = right && water(fix.lng, fix.lat)
  if (!shore) return
  each.hypotheses ??= hypothesesOf(each.declared)
  const here = groundOf(shore.away)
  for (const { datum, river } of each.hypotheses) {
    const [lng, lat] = reread(reported, datum)
    const there = water(lng, lat)
    if (!there || metresFromTo(fix.lng, fix.lat, lng, lat) < CONVERSION_METRES) continue
    const ground = groundOf(there.away)
    // Who walks in the water and would walk at its edge is a patrol of the promenade.
    const wouldBe: Ground = ground === 'bank' && right === 'land' && here === 'water' ? 'land' : ground
    if (here === 'bank' || wouldBe === 'bank') continue
    if (here === right && wouldBe !== right) river.against()
    else if (here !== right && wouldBe === right) river.support(there.along, 0, there.river)
    // On land either way: a boat in some other water, or a unit away from the river.
    else if (here === 'land') river.doubt()
  }
}

type Ground = 'water' | 'land' | 'bank'

const groundOf = (away: number): Ground => (away > BANK_METRES ? 'land' : away < 0 ? 'water' : 'bank')

function groundFor(carrier: Carried['carrier']): Ground | undefined {
  if (carrier === null || carrier === 'video') return undefined
  return carrier === 'boat' || carrier === 'vessel' ? 'water' : 'land'
}

const crs = { wgs84: gcoord.WGS84, gcj02: gcoord.GCJ02, bd09: gcoord.BD09 } as const

/** Where the reported numbers are if they are of this datum. */
const reread = ({ lng, lat }: Reported, datum: Datum): [number, number] =>
  gcoord.transform([lng, lat], crs[datum as keyof typeof crs], gcoord.WGS84)

/** Metres a degree about Shanghai: only to tell whether places spread. */
const EAST_METRES = 95_000
const NORTH_METRES = 111_000
