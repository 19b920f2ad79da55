/** A synthetic city of shops, sites and historic buildings: the same for the same seed, along streets around real stations and towns. */
import type { LngLat } from '#contract/endpoint.ts'
import type { Credit, Grade, ObjectKind } from '#contract/objects.ts'
import { readTable } from '../../server/city/tables.ts'
import type { Point } from '../../server/zones/plane.ts'
import { type Land, readLand } from '../simulate/land.ts'
import { ground } from '../simulate/path.ts'
import { createRandom, type Random } from '../simulate/random.ts'

export type SyntheticObject = {
  readonly number: number
  readonly kind: ObjectKind
  readonly name: string
  readonly address: string
  readonly place: LngLat
  /** Code of the squad. */
  readonly squad: string
  readonly grade: Grade
  readonly credit: Credit
  /** How much of the longest interval has gone by since the last inspection; null: never inspected. */
  readonly waited: number | null
}

/** Shares of a year's report: 196,000 shops, 89.4 % of them of low risk; 4,295 sites, 52.3 %. The other shares are ours. */
const kinds: readonly (readonly [
  kind: ObjectKind,
  weight: number,
  grades: readonly (readonly [Grade, number])[],
])[] = [
  [
    'shop',
    196_000,
    [
      ['low', 89.4],
      ['medium', 8.2],
      ['high', 2.4],
    ],
  ],
  [
    'site',
    4_295,
    [
      ['low', 52.3],
      ['medium', 33],
      ['high', 14.7],
    ],
  ],
  [
    'historic',
    1_058,
    [
      ['low', 60],
      ['medium', 30],
      ['high', 10],
    ],
  ],
]
const credits: readonly (readonly [Credit, number])[] = [
  ['a', 55],
  ['b', 33],
  ['c', 10],
  ['d', 2],
]

const trades =
  '面馆 小吃店 水果店 便利店 理发店 药房 服装店 五金店 花店 咖啡馆 烘焙坊 生鲜超市 文具店 洗衣店 火锅店 茶室 修理铺 眼镜店 粮油店 快递驿站 烧烤店 干洗店 书店 宠物店'.split(
    ' ',
  )
const works = '住宅项目工地 商务楼工地 道路改造工地 管网更新工地 轨道交通工地 学校扩建工地'.split(' ')
const houses = '里弄住宅 花园洋房 银行旧址 公馆旧址 教堂 老厂房'.split(' ')
const streets = '中路 东路 西路 南路 北路 支路 新路'.split(' ')

/** Endless; the first are the same however many are taken. */
export function* syntheticObjects(seed: number): Generator<SyntheticObject> {
  const random = createRandom(seed)
  const anchors = anchorsOfCity()
  const old = anchors.filter(({ fromCentre }) => fromCentre < 4_500)
  const pickAnchor = picker(random, anchors, ({ weight }) => weight)
  for (let number = 1; ; number++) {
    const [kind, , gradeShares] = random.weighted(kinds, ([, weight]) => weight)
    const anchor = kind === 'historic' ? random.pick(old) : pickAnchor()
    const { place, street } = placeNear(anchor, kind, random)
    yield {
      number,
      kind,
      name: nameOf(kind, anchor.name, random),
      address: `演示${anchor.name}${streets[street % streets.length]}${1 + Math.floor(random.next() * 1200)}号`,
      place,
      squad: anchor.squad,
      grade: random.weighted(gradeShares, ([, share]) => share)[0],
      credit: random.weighted(credits, ([, share]) => share)[0],
      waited: random.chance(0.03) ? null : random.next() * 1.12,
    }
  }
}

function nameOf(kind: ObjectKind, anchor: string, random: Random): string {
  if (kind === 'site') return `演示${anchor}${random.pick(works)}${1 + Math.floor(random.next() * 40)}标段`
  if (kind === 'historic') return `演示${anchor}${random.pick(houses)}`
  return `演示${anchor}${random.pick(trades)}${1 + Math.floor(random.next() * 300)}店`
}

type Anchor = {
  readonly name: string
  /** Metres. */
  readonly at: Point
  readonly squad: string
  /** Metres from the middle of the city. */
  readonly fromCentre: number
  readonly weight: number
  /** Radians: how its streets run. */
  readonly turn: number
  /** Metres between streets, and how far the shops reach along them. */
  readonly block: number
  readonly reach: number
  /** Water may be where a point falls. */
  readonly isWet: (point: Point) => boolean
}

/** The middle that streets were counted from: People's Square. */
const CENTRE: LngLat = [121.4737, 31.2304]

/** A point on one of the streets around an anchor; on land. */
function placeNear(anchor: Anchor, kind: ObjectKind, random: Random): { place: LngLat; street: number } {
  for (let tries = 0; ; tries++) {
    const spread = kind === 'site' ? 2.2 : 1
    const street = Math.round(random.normal() * 3.2 * spread)
    const along = random.normal() * anchor.reach * spread
    // Shops stand on both sides of a street, sites off it.
    const aside =
      (random.chance(0.5) ? 1 : -1) * (kind === 'site' ? random.between(25, 60) : random.between(8, 14))
    const across = street * anchor.block + aside
    // Every third street runs the other way.
    const [u, v] = street % 3 === 0 ? [across, along] : [along, across]
    const [sin, cos] = [Math.sin(anchor.turn), Math.cos(anchor.turn)]
    const point = [anchor.at[0] + u * cos - v * sin, anchor.at[1] + u * sin + v * cos] as const
    if (anchor.isWet(point) && tries < 30) continue
    const [lng, lat] = ground.toPlace(point)
    return { place: [round(lng), round(lat)], street: Math.abs(street) }
  }
}

