/** Which bank of the Huangpu a place is on: 400 m away across the water is not near. */
import type { LngLat } from '#contract/endpoint.ts'
import riversUrl from '../../../data/figures/rivers.csv?url&no-inline'
import { rowsOf } from '../basemap/rows.ts'

/** 1: left of the river looking downstream (Puxi), -1: right (Pudong). */
export type Bank = 1 | -1

let axis: readonly LngLat[] | null = null
let asked: Promise<void> | undefined

/** Fetches the river once; a fetch that failed may be tried again. */
export function wantRiver(): Promise<void> {
  asked ??= fetch(riversUrl)
    .then(async (answer) => {
      if (answer.ok) axis = huangpuOf(await answer.text())
    })
    .catch(() => undefined)
    .then(() => {
      if (!axis) asked = undefined
    })
  return asked
}

/** The bank of a place, or null while the river is not known. */
export const bankOf = (place: LngLat): Bank | null => (axis ? sideOf(axis, place) : null)

/** Midstream points of the Huangpu downstream, from the table of measured sections. */
export function huangpuOf(table: string): LngLat[] {
  return rowsOf(table)
    .filter((row) => row.river === 'huangpu')
    .map((row) => [Number(row.longitude), Number(row.latitude)])
}

/** By the nearest stretch of the axis: the rule by which the server ranks who could go. */
export function sideOf(river: readonly LngLat[], [lng, lat]: LngLat): Bank {
  const squeeze = Math.cos((lat * Math.PI) / 180)
  let nearest = Number.POSITIVE_INFINITY
  let side: Bank = 1
  for (let i = 1; i < river.length; i++) {
    const from = river[i - 1] as LngLat
    const to = river[i] as LngLat
    const dx = (to[0] - from[0]) * squeeze
    const dy = to[1] - from[1]
    const px = (lng - from[0]) * squeeze
    const py = lat - from[1]
    const along = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy)))
    const away = (px - along * dx) ** 2 + (py - along * dy) ** 2
    if (away >= nearest) continue
    nearest = away
    side = dx * py - dy * px >= 0 ? 1 : -1
  }
  return side
}
