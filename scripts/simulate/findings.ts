/** Complaints and findings: what, where and from whom, in the mix of the bureau's report. */
import type { Category, Place } from '#contract/city.ts'
import type { OpenTicket, TicketSource } from '#contract/tickets.ts'
import { readTable } from '../../server/city/tables.ts'
import type { Point } from '../../server/zones/plane.ts'
import type { RiverName } from './land.ts'
import { ground, metresApart } from './path.ts'
import type { Random } from './random.ts'
import type { Surroundings, ZoneOutline } from './rounds.ts'

export type FindingMaker = (random: Random) => OpenTicket

type Spot = { readonly point: Point; readonly name: string }

/** Makes tickets of the categories that this console has. */
export function findingMaker(
  around: Surroundings,
  city: { readonly places: readonly Place[]; readonly categories: readonly Category[] },
): FindingMaker {
  const codes = new Set(city.categories.map((category) => category.code))
  const complaints = readTable('seed/complaints.csv', [
    'category',
    'cases',
    'where',
    'priority',
    'text',
  ]).filter((row) => codes.has(row.category))
  const spots = spotFinder(around, city.places)
  return (random) => {
    const { category, where, priority, text } = random.weighted(complaints, (row) => Number(row.cases))
    const { point, name } = spots(where, random)
    const [lng, lat] = ground.toPlace(point)
    return {
      category,
      ...(priority === '' ? {} : { priority: Number(priority) }),
      source: sourceOf(text, random),
      text: text.replace('{place}', name),
      address: name,
      place: [Number(lng.toFixed(6)), Number(lat.toFixed(6))],
    }
  }
}

const sources: readonly { readonly source: TicketSource; readonly share: number }[] = [
  { source: 'hotline', share: 52 },
  { source: 'platform', share: 20 },
  { source: 'patrol', share: 12 },
  { source: 'partner', share: 8 },
  { source: 'video', share: 5 },
  { source: 'petition', share: 2 },
  { source: 'inspection', share: 1 },
]

/** The words tell where some come from; the others as the report has it. */
function sourceOf(text: string, random: Random): TicketSource {
  if (text.startsWith('视频巡查')) return 'video'
  if (/^(巡查|船巡)发现/.test(text)) return 'patrol'
  if (text.startsWith('抽查')) return 'inspection'
  return random.weighted(sources, ({ share }) => share).source
}

/** How much of the city's work lies where the forces are, in this demonstration. */
const CENTRE: Point = ground.toMetres([121.475, 31.23])
const CENTRE_METRES = 12_000

function spotFinder({ land, zones }: Surroundings, places: readonly Place[]) {
  const stations = places
    .filter((place) => place.kind === 'station' || place.kind === 'gate')
    .map((place) => ({ name: place.name, point: ground.toMetres(place.place) }))
  const central = stations.filter(({ point }) => metresApart(point, CENTRE) < CENTRE_METRES)
  const banks = zones.filter((zone) => zone.kind === 'reach_bank')

  const onLand = (random: Random): Spot => {
    for (;;) {
      const station = random.pick(random.chance(0.75) ? central : stations)
      const point: Point = [
        station.point[0] + random.between(-260, 260),
        station.point[1] + random.between(-260, 260),
      ]
      if (land.isWater(point)) continue
      return { point, name: `${station.name}${stationWord(station.name)}${direction(station.point, point)}` }
    }
  }
  const byRiver = (random: Random, afloat: boolean): Spot => {
    for (;;) {
      const zone = random.weighted(banks, nearCentre)
      const { axis, promenade, lane } = land.rivers[zone.river as RiverName]
      const metres = random.between(zone.fromMetres ?? 0, zone.toMetres ?? 0)
      const i = axis.findIndex((each) => each.metres >= metres)
      const place = (afloat ? lane : promenade)[zone.bank ?? 'left'][i]
      if (!place) continue
      const point = ground.toMetres(place)
      if (afloat !== land.isWater(point)) continue
      const river = zone.river === 'huangpu' ? '黄浦江' : '苏州河'
      const side = zone.bank === 'left' ? '左岸' : '右岸'
      return {
        point,
        name: `${river}${zone.name}${afloat ? '水域' : side}${(metres / 1000).toFixed(1)}公里处`,
      }
    }
  }
  return (where: string, random: Random): Spot =>
    where === 'land' ? onLand(random) : byRiver(random, where === 'water')
}

/** Reaches in the city see ten times the visitors. */
const nearCentre = ({ centre }: ZoneOutline): number => (metresApart(centre, CENTRE) < CENTRE_METRES ? 10 : 1)

const stationWord = (name: string): string => (/[口门站楼]$/.test(name) ? '' : '地铁站')

const directions = ['东侧', '东北侧', '北侧', '西北侧', '西侧', '西南侧', '南侧', '东南侧'] as const

function direction(from: Point, to: Point): string {
  const turn = Math.atan2(to[1] - from[1], to[0] - from[0]) / (Math.PI / 4)
  const metres = Math.max(10, Math.round(metresApart(from, to) / 10) * 10)
  return `${directions[(Math.round(turn) + 8) % 8]}约${metres}米处`
}
