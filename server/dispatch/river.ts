/** The Huangpu as an obstacle: which side a place is on, and where one can cross. */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { LngLat } from '#contract/endpoint.ts'
import type { UnitKind } from '#contract/units.ts'

/** Midstream points from the source to the mouth. */
export type RiverAxis = readonly LngLat[]

/** What stands between two banks, and the ways across. */
export type River = { readonly axis: RiverAxis; readonly crossings: readonly Crossing[] }

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

let huangpuRead: Promise<River> | undefined

/** The Huangpu of `data/figures/` (axis every 100 m, bridges, ferries) and `data/seed/tunnels.csv`; read once. */
export function huangpu(): Promise<River> {
  huangpuRead ??= readHuangpu()
  return huangpuRead
}

async function readHuangpu(): Promise<River> {
  const axis = await rows('figures/rivers.csv')
  const crossings = await rows('figures/crossings.csv')
  const tunnels = await rows('seed/tunnels.csv')
  return {
    axis: axis.filter((row) => row.river === 'huangpu').map(placeOf),
    crossings: [
      ...crossings
        // The cruise terminal is listed among the ferry terminals; nobody crosses there.
        .filter((row) => row.river === 'huangpu' && !row.name?.endsWith('客运中心'))
        .map((row) => crossing(row, row.kind === 'ferry_terminal')),
      ...tunnels.map((row) => crossing(row, false)),
    ],
  }
}

type Row = Readonly<Record<string, string>>

const placeOf = (row: Row): LngLat => [Number(row.longitude), Number(row.latitude)]

/** Ferries take people on foot and on bicycles, bridges and tunnels take cars. */
const crossing = (row: Row, ferry: boolean): Crossing => ({
  name: row.name ?? '',
  place: placeOf(row),
  ferry,
  open: ferry ? ['foot', 'ebike'] : ['car'],
})

async function rows(file: string): Promise<Row[]> {
  const text = await readFile(resolve(import.meta.dirname, '../../data', file), 'utf8')
  const [head, ...lines] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','))
  return lines.map((cells) => Object.fromEntries((head ?? []).map((name, i) => [name, cells[i] ?? ''])))
}
