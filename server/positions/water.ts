/** How far a place is from the water of the two rivers: in it, on the shore, or nowhere near. */
import type { LngLat } from '#contract/endpoint.ts'
import { readTable } from '../city/tables.ts'
import { type Point, planeAt } from '../zones/plane.ts'

export type Shore = {
  /** Metres from the nearest bank; negative in the water. */
  readonly away: number
  readonly river: string
  /** Metres along the river from where its axis begins. */
  readonly along: number
}

/** Undefined where no bank is within a kilometre or so, and beyond the ends of the axes, where nothing is known. */
export type Water = (lng: number, lat: number) => Shore | undefined

/** `half`: half the width. `ends`: the axis begins or ends here. */
type Stretch = {
  readonly river: string
  readonly from: Point
  readonly to: Point
  readonly half: readonly [from: number, to: number]
  readonly along: readonly [from: number, to: number]
  readonly ends: readonly [from: boolean, to: boolean]
}

const CELL_METRES = 1_000
/** The last of the Huangpu is open water, whose width is only carried on from above. */
const OPEN_MOUTH_METRES = 2_000
const plane = planeAt(31.2)

/** From `data/figures/rivers.csv`; the banks rebuilt from it are right within some metres. */
export function readWater(): Water {
  const cells = new Map<number, Stretch[]>()
  for (const stretch of [...stretches('huangpu', OPEN_MOUTH_METRES), ...stretches('suzhou', 0)]) {
    const key = cellOf(...stretch.from)
    cells.set(key, [...(cells.get(key) ?? []), stretch])
  }
  return (lng, lat) => {
    const [x, y] = plane.toMetres([lng, lat])
    let nearest: Shore | undefined
    for (let column = -1; column <= 1; column++) {
      for (let row = -1; row <= 1; row++) {
        for (const stretch of cells.get(cellOf(x + column * CELL_METRES, y + row * CELL_METRES)) ?? []) {
          const shore = shoreOf(stretch, x, y)
          if (!nearest || shore.away < nearest.away) nearest = shore
        }
      }
    }
    return nearest && Number.isFinite(nearest.along) ? nearest : undefined
  }
}

/** A number for each square kilometre. */
const cellOf = (x: number, y: number): number =>
  Math.floor(x / CELL_METRES) * 100_000 + Math.floor(y / CELL_METRES)

function stretches(river: string, openMetres: number): Stretch[] {
  const rows = readTable('figures/rivers.csv', ['river', 'chainage_m', 'longitude', 'latitude', 'width_m'])
    .filter((row) => row.river === river)
    .map((row) => ({
      along: Number(row.chainage_m),
      point: plane.toMetres([Number(row.longitude), Number(row.latitude)] satisfies LngLat),
      half: Number(row.width_m) / 2,
    }))
  const last = rows.at(-1)?.along ?? 0
  const known = rows.filter(({ along }) => along <= last - openMetres)
  return known.slice(1).flatMap((to, i) => {
    const from = known[i]
    if (!from) return []
    const ends = [i === 0, i === known.length - 2] as const
    return [
      {
        river,
        from: from.point,
        to: to.point,
        half: [from.half, to.half] as const,
        along: [from.along, to.along] as const,
        ends,
      },
    ]
  })
}

/** `along` is infinite where the place lies beyond an end of the axis. */
function shoreOf({ river, from, to, half, along, ends }: Stretch, x: number, y: number): Shore {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const part = ((x - from[0]) * dx + (y - from[1]) * dy) / (dx * dx + dy * dy)
  const share = Math.max(0, Math.min(1, part))
  const metres = Math.hypot(x - from[0] - share * dx, y - from[1] - share * dy)
  const beyond = (ends[0] && part < 0) || (ends[1] && part > 1)
  return {
    river,
    away: metres - (half[0] + share * (half[1] - half[0])),
    along: beyond ? Number.POSITIVE_INFINITY : along[0] + share * (along[1] - along[0]),
  }
}
