/** The Huangpu as an obstacle: which side a place is on, and where one can cross. */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { LngLat } from '#contract/endpoint.ts'
import type { UnitKind } from '#contract/units.ts'
import type { Db } from '../db.ts'

/** Midstream points from the source to the mouth. */
export type RiverAxis = readonly LngLat[]

export type Crossing = {
  readonly name: string
  readonly place: LngLat
  readonly ferry: boolean
  readonly open: readonly UnitKind[]
}

const METRES_PER_DEGREE = 111_195

/** Equirectangular: off by less than 0.1 % over the size of the city. */
export function metresBetween([lng, lat]: LngLat, [lng2, lat2]: LngLat): number {
  const x = (lng2 - lng) * Math.cos(((lat + lat2) * Math.PI) / 360)
  return Math.hypot(x, lat2 - lat) * METRES_PER_DEGREE
}

/** 1: left of the axis looking downstream (Puxi), -1: right (Pudong), by the nearest stretch of the axis. */
export function sideOf(axis: RiverAxis, [lng, lat]: LngLat): 1 | -1 {
  const squeeze = Math.cos((lat * Math.PI) / 180)
  let nearest = Number.POSITIVE_INFINITY
  let side: 1 | -1 = 1
  for (let i = 1; i < axis.length; i++) {
    const from = axis[i - 1] as LngLat
    const to = axis[i] as LngLat
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

let axis: Promise<RiverAxis> | undefined

/** The measured axis of `data/figures/rivers.csv`, a point every 100 m; read once. */
export function huangpuAxis(): Promise<RiverAxis> {
  axis ??= readAxis()
  return axis
}

async function readAxis(): Promise<RiverAxis> {
  const text = await readFile(resolve(import.meta.dirname, '../../data/figures/rivers.csv'), 'utf8')
  const points: LngLat[] = []
  for (const line of text.split('\n')) {
    const [river, , lng, lat] = line.split(',')
    if (river === 'huangpu') points.push([Number(lng), Number(lat)])
  }
  return points
}

/** Every known way across: ferries for foot and bicycle, bridges and tunnels for cars. */
export async function crossingsOf(db: Db): Promise<Crossing[]> {
  const { rows } = await db.query<{ name: string; place: LngLat; ferry: boolean }>(
    `select name, array[st_x(point), st_y(point)] as place, kind = 'ferry' as ferry
     from place where kind in ('ferry', 'crossing')`,
  )
  return rows.map((row) => ({ ...row, open: row.ferry ? ['foot', 'ebike'] : ['car'] }))
}
