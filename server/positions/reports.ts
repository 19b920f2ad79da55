/** Reads reported places from JSON: each item alone, so that one bad item does not cost the others. */
import { type Datum, datums } from '#contract/positions.ts'
import type { Report } from './intake.ts'

export type ReadReport = { readonly device: string; readonly report: Report }

/** What an item of `POST /api/positions` says, or undefined where it is no position at all. */
export function readReport(item: unknown): ReadReport | undefined {
  if (typeof item !== 'object' || item === null) return undefined
  const { device, at, lng, lat, speed, heading, accuracy, datum } = item as Record<string, unknown>
  const time = readTime(at)
  if (typeof device !== 'string' || Number.isNaN(time)) return undefined
  if (typeof lng !== 'number' || typeof lat !== 'number') return undefined
  if (![speed, heading, accuracy].every(isNumberOrNothing) || !isDatumOrNothing(datum)) return undefined
  const report = {
    at: time,
    lng,
    lat,
    speed: numberOrNaN(speed),
    heading: numberOrNaN(heading),
    accuracy: numberOrNaN(accuracy),
    datum,
  }
  return { device, report }
}

/** ms, or ISO 8601 with a zone: a time without one would be read as this machine's. NaN where it is neither. */
function readTime(at: unknown): number {
  if (typeof at === 'number') return at
  return typeof at === 'string' && /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(at)
    ? Date.parse(at)
    : Number.NaN
}

const isNumberOrNothing = (value: unknown): boolean =>
  value === undefined || value === null || typeof value === 'number'
const isDatumOrNothing = (value: unknown): value is Datum | undefined =>
  value === undefined || datums.includes(value as Datum)
const numberOrNaN = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN)
