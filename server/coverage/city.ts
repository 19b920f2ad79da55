/** The segments of the city as they hold now: brought into the database, made ready for matching, with what is known of each. */
import { createHash } from 'node:crypto'
import type { Segments } from '#contract/coverage.ts'
import type { Db } from '../db.ts'
import type { RoadGraph } from '../roads/graph.ts'
import type { Covered } from './debts.ts'
import { createLastPasses, type LastPasses } from './lastPasses.ts'
import { readCoveredZones, readLastPasses, readSegmentRows, readTargetRows, syncSegments } from './queries.ts'
import { zonedPieces } from './segments.ts'
import { type Segment, type Tracks, tracksOf } from './tracks.ts'

export type City = Covered & {
  readonly version: string
  readonly tracks: Tracks
  readonly last: LastPasses
  /** By the id of a segment. */
  readonly indexOf: ReadonlyMap<number, number>
}

/** Within a transaction, so that nobody sees half of the segments. */
export async function loadCity(tx: Db, roads: RoadGraph | undefined, now: number): Promise<City> {
  const zones = await readCoveredZones(tx)
  const pieces = zonedPieces(zones, roads)
  await syncSegments(tx, pieces, now)
  const segments = await readSegmentRows(tx, null)
  const last = createLastPasses(segments.length)
  const indexOf = new Map(segments.map(({ id }, i) => [id, i]))
  for (const { segment, mode, to, received } of await readLastPasses(tx))
    last.note(indexOf.get(segment) as number, mode, to, received)
  const tracks = tracksOf(segments)
  return {
    ...{ segments, last, indexOf, tracks, metres: tracks.metres },
    version: versionOf(segments),
    zones: new Map(zones.map((zone) => [zone.id, zone])),
    targets: await readTargetRows(tx),
  }
}

/** Changes with any segment. */
export const versionOf = (segments: readonly Segment[]): string =>
  createHash('sha256')
    .update(segments.map(({ id }) => id).join())
    .digest('base64url')
    .slice(0, 22)

/** As they are sent, in the order of their chains. */
export function segmentsOut(segments: readonly Segment[]): Segments {
  const { dx, dy, metres } = tracksOf(segments)
  return {
    version: versionOf(segments),
    ids: segments.map(({ id }) => id),
    zones: segments.map(({ zone }) => zone),
    bearings: segments.map((_, i) => bearing(dx[i] as number, dy[i] as number)),
    metres: Array.from(metres, (each) => Math.round(each * 10) / 10),
    ends: segments.flatMap(({ from, to }) => [...from, ...to].map((degrees) => Math.round(degrees * 1e6))),
  }
}

const bearing = (east: number, north: number): number =>
  (Math.round((Math.atan2(east, north) * 180) / Math.PI) + 360) % 360
