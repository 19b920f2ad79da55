/** How well names fit an address: rules and shared pairs of letters, in memory, for the names are a few thousand. */
import type { AddressCandidate, AddressReason } from '#contract/addresses.ts'
import type { LngLat } from '#contract/endpoint.ts'
import { parseAddress } from './parse.ts'

export type Named = {
  readonly kind: string
  readonly name: string
  readonly nameEn: string
  readonly place: LngLat
  readonly aliases: readonly string[]
}

type Fit = { readonly confidence: number; readonly why: AddressReason }

/** Candidates from confidence 0.2 on, the likeliest first; of two alike the one nearer to `near`. */
export function candidatesFor(text: string, names: readonly Named[], near?: LngLat): AddressCandidate[] {
  const districts = names.filter(({ kind }) => kind === 'district')
  const parsed = parseAddress(
    text,
    districts.map(({ name }) => name),
  )
  const home = districts.find(({ name }) => name === parsed.district)
  const found: AddressCandidate[] = []
  for (const each of names) {
    const fit = bestFit(each, parsed)
    if (!fit || fit.confidence < LEAST) continue
    const { kind, name, nameEn, place } = each
    const elsewhere = home !== undefined && nearestOf(districts, place) !== home
    found.push({ kind, name, nameEn, place, ...fit, confidence: fit.confidence * (elsewhere ? 0.6 : 1) })
  }
  return shared(distinct(found)).sort(
    (a, b) =>
      b.confidence - a.confidence ||
      (near ? squared(a.place, near) - squared(b.place, near) : 0) ||
      a.name.length - b.name.length ||
      (a.name < b.name ? -1 : 1),
  )
}

const LEAST = 0.2

function bestFit(named: Named, parsed: ReturnType<typeof parseAddress>): Fit | undefined {
  const name = plain(named.name)
  const isStation = named.kind === 'station'
  if (isStation && parsed.station !== null && name === bare(parsed.station))
    return { confidence: 0.85, why: 'exit' }
  if (named.kind === 'road' && parsed.road !== null && name === plain(parsed.road))
    return { confidence: 0.35, why: 'road' }
  const sought = plain(parsed.rest)
  if (sought === '') return undefined
  const english = plain(named.nameEn)
  if (sought === name || sought === english || (isStation && bare(sought) === name))
    return { confidence: 0.95, why: 'exact' }
  if (named.aliases.some((alias) => plain(alias) === sought)) return { confidence: 0.9, why: 'alias' }
  return partly(sought, name) ?? partly(sought, english)
}

/** One holds the other, or they share most pairs of letters. A single letter says nothing. */
function partly(sought: string, name: string): Fit | undefined {
  if (name.length < 2 || sought.length < 2) return undefined
  if (name.startsWith(sought)) return { confidence: 0.45 + 0.3 * (sought.length / name.length), why: 'part' }
  if (name.includes(sought)) return { confidence: 0.35 + 0.3 * (sought.length / name.length), why: 'part' }
  if (sought.includes(name)) return { confidence: 0.25 + 0.5 * (name.length / sought.length), why: 'part' }
  const alike = similarity(sought, name)
  return alike < 0.4 ? undefined : { confidence: 0.6 * alike, why: 'similar' }
}

/** Small letters without what only tells namesakes apart: brackets and what stands in them. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\(.*?\)|\s/g, '')

/** A station's name without what makes it one. */
const bare = (text: string): string =>
  plain(text)
    .replace(/^地铁(?:\d{1,2}号线)?/, '')
    .replace(/(?:地铁)?站$/, '')

/** Dice's measure over pairs of letters: 1 is the same. pg_trgm would see no Chinese in a database of the C locale. */
function similarity(one: string, other: string): number {
  const pairs = pairsOf(one)
  const others = pairsOf(other)
  let both = 0
  for (const pair of pairs) if (others.has(pair)) both++
  return (2 * both) / (pairs.size + others.size)
}

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>()
  for (let i = 0; i + 1 < text.length; i++) pairs.add(text.slice(i, i + 2))
  return pairs
}

/** What stands twice under one name at one spot, as a place and as a zone, is told once. */
function distinct(found: readonly AddressCandidate[]): AddressCandidate[] {
  const kept: AddressCandidate[] = []
  for (const each of found) {
    const same = kept.findIndex(
      (other) => other.name === each.name && squared(other.place, each.place) < NEARBY,
    )
    if (same === -1) kept.push(each)
    else if ((kept[same] as AddressCandidate).confidence < each.confidence) kept[same] = each
  }
  return kept
}

/** Namesakes at different spots share what is known: none of them can be surer than one of so many. */
function shared(found: readonly AddressCandidate[]): AddressCandidate[] {
  const sure = found.filter(({ why }) => why === 'exact' || why === 'alias' || why === 'exit')
  return found.map((each) => {
    const rivals = sure.includes(each)
      ? sure.filter(
          ({ confidence, place }) => confidence === each.confidence && squared(place, each.place) > NEARBY,
        )
      : []
    return { ...each, confidence: round(each.confidence / (rivals.length + 1)) }
  })
}

const round = (value: number): number => Math.round(value * 100) / 100

/** Square of about 300 m in degrees of latitude. */
const NEARBY = (300 / 111_195) ** 2

/** Distance squared in degrees of latitude: enough to compare within one city. */
function squared([lng, lat]: LngLat, [otherLng, otherLat]: LngLat): number {
  const east = (lng - otherLng) * Math.cos((lat * Math.PI) / 180)
  return east * east + (lat - otherLat) ** 2
}

function nearestOf(districts: readonly Named[], place: LngLat): Named | undefined {
  let nearest: Named | undefined
  for (const each of districts)
    if (!nearest || squared(each.place, place) < squared(nearest.place, place)) nearest = each
  return nearest
}
