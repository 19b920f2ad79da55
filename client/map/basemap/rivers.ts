/** Rebuilds a river from its measured axis and width: two clean bank lines and the water between them. */
import type { Feature, FeatureCollection, Position } from 'geojson'
import { pointOn } from '../curve.ts'
import { insideRings, outsideParts } from '../inside.ts'

/** One measured cross-section, in order downstream. */
export type Section = { readonly place: Position; readonly width: number }

export type River = { readonly left: Position[]; readonly right: Position[]; readonly axis: Position[] }

/** Metres from an origin, east and north. */
type Metres = readonly [number, number]
type Station = { readonly at: Metres; readonly half: number }

const METRES_PER_DEGREE = 111_320
/** Between two banks points: small enough that a bend looks round at street scale. */
const STEP_METRES = 20

/** Banks left and right of the axis, looking downstream; no bank crosses itself in a bend. */
export function riverBanks(sections: readonly Section[]): River {
  const origin = sections[0]?.place
  if (!origin || sections.length < 2) return { left: [], right: [], axis: [] }
  const plane = planeAt(origin)
  const stations = smooth(
    resampled(sections.map(({ place, width }) => ({ at: plane.to(place), half: width / 2 }))),
  )
  const bank = (side: 1 | -1) =>
    eased(forward(withoutLoops(offset(stations, side), stations))).map(plane.from)
  return { left: bank(1), right: bank(-1), axis: stations.map(({ at }) => plane.from(at)) }
}

/** The water of a river as one closed ring. */
export function riverRing({ left, right }: River): Position[] {
  const ring = [...left, ...right.toReversed()]
  return ring[0] ? [...ring, ring[0]] : []
}

/** Water, banks and axes of the city: rivers as polygons beside the sea, and bank lines only where water meets land. */
export function riverFeatures(
  measured: readonly { name: string; sections: readonly Section[] }[],
  sea: Position[][][],
): { water: FeatureCollection; banks: FeatureCollection; axes: FeatureCollection } {
  const rivers = measured.map(({ name, sections }) => ({ name, ...riverBanks(sections) }))
  const waters = [
    ...sea.map((rings) => ({ kind: 'sea', rings })),
    ...rivers.map((river) => ({ kind: river.name, rings: [riverRing(river)] })),
  ]
  const banks = rivers.flatMap(({ name, left, right }) => {
    const others = waters.filter(({ kind }) => kind !== name).map(({ rings }) => insideRings(rings))
    return [left, right].flatMap((line) =>
      outsideParts(line, (place) => others.some((inside) => inside(place))),
    )
  })
  return {
    water: collection(
      waters.map(({ kind, rings }) => feature({ kind }, { type: 'Polygon', coordinates: rings })),
    ),
    banks: collection(banks.map((coordinates) => feature({}, { type: 'LineString', coordinates }))),
    axes: collection(
      rivers.flatMap((river, index) => axisFeatures(river, waters.slice(0, sea.length + index))),
    ),
  }
}

/** The course of a river, and the simpler one its name follows. It ends where it runs into one of the waters before it. */
function axisFeatures(
  { name, axis }: { name: string; axis: Position[] },
  before: readonly { rings: Position[][] }[],
): Feature[] {
  const inside = before.map(({ rings }) => insideRings(rings))
  const parts = outsideParts(axis, (place) => inside.some((isInside) => isInside(place)))
  const named = riverNames[name]
  return parts.flatMap((coordinates) => [
    feature({ ...named, kind: name }, { type: 'LineString', coordinates }),
    feature({ ...named, kind: 'name' }, { type: 'LineString', coordinates: straightened(coordinates) }),
  ])
}

const riverNames: Readonly<Record<string, Feature['properties']>> = {
  huangpu: { name: '黄浦江', name_en: 'Huangpu River' },
  suzhou: { name: '苏州河', name_en: 'Suzhou Creek' },
}

/** The course without its small bends, which no name can follow while the whole city is in view. */
function straightened(axis: readonly Position[]): Position[] {
  const reach = 40
  const kept = axis.flatMap((_, index) => (index % (reach / 4) === 0 ? [index] : []))
  return kept.map((index) => meanPlace(axis.slice(Math.max(0, index - reach), index + reach + 1)))
}

function meanPlace(places: readonly Position[]): Position {
  return [0, 1].map((part) => places.reduce((sum, place) => sum + (place[part] ?? 0), 0) / places.length)
}

const feature = (properties: Feature['properties'], geometry: Feature['geometry']): Feature => ({
  type: 'Feature',
  properties,
  geometry,
})
const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features })