const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6

/** Stations and towns with the squad they belong to. */
function anchorsOfCity(): Anchor[] {
  const land = readLand()
  const wet = new Map<string, boolean>()
  const middle = ground.toMetres(CENTRE)
  const squadOf = squads()
  const points = [
    ...readTable('figures/metro_stations.csv', ['name', 'longitude', 'latitude']).map((row) => ({
      ...row,
      share: 1,
    })),
    ...readTable('figures/places.csv', ['name', 'class', 'longitude', 'latitude'])
      .filter((row) => row.class === 'town' || row.class === 'suburb')
      .map((row) => ({ ...row, share: 0.75 })),
  ]
  return points.map(({ name, longitude, latitude, share }, i) => {
    const place: LngLat = [Number(longitude), Number(latitude)]
    const at = ground.toMetres(place)
    const fromCentre = Math.hypot(at[0] - middle[0], at[1] - middle[1])
    const near = Math.exp(-fromCentre / 9_000)
    return {
      name,
      at,
      squad: squadOf(name, place),
      fromCentre,
      weight: share * (0.25 + 1.6 * near),
      turn: (((i * 37) % 60) - 30) * (Math.PI / 180) * 0.6,
      block: 95 + 85 * (1 - near),
      reach: 360 + 260 * (1 - near),
      isWet: wetNear(at, fromCentre, land, wet),
    }
  })
}

/**
 * Whether a point near an anchor lies in water. Asking the land takes 0.2 ms: so it is asked once for each 40 m of shore, and
 * only around anchors that have sea within reach; the rivers are looked for among the axis points nearby.
 */
function wetNear(
  at: Point,
  fromCentre: number,
  land: Land,
  wet: Map<string, boolean>,
): (point: Point) => boolean {
  const axis = [...land.rivers.huangpu.axis, ...land.rivers.suzhou.axis].flatMap(({ place, width }) => {
    const point = ground.toMetres(place)
    return isWithin(REACH, point, at) ? [{ point, metres: width / 2 + 8 }] : []
  })
  const inRiver = (point: Point) => axis.some((each) => isWithin(each.metres, each.point, point))
  if (fromCentre < SEA_FROM || !around(at).some(land.isWater)) return inRiver
  return (point) => {
    if (inRiver(point)) return true
    const cell = point.map((metres) => Math.round(metres / SHORE_CELL)).join(' ')
    const known = wet.get(cell) ?? land.isWater(point)
    wet.set(cell, known)
    return known
  }
}

/** No object is farther from its anchor, metres. */
const REACH = 5_000
/** Nearer to the middle of the city there is no sea. */
const SEA_FROM = 15_000
const SHORE_CELL = 40

const around = ([x, y]: Point): Point[] =>
  Array.from({ length: 12 }, (_, i) => {
    const metres = i % 2 === 0 ? 1_000 : 2_200
    return [x + metres * Math.cos((i * Math.PI) / 6), y + metres * Math.sin((i * Math.PI) / 6)]
  })

// Math.hypot takes ten times as long, and is asked millions of times.
const isWithin = (metres: number, [ax, ay]: Point, [bx, by]: Point): boolean =>
  (ax - bx) * (ax - bx) + (ay - by) * (ay - by) < metres * metres

/** The squad of the street or town of that name, else one of the nearest district, the same for the same anchor. */
function squads(): (name: string, place: LngLat) => string {
  const towns = readTable('figures/town_codes.csv', ['town_code12', 'town_name', 'district_code'])
  const labels = readTable('figures/districts.csv', ['adcode', 'longitude', 'latitude']).map((row) => ({
    code: row.adcode,
    at: ground.toMetres([Number(row.longitude), Number(row.latitude)]),
  }))
  let turn = 0
  return (name, place) => {
    const at = ground.toMetres(place)
    const far = (label: (typeof labels)[number]) => Math.hypot(label.at[0] - at[0], label.at[1] - at[1])
    const district = labels.reduce((nearest, each) => (far(each) < far(nearest) ? each : nearest)).code
    const own = towns.filter((town) => town.district_code === district)
    const named = own.find((town) => town.town_name.startsWith(name.slice(0, 2)))
    const chosen = named ?? own[turn++ % own.length]
    if (!chosen) throw new Error(`The district ${district} has no town in figures/town_codes.csv`)
    return chosen.town_code12
  }
}

/** As `Random.weighted`, by sums made once: hundreds of anchors are picked from two hundred thousand times. */
function picker<T>(random: Random, items: readonly T[], weightOf: (item: T) => number): () => T {
  let sum = 0
  const sums = items.map((item) => (sum += weightOf(item)))
  return () => {
    const wanted = random.next() * sum
    let [low, high] = [0, sums.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] as number) > wanted) high = middle
      else low = middle + 1
    }
    return items[low] as T
  }
}
