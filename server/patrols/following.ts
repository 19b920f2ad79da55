/** One round as its crew's fixes tell it: which stops it reaches, and when it is off, still or silent. A rule by itself. */
import type { PatrolLimit, Round, RoundStop, TroubleKind } from '#contract/rounds.ts'
import { BLURRED_METRES } from '../zones/geofence.ts'
import type { Sight } from '../zones/presence.ts'
import type { Ground } from './ground.ts'
import type { Trouble } from './marks.ts'

export type Found =
  | { readonly kind: 'reached'; readonly stop: number; readonly at: number }
  | { readonly kind: 'trouble'; readonly trouble: Trouble }
  | { readonly kind: 'over'; readonly trouble: TroubleKind; readonly at: number }

export type Followed = {
  /** An accepted fix of the crew, received at `received`; answers what it shows, each thing once. */
  see(fix: Sight, received: number): Found[]
  /** Time goes on: answers that the crew is silent, once. */
  wait(now: number): Found[]
  /** What people did to its stops meanwhile. */
  learn(round: Round): void
}

/** What lasts: since when, and whether it has been told. */
type Lasting = { since: number; told: boolean }

export type Following = {
  readonly round: Round
  readonly ground: Ground
  readonly limits: readonly PatrolLimit[]
  /** When the crew was last heard, ms UTC; NaN: never. */
  readonly heard: number
  /** Since when somebody listens: what nobody could hear does not make a crew silent. */
  readonly listening: number
}

/** Each stop and each alarm the round has is taken as told. */
export function follow({ round, ground, limits, heard, listening }: Following): Followed {
  const limitOf = new Map(
    limits.filter(({ mode }) => mode === round.mode).map((limit) => [limit.kind, limit]),
  )
  const open = new Map(round.stops.filter(({ state }) => state === 'open').map((stop) => [stop.number, stop]))
  const lasting = new Map<TroubleKind, Lasting>()
  for (const { kind, since, until } of round.alarms)
    if (until === null) lasting.set(kind, { since, told: true })
  // The first fix within a stop: the next one there confirms it, so that a jump of a receiver is no visit.
  const within = new Map<number, number>()
  const begun = round.startedAt ?? round.from
  let last = heard > begun ? heard : begun
  let received = listening
  let rest: { lng: number; lat: number; at: number } | undefined

  const reach = (fix: Sight): Found[] => {
    const found: Found[] = []
    for (const stop of open.values()) {
      const there = isThere(stop, fix, ground)
      const first = within.get(stop.number)
      if (!there) within.delete(stop.number)
      else if (first === undefined) within.set(stop.number, fix.at)
      else {
        open.delete(stop.number)
        found.push({ kind: 'reached', stop: stop.number, at: first })
      }
    }
    return found
  }
  /** `off`: how far, where it is; null: all is well. */
  const judge = (kind: TroubleKind, since: number, off: number | null, fix: Sight): Found[] => {
    const limit = limitOf.get(kind)
    if (!limit) return []
    const known = lasting.get(kind)
    if (off === null) {
      lasting.delete(kind)
      return known?.told ? [{ kind: 'over', trouble: kind, at: fix.at }] : []
    }
    const mine = known ?? { since, told: false }
    lasting.set(kind, mine)
    if (mine.told || fix.at - mine.since < limit.seconds * 1000) return []
    mine.told = true
    const trouble = {
      kind,
      since: mine.since,
      place: [fix.lng, fix.lat] as [number, number],
      metres: Math.round(off),
    }
    return [{ kind: 'trouble', trouble }]
  }
  const stands = (fix: Sight): Found[] => {
    const limit = limitOf.get('standstill')
    if (!limit) return []
    const moved = rest ? ground.toPlace(fix.lng, fix.lat, [rest.lng, rest.lat]) : Number.POSITIVE_INFINITY
    const excused = round.stops.some((stop) => isThere(stop, fix, ground))
    if (!rest || moved > limit.metres || excused) {
      rest = { lng: fix.lng, lat: fix.lat, at: fix.at }
      return judge('standstill', fix.at, null, fix)
    }
    return judge('standstill', rest.at, moved, fix)
  }

  return {
    see(fix, now) {
      // By the time of receipt: a phone that sends what it kept is not silent, however old its fixes are.
      received = Math.max(received, now)
      last = Math.max(last, fix.at)
      const heardAgain: Found[] = lasting.delete('offline')
        ? [{ kind: 'over', trouble: 'offline', at: now }]
        : []
      // What was kept from before the round began, and blurs that could be anywhere, say nothing about it.
      if (fix.at < begun || fix.accuracy > BLURRED_METRES) return heardAgain
      return [
        ...heardAgain,
        ...reach(fix),
        ...judge('off_zone', fix.at, beyond(outsideZones(round, ground, fix), limitOf.get('off_zone')), fix),
        ...judge('deviation', fix.at, beyond(offTheWay(round, ground, fix), limitOf.get('deviation')), fix),
        ...stands(fix),
      ]
    },
    wait(now) {
      const limit = limitOf.get('offline')
      if (!limit || lasting.has('offline') || now - Math.max(last, received) < limit.seconds * 1000) return []
      lasting.set('offline', { since: last, told: true })
      return [{ kind: 'trouble', trouble: { kind: 'offline', since: last, place: null, metres: null } }]
    },
    learn({ stops }) {
      for (const { number, state } of stops) if (state !== 'open') open.delete(number)
    },
  }
}

const beyond = (metres: number | null, limit: PatrolLimit | undefined): number | null =>
  metres !== null && limit && metres > limit.metres ? metres : null

/** In its hours, and in its zone or so near to it. */
function isThere({ zone, place, metres, opensAt, closesAt }: RoundStop, fix: Sight, ground: Ground): boolean {
  if (opensAt !== null && fix.at < opensAt) return false
  if (closesAt !== null && fix.at > closesAt) return false
  if (zone !== null) return ground.toZone(fix.lng, fix.lat, zone) === 0
  return ground.toPlace(fix.lng, fix.lat, place) <= metres
}

/** A post is left beyond its stop; a round leaves its zones. Null: it has none. */
function outsideZones({ mode, zones, stops }: Round, ground: Ground, { lng, lat }: Sight): number | null {
  const toStop = ({ zone, place, metres }: RoundStop) =>
    zone === null ? Math.max(0, ground.toPlace(lng, lat, place) - metres) : ground.toZone(lng, lat, zone)
  if (mode === 'post') return Math.min(...stops.map(toStop))
  if (zones.length === 0) return null
  return Math.min(...zones.map((zone) => ground.toZone(lng, lat, zone)))
}

/** From the way and from every zone of the round. A zone that is gone cannot be left. */
function offTheWay({ zones, stops }: Round, ground: Ground, { lng, lat }: Sight): number {
  const all = [...zones, ...stops.flatMap(({ zone }) => zone ?? [])]
  return Math.min(ground.toWay(lng, lat), ...all.map((zone) => ground.toZone(lng, lat, zone)))
}