/** Equirectangular around one place: exact to a millimetre over a cross-section, and banks are only compared nearby. */
function planeAt([lng, lat]: Position) {
  const east = METRES_PER_DEGREE * Math.cos(((lat ?? 0) * Math.PI) / 180)
  return {
    to: ([x, y]: Position): Metres => [
      ((x ?? 0) - (lng ?? 0)) * east,
      ((y ?? 0) - (lat ?? 0)) * METRES_PER_DEGREE,
    ],
    from: ([x, y]: Metres): Position => [(lng ?? 0) + x / east, (lat ?? 0) + y / METRES_PER_DEGREE],
  }
}

/** Stations between the measured sections, close enough for a round bend. */
function resampled(stations: readonly Station[]): Station[] {
  const out: Station[] = []
  for (let i = 0; i + 1 < stations.length; i++) {
    const [from, to] = [stations[i], stations[i + 1]]
    if (!from || !to) continue
    const around = [stations[i - 1] ?? from, from, to, stations[i + 2] ?? to].map(({ at }) => at)
    const steps = Math.max(1, Math.ceil(distance(from.at, to.at) / STEP_METRES))
    for (let step = 0; step < steps; step++) {
      const t = step / steps
      const [x = 0, y = 0] = pointOn(around, t)
      out.push({ at: [x, y], half: from.half + (to.half - from.half) * t })
    }
  }
  const last = stations.at(-1)
  return last ? [...out, last] : out
}

/** Widths are measured one by one and jump; the eye reads a jump as a jetty that is not there. */
function smooth(stations: readonly Station[]): Station[] {
  const reach = 4
  return stations.map(({ at }, index) => {
    const near = stations.slice(Math.max(0, index - reach), index + reach + 1)
    return { at, half: near.reduce((sum, { half }) => sum + half, 0) / near.length }
  })
}

function offset(stations: readonly Station[], side: 1 | -1): Metres[] {
  return stations.map(({ at, half }, index) => {
    const before = stations[Math.max(0, index - 2)]?.at ?? at
    const after = stations[Math.min(stations.length - 1, index + 2)]?.at ?? at
    const length = distance(before, after) || 1
    const [east, north] = [(after[0] - before[0]) / length, (after[1] - before[1]) / length]
    return [at[0] - north * half * side, at[1] + east * half * side]
  })
}

/** In a tight bend the inner offset folds back over itself: a bank point nearer to the axis than half the width is in the water. */
function withoutLoops(bank: readonly Metres[], stations: readonly Station[]): Metres[] {
  const window = 40
  return bank.filter((point, index) => {
    const end = Math.min(stations.length, index + window)
    // Half a million pairs: no slices and no roots.
    for (let i = Math.max(0, index - window); i < end; i++) {
      const station = stations[i]
      if (station && isNearer(point, station.at, station.half * 0.97 - 1)) return false
    }
    return true
  })
}

function isNearer(a: Metres, b: Metres, metres: number): boolean {
  const [east, north] = [a[0] - b[0], a[1] - b[1]]
  return east * east + north * north < metres * metres
}

/** Drops what is left of a loop: a bank goes on, so a point that turns back sharply is none of it. */
function forward(line: readonly Metres[]): Metres[] {
  const kept: Metres[] = []
  for (const point of line) {
    let [before, last] = [kept.at(-2), kept.at(-1)]
    while (before && last && turnsBack(before, last, point)) {
      kept.pop()
      ;[before, last] = [kept.at(-2), kept.at(-1)]
    }
    kept.push(point)
  }
  return kept
}

function turnsBack(a: Metres, b: Metres, c: Metres): boolean {
  const along = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1])
  return along < 0.5 * distance(a, b) * distance(b, c)
}

/** One pass of averaging and one of corner cutting: the notch of a removed loop becomes a bend. */
function eased(line: readonly Metres[]): Metres[] {
  const averaged = line.map((point, index) => {
    const [before, after] = [line[index - 1], line[index + 1]]
    return before && after ? between(between(before, after, 0.5), point, 0.5) : point
  })
  return cornersCut(averaged)
}

function cornersCut(line: readonly Metres[]): Metres[] {
  const [first, last] = [line[0], line.at(-1)]
  if (!first || !last) return []
  const cut = line.slice(1).flatMap((to, index) => {
    const from = line[index] ?? to
    return [between(from, to, 0.25), between(from, to, 0.75)]
  })
  return [first, ...cut, last]
}

const between = (a: Metres, b: Metres, t: number): Metres => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
]
const distance = (a: Metres, b: Metres) => Math.hypot(a[0] - b[0], a[1] - b[1])
