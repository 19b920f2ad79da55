/** What a feature is on the map: the theme it belongs to, its kind and the zooms it is worth drawing at. */

export const themes = [
  'green',
  'airport',
  'built',
  'water',
  'waterway',
  'boundary',
  'rail',
  'road',
  'place',
  'station',
  'poi',
] as const
export type Theme = (typeof themes)[number]
export type Dimension = 'point' | 'line' | 'area'

export type Meaning = { readonly theme: Theme; readonly kind: string; readonly minZoom: number }

/** OpenStreetMap's keys that say what a thing is, the most telling first; Geofabrik writes the value in `fclass`. */
const keys = [
  'highway',
  'railway',
  'waterway',
  'aeroway',
  'building',
  'place',
  'natural',
  'leisure',
  'landuse',
  'amenity',
  'shop',
  'tourism',
  'public_transport',
  'fclass',
  'class',
] as const
export const meaningKeys: readonly string[] = keys

type Known = Readonly<Record<string, number>>

const areas: readonly (readonly [Theme, Known])[] = [
  ['water', { water: 6, riverbank: 6, river: 6, reservoir: 8, dock: 12, basin: 12, canal: 10, wetland: 12 }],
  [
    'green',
    {
      park: 10,
      garden: 12,
      forest: 10,
      wood: 10,
      grass: 13,
      meadow: 13,
      nature_reserve: 9,
      cemetery: 13,
      recreation_ground: 13,
      golf_course: 11,
    },
  ],
  ['airport', { airport: 9, aerodrome: 9, apron: 12, runway: 11, taxiway: 13, terminal: 12 }],
  ['boundary', { administrative: 9 }],
]
const lines: readonly (readonly [Theme, Known])[] = [
  [
    'road',
    {
      motorway: 6,
      trunk: 8,
      primary: 9,
      secondary: 11,
      tertiary: 12,
      unclassified: 13,
      residential: 13,
      living_street: 13,
      service: 14,
      pedestrian: 13,
      footway: 14,
      path: 14,
      steps: 14,
      cycleway: 14,
      track: 14,
    },
  ],
  ['waterway', { river: 9, canal: 11, stream: 13, drain: 13, ditch: 14 }],
  ['rail', { rail: 9, subway: 10, light_rail: 10, tram: 12, monorail: 10, narrow_gauge: 12, funicular: 14 }],
  ['airport', { runway: 10, taxiway: 13 }],
]
const points: readonly (readonly [Theme, Known])[] = [
  [
    'place',
    {
      city: 8,
      suburb: 11,
      town: 10,
      borough: 10,
      village: 13,
      hamlet: 14,
      locality: 14,
      island: 11,
      neighbourhood: 14,
      quarter: 13,
    },
  ],
  [
    'station',
    {
      metro: 11,
      railway: 10,
      station: 11,
      railway_station: 10,
      ferry_terminal: 12,
      bus_station: 13,
      subway_entrance: 14,
    },
  ],
]
const dimensions = { area: areas, line: lines, point: points } as const

type Properties = Readonly<Record<string, unknown>>

/** The meaning of a feature by its tags, or null where the map does not draw such a thing. */
export function meaningOf(properties: Properties, dimension: Dimension): Meaning | null {
  const said = sayings(properties)
  for (const value of said) {
    for (const [theme, known] of dimensions[dimension]) {
      const link = dimension === 'line' && value.endsWith('_link')
      const kind = link ? value.slice(0, -'_link'.length) : value
      const minZoom = known[kind]
      if (minZoom !== undefined) return { theme, kind, minZoom: link ? Math.max(11, minZoom + 2) : minZoom }
    }
  }
  return otherwise(properties, dimension, said)
}

function sayings(properties: Properties): string[] {
  const said = keys.map((key) => properties[key])
  // Files that hold one sort of thing say it in other words.
  const more = [
    properties.kind === 'urban' && (properties.scope === 'local' ? 'secondary' : 'trunk'),
    properties.kind === 'expressway' && 'motorway',
    properties.route && properties.color !== undefined && 'subway',
    (properties.boundary === 'administrative' || properties.adcode || properties.town_code12) &&
      'administrative',
    properties.kind,
  ]
  return [...said, ...more].filter((value): value is string => typeof value === 'string')
}

function otherwise(properties: Properties, dimension: Dimension, said: readonly string[]): Meaning | null {
  if (dimension === 'area' && (properties.building || said.includes('building')))
    return { theme: 'built', kind: 'building', minZoom: 13 }
  const kind = said[0]
  // Any named point of interest: which of them are shown is the style's choice, by rank.
  if (dimension === 'point' && kind && properties.name && !properties.highway)
    return { theme: 'poi', kind, minZoom: 14 }
  return null
}
