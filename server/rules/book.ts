/** The law in memory: rules by where they hold and zones by where they lie, each taken in by itself when it changes. */
import type { LngLat } from '#contract/endpoint.ts'
import type { Behaviour, Rule, Verdict, ZoneName } from '#contract/rules.ts'
import type { Holidays } from './calendar.ts'
import { createGroundIndex, type Ground, type ZoneVersion } from './ground.ts'
import { bySpecificity, changeAfter, decide, type Holding, holdingOf, type Question } from './law.ts'
import { type Piece, piecesOf } from './pieces.ts'

export type LawBook = {
  putRules(versions: readonly Rule[]): void
  putBehaviours(versions: readonly Behaviour[]): void
  putZones(versions: readonly ZoneVersion[]): void
  putHolidays(holidays: Holidays): void
  /** One verdict for each behaviour, in the order of their codes. */
  lawAt(place: LngLat, at: number): Verdict[]
  /** What is so at the place about one behaviour; undefined: there is no such behaviour. */
  verdict(behaviour: string, place: LngLat, at: number): Verdict | undefined
  /** The zones a place lies in at a moment, the smallest first. */
  zonesAt(place: LngLat, at: number): Ground[]
  /** What may speak in a zone as a whole: smaller zones within it aside. */
  inZone(zone: number, behaviour: string): Question
  /** Every zone that holds at a moment. */
  zones(at: number): Ground[]
  rules(id: number): readonly Rule[]
  behaviours(): Behaviour[]
  /** The same law, to try something out on. */
  copy(): LawBook
}

export function createLawBook(): LawBook {
  const rules = new Map<number, readonly Rule[]>()
  const pieces = new Map<number, readonly Piece[]>()
  const buckets = new Map<string, Map<number, readonly Piece[]>>()
  const behaviours = new Map<string, readonly Behaviour[]>()
  const grounds = createGroundIndex()
  let holidays: Holidays = new Map()

  const putRule = (id: number, versions: readonly Rule[]) => {
    for (const { rule } of pieces.get(id) ?? []) buckets.get(bucketOf(rule))?.delete(id)
    const fresh = piecesOf(versions)
    rules.set(id, versions)
    pieces.set(id, fresh)
    for (const [bucket, its] of grouped(fresh, ({ rule }) => bucketOf(rule))) {
      const there = buckets.get(bucket)
      if (there) there.set(id, its)
      else buckets.set(bucket, new Map([[id, its]]))
    }
  }
  const holdingsAt = (there: readonly Ground[], only?: string): Map<string, Holding[]> => {
    const found = new Map<string, Holding[]>()
    const add = (bucket: string, ground: Ground | null) => {
      for (const its of buckets.get(bucket)?.values() ?? []) {
        for (const piece of its) {
          const { behaviour } = piece.rule
          if (only !== undefined && behaviour !== only) continue
          const holding = holdingOf(piece, ground)
          if (!holding) continue
          const list = found.get(behaviour)
          if (list) list.push(holding)
          else found.set(behaviour, [holding])
        }
      }
    }
    add(EVERYWHERE, null)
    for (const ground of there) for (const bucket of bucketsOf(ground)) add(bucket, ground)
    for (const list of found.values()) list.sort(bySpecificity)
    return found
  }
  const about = (code: string, holdings: ReadonlyMap<string, Holding[]>): Question => ({
    holdings: holdings.get(code) ?? [],
    defaults: (behaviours.get(code) ?? []).map(({ validFrom, effect }) => ({ from: validFrom, effect })),
    holidays,
  })
  const judge = (code: string, question: Question, at: number): Verdict => {
    const versions = behaviours.get(code) ?? []
    const decision = decide(question, at)
    return {
      behaviour: versionAt(versions, at),
      ...statedBy(decision.holding),
      effect: decision.effect,
      exception: decision.exception,
      configurable: decision.holding?.rule.configurable ?? versionAt(versions, at).configurable,
      changes: changeAfter(question, at),
    }
  }

  return {
    putRules(versions) {
      for (const [id, fresh] of grouped(versions, ({ id }) => id)) {
        const known = (rules.get(id) ?? []).filter((old) =>
          fresh.every(({ version }) => version !== old.version),
        )
        putRule(id, [...known, ...fresh])
      }
    },
    putBehaviours(versions) {
      for (const [code, fresh] of grouped(versions, ({ code }) => code)) {
        const known = (behaviours.get(code) ?? []).filter((old) =>
          fresh.every(({ version }) => version !== old.version),
        )
        behaviours.set(
          code,
          [...known, ...fresh].sort((one, other) => one.version - other.version),
        )
      }
    },
    putZones(versions) {
      for (const version of versions) grounds.put(version)
    },
    putHolidays(days) {
      holidays = days
    },
    lawAt(place, at) {
      const holdings = holdingsAt(grounds.at(place))
      return [...behaviours.keys()].sort().map((code) => judge(code, about(code, holdings), at))
    },
    verdict(behaviour, place, at) {
      if (!behaviours.has(behaviour)) return undefined
      return judge(behaviour, about(behaviour, holdingsAt(grounds.at(place), behaviour)), at)
    },
    zonesAt: (place, at) =>
      grounds
        .at(place)
        .filter((ground) => isValid(ground, at))
        .sort((one, other) => one.area - other.area),
    inZone: (zone, behaviour) => about(behaviour, holdingsAt(grounds.of(zone), behaviour)),
    zones: (at) => [...grounds.all()].filter((ground) => isValid(ground, at)),
    rules: (id) => rules.get(id) ?? [],
    behaviours: () => [...behaviours.values()].flat(),
    copy() {
      const other = createLawBook()
      other.putRules([...rules.values()].flat())
      other.putBehaviours([...behaviours.values()].flat())
      other.putZones([...grounds.all()])
      other.putHolidays(holidays)
      return other
    },
  }
}

const EVERYWHERE = 'all'

/** Where a rule is looked for. */
function bucketOf({ zone, kind, river }: Rule): string {
  if (zone !== null) return `zone ${zone}`
  if (kind !== null) return `kind ${kind} ${river ?? ''}`
  return river === null ? EVERYWHERE : `river ${river}`
}

/** Where the rules of a zone are looked for, beside those that hold everywhere. */
function bucketsOf({ zone, kind, river }: Ground): string[] {
  const own = [`zone ${zone}`, `kind ${kind} `]
  return river === null ? own : [...own, `kind ${kind} ${river}`, `river ${river}`]
}

const isValid = ({ validFrom, validTo }: ZoneVersion, at: number): boolean =>
  validFrom <= at && (validTo === null || at < validTo)

const versionAt = (versions: readonly Behaviour[], at: number): Behaviour =>
  (versions.findLast(({ validFrom }) => validFrom <= at) ?? versions[0]) as Behaviour

function statedBy(holding: Holding | null) {
  if (!holding) {
    return {
      rule: null,
      version: null,
      article: null,
      fine: null,
      zone: null,
      conditions: '',
      conditionsEn: '',
    }
  }
  const { id, version, article, fine, conditions, conditionsEn } = holding.rule
  const zone = holding.ground && zoneName(holding.ground)
  return { rule: id, version, article, fine, zone, conditions, conditionsEn }
}

export const zoneName = ({ zone, code, name, nameEn }: Ground): ZoneName => ({ id: zone, code, name, nameEn })

function grouped<T, K>(all: readonly T[], keyOf: (each: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const each of all) {
    const group = groups.get(keyOf(each))
    if (group) group.push(each)
    else groups.set(keyOf(each), [each])
  }
  return groups
}
