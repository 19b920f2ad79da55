/** Whether a car is on an elevated road, from where it passes no street below: within its width, along it, and at its speed. */
import type { LngLat } from '#contract/endpoint.ts'
import { readTable } from '../city/tables.ts'
import { EAST, hashOf, NORTH, type Segment, type Tracks, tracksOf } from './tracks.ts'

export type Elevated = {
  /** Within the width of an expressway and, where a heading is told, along it. */
  isAlong(lng: number, lat: number, heading: number): boolean
}

/** m/s: slower, a car may be on the street below. What went faster stays on it until it is off its width: there are jams. */
export const ELEVATED_SPEED = 11

const HALF_WIDTH_METRES = 20
const ALONG_DEGREES = 25

/** The lines of `data/figures/expressways.csv`. */
export function readElevated(): Elevated {
  const parts = new Map<string, LngLat[]>()
  for (const row of readTable('figures/expressways.csv', ['name', 'part', 'longitude', 'latitude'])) {
    const key = `${row.name} ${row.part}`
    const line = parts.get(key) ?? []
    line.push([Number(row.longitude), Number(row.latitude)])
    parts.set(key, line)
  }
  return elevatedOf([...parts.values()])
}

export function elevatedOf(lines: readonly (readonly LngLat[])[]): Elevated {
  const tracks = tracksOf(lines.flatMap(stretches))
  const hash = hashOf(tracks, HALF_WIDTH_METRES)
  return {
    isAlong(lng, lat, heading) {
      const listed = hash.at(lng, lat)
      const end = listed + (hash.items[listed] as number)
      for (let at = listed + 1; at <= end; at++) {
        if (isOn(tracks, hash.items[at] as number, lng * EAST, lat * NORTH, heading)) return true
      }
      return false
    },
  }
}

const stretches = (line: readonly LngLat[], part: number): Segment[] =>
  line.slice(1).map((to, place) => ({
    ...{ id: 0, zone: 0, chain: String(part), place, side: 0, validFrom: 0 },
    ...{ from: line[place] as LngLat, to },
  }))

function isOn({ x, y, dx, dy, metres }: Tracks, i: number, px: number, py: number, heading: number): boolean {
  const [east, north] = [px - (x[i] as number), py - (y[i] as number)]
  const [ux, uy] = [dx[i] as number, dy[i] as number]
  const along = east * ux + north * uy
  if (along < -HALF_WIDTH_METRES || along > (metres[i] as number) + HALF_WIDTH_METRES) return false
  if (Math.abs(east * uy - north * ux) > HALF_WIDTH_METRES) return false
  return isHeaded(ux, uy, heading, ALONG_DEGREES)
}

/** Whether a heading leads along a line, either way; one that is not told does. */
export function isHeaded(dx: number, dy: number, heading: number, degrees: number): boolean {
  if (Number.isNaN(heading)) return true
  const angle = (heading * Math.PI) / 180
  return Math.abs(Math.sin(angle) * dx + Math.cos(angle) * dy) >= Math.cos((degrees * Math.PI) / 180)
}
