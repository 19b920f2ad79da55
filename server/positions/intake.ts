/** One reported place on its way in: to WGS84, judged, into the book, and on to the recorder. */

import gcoord from 'gcoord'
import { type Protocol, protocols } from '#contract/devices.ts'
import type { Datum, Fix } from '#contract/positions.ts'
import type { UnitKind } from '#contract/units.ts'
import { createFloodLimit, type FloodLimit } from '../gateways/flood.ts'
import type { Book } from './book.ts'
import { judge, type Verdict } from './judge.ts'
import type { PositionMetrics } from './metrics.ts'
import type { Recorder } from './recorder.ts'
import { type KnownDevice, moverOf } from './registry.ts'
import type { Trust } from './trust.ts'

/** What a device reported, in the datum it is said to be in. NaN: not reported. */
export type Report = Omit<Fix, 'mover' | 'source' | 'skew'> & { readonly datum?: Datum | undefined }

export type Intake = {
  /** Takes one report in, `source` being the door it came through. */
  take(source: Protocol, device: KnownDevice, report: Report): Verdict
  /** Counts a report that was refused before anyone knew what it would move. */
  refuse(source: Protocol, verdict: Exclude<Verdict, 'accepted' | 'late'>): void
}

export function createIntake(needs: {
  readonly book: Book
  readonly recorder: Recorder
  readonly metrics: PositionMetrics
  /** Told of each accepted fix of a unit, and of each late one. */
  readonly moved: (fix: Fix, kind: UnitKind, late: boolean) => void
  readonly trust: Pick<Trust, 'skewOf' | 'saw'>
  readonly now: () => number
  readonly flood?: FloodLimit
}): Intake {
  const { book, recorder, metrics, moved, trust, now } = needs
  const { flood = createFloodLimit(AT_ONCE, PER_SECOND) } = needs
  return {
    take(source, device, report) {
      const received = now()
      if (!flood.allows(device.number, received)) {
        metrics.count(source, 'too_often')
        return 'too_often'
      }
      const fix = toFix(source, device, report, trust.skewOf(source, device, report.at, received))
      trust.saw(device, report, fix)
      const timeErrorMs = source === 'ais' ? AIS_TIME_ERROR_MS : 0
      const verdict = judge(fix, book.known(fix.mover), received, timeErrorMs)
      metrics.count(source, verdict)
      if (verdict === 'accepted') book.enter(fix, received)
      if (isBelieved(verdict) && isUnit(device)) moved(fix, device.carrier, verdict === 'late')
      if (verdict === 'too_fast') book.doubt(fix)
      if (isBelieved(verdict)) recorder.take(fix, received, verdict === 'accepted')
      return verdict
    },
    refuse: (source, reason) => metrics.count(source, reason),
  }
}

const isBelieved = (verdict: Verdict): boolean => verdict === 'accepted' || verdict === 'late'

const isUnit = (device: KnownDevice): device is KnownDevice & { readonly carrier: UnitKind } =>
  device.unit !== null && device.carrier !== null && device.carrier !== 'vessel'

/** A phone back from a dead spot sends what it kept; a device that goes on like that is broken, or means harm. */
const AT_ONCE = 3_000
const PER_SECOND = 50

/** AIS tells no time but the second: its fixes carry the time of receipt, and networks hand them on in bursts. */
const AIS_TIME_ERROR_MS = 10_000

/** Nothing that carries a device goes faster; what says so has a broken speed, and perhaps a good place. */
const MOST_SPEED = 150
const MOST_ACCURACY_METRES = 100_000

function toFix(source: Protocol, device: KnownDevice, report: Report, skew: number): Fix {
  const { speed, heading, accuracy } = report
  const datum = report.datum ?? device.datum
  // Nearly all are WGS84 already: no pair is made for them.
  const [lng, lat] = datum === 'wgs84' ? [report.lng, report.lat] : toWgs84(datum, report.lng, report.lat)
  return {
    mover: moverOf(device),
    at: Math.round(report.at) - skew,
    lng,
    lat,
    speed: speed >= 0 && speed <= MOST_SPEED ? speed : Number.NaN,
    heading: heading >= 0 && heading <= 360 ? heading % 360 : Number.NaN,
    accuracy: accuracy >= 0 && accuracy <= MOST_ACCURACY_METRES ? accuracy : Number.NaN,
    source: protocols.indexOf(source),
    skew,
  }
}

const crs = { gcj02: gcoord.GCJ02, bd09: gcoord.BD09, bd09mc: gcoord.BD09MC } as const

/** As far as Baidu's Mercator reaches. */
const MOST_MERCATOR_METRES = 20_037_726

export function toWgs84(datum: Datum, lng: number, lat: number): [number, number] {
  if (datum === 'wgs84') return [lng, lat]
  const inMetres = datum === 'bd09mc'
  const [mostLng, mostLat] = inMetres ? [MOST_MERCATOR_METRES, MOST_MERCATOR_METRES] : [180, 90]
  const isPlace = Math.abs(lng) <= mostLng && Math.abs(lat) <= mostLat
  // The judge refuses what is no place at all, and 0, 0; the conversion would make one of either.
  if (!isPlace || (lng === 0 && lat === 0))
    return inMetres && !isPlace ? [Number.NaN, Number.NaN] : [lng, lat]
  return gcoord.transform([lng, lat], crs[datum], gcoord.WGS84)
}
