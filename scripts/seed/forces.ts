/** The demonstration's forces: which units there are, their crews and their devices. Synthetic, and the same every time. */
import type { Protocol } from '#contract/devices.ts'
import type { DutyTag, UnitKind } from '#contract/units.ts'
import { readTable } from '../../server/city/tables.ts'
import { createRandom, type Random } from '../simulate/random.ts'

export type Person = { readonly name: string; readonly nameEn: string }
export type SeedOfficer = Person & {
  /** Number of the 执法证; one in eight is still in training and has none. */
  readonly certificate: string | null
  readonly skills: readonly string[]
}
export type SeedUnit = {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly kind: UnitKind
  /** Code of its squad, or of the body it stands under directly. */
  readonly organisation: string
  readonly duty: 'on' | 'off'
  readonly tags: readonly DutyTag[]
  /** What the car carries, where it is not a plain one. */
  readonly vehicle: string | null
  /** The leader first. */
  readonly crew: readonly SeedOfficer[]
  readonly device: { readonly id: string; readonly protocol: Protocol }
}

/** Call signs: the body's letter, then the number; the hundreds tell the kind. */
const kinds: readonly {
  kind: UnitKind
  first: number
  crew: number
  name: string
  nameEn: string
}[] = [
  { kind: 'foot', first: 1, crew: 2, name: '人巡', nameEn: 'foot patrol' },
  { kind: 'car', first: 101, crew: 3, name: '车巡', nameEn: 'car' },
  { kind: 'ebike', first: 201, crew: 1, name: '骑巡', nameEn: 'e-bike' },
  { kind: 'boat', first: 301, crew: 3, name: '船巡', nameEn: 'boat' },
  { kind: 'video', first: 401, crew: 2, name: '技巡', nameEn: 'video desk' },
]

/** Of four cars one lifts and one tows. */
const vehicles = [null, 'aerial_lift', null, 'tow_truck'] as const

const skills = ['drone', 'crowd'] as const

/** Leaders have their certificate; every third officer has a skill. */
function officer(person: Person, unit: string, place: number): SeedOfficer {
  const number = [...unit].reduce((sum, letter) => 7 * sum + letter.charCodeAt(0), place)
  return {
    ...person,
    certificate:
      place > 0 && number % 8 === 0 ? null : `3100${String(number % 1_000_000).padStart(6, '0')}${place}`,
    skills: number % 3 === 0 ? [skills[number % 2] as string] : [],
  }
}

type Force = ReturnType<typeof readForces>[number]

/** Every unit of data/seed/forces.csv. */
export function demoUnits(): SeedUnit[] {
  const people = peopleMaker(createRandom(2023))
  const squads = readTable('figures/town_codes.csv', ['town_code12', 'district_code'])
  const names = bodyNames()
  return readForces().flatMap((force) => {
    const ofDistrict = squads
      .filter((row) => row.district_code === force.organisation)
      .map((row) => row.town_code12)
    const own = ofDistrict.length > 0 ? ofDistrict : [force.organisation]
    return kinds.flatMap(({ kind, first, crew, ...words }) =>
      Array.from({ length: force[kind] }, (_, i): SeedUnit => {
        const code = `${force.letter}${String(first + i).padStart(3, '0')}`
        const tags = tagsOf(force, kind, i)
        const from = tags.includes('water') && force.riverSquads.length > 0 ? force.riverSquads : own
        const body = names(force.organisation)
        return {
          code,
          name: `${body.name}${words.name}${first + i}`,
          nameEn: `${body.nameEn} ${words.nameEn} ${first + i}`,
          kind,
          organisation: from[i % from.length] as string,
          duty: tags.includes('night') ? 'off' : 'on',
          tags,
          vehicle: kind === 'car' ? (vehicles[i % vehicles.length] ?? null) : null,
          crew: Array.from({ length: crew }, (_, place) => officer(people(), code, place)),
          device: deviceOf(code, kind),
        }
      }),
    )
  })
}

const readForces = () =>
  readTable('seed/forces.csv', [
    'organisation',
    'letter',
    ...kinds.map(({ kind }) => kind),
    'water',
    'expo',
    'river_squads',
  ]).map((row) => ({
    organisation: row.organisation,
    letter: row.letter,
    foot: Number(row.foot),
    ebike: Number(row.ebike),
    car: Number(row.car),
    boat: Number(row.boat),
    video: Number(row.video),
    water: Number(row.water),
    expo: Number(row.expo),
    riverSquads: row.river_squads.split(' ').filter((code) => code !== ''),
  }))

/** The first foot units walk the river, the last ones are lent to the expo; boats are always on water duty. */
function tagsOf(force: Force, kind: UnitKind, i: number): DutyTag[] {
  if (kind === 'boat') return ['water']
  if (kind === 'foot' && i < force.water) return ['daily', 'water']
  if (kind === 'foot' && i >= force.foot - force.expo) return ['expo']
  if (force.organisation === EXPO_DISTRICT && i % 2 === 0) return ['daily', 'expo']
  if (i % 7 === 3) return ['special']
  if (i % 9 === 5) return ['night']
  if (i % 8 === 4) return ['standby']
  return ['daily']
}

const EXPO_DISTRICT = '310118'

function deviceOf(code: string, kind: UnitKind): SeedUnit['device'] {
  const letter = code.charCodeAt(0)
  const number = code.slice(1)
  if (kind === 'boat') return { id: `4137${letter}${number}`, protocol: 'ais' }
  if (kind === 'car') return { id: `01390002${letter}${number}`.slice(-12), protocol: 'http' }
  if (kind === 'foot') return { id: `phone-${code}`, protocol: Number(number) % 2 === 0 ? 'osmand' : 'http' }
  return { id: `${kind === 'video' ? 'desk' : 'phone'}-${code}`, protocol: 'http' }
}

function peopleMaker(random: Random): () => Person {
  const rows = readTable('seed/people.csv', ['part', 'name', 'name_en'])
  const family = rows.filter((row) => row.part === 'family')
  const given = rows.filter((row) => row.part === 'given')
  return () => {
    const first = random.pick(family)
    const second = random.pick(given)
    return { name: `${first.name}${second.name}`, nameEn: `${first.name_en} ${second.name_en}` }
  }
}

/** A body as units are called by it: 黄浦, Huangpu. */
function bodyNames(): (code: string) => Person {
  const districts = readTable('figures/districts.csv', ['adcode', 'name', 'name_en']).map((row) => ({
    code: row.adcode,
    name: row.name.replace(/(新区|区)$/, ''),
    nameEn: row.name_en,
  }))
  const bodies = readTable('seed/bodies.csv', ['code', 'short', 'short_en']).map((row) => ({
    code: row.code,
    name: row.short,
    nameEn: row.short_en,
  }))
  const all = new Map([...districts, ...bodies].map((body) => [body.code, body]))
  return (code) => {
    const body = all.get(code)
    if (!body) throw new Error(`data/seed/forces.csv names the organisation ${code}, which there is not`)
    return body
  }
}
