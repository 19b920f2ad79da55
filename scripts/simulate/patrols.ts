/** The crews on their rounds: they begin in their shift, walk from stop to stop, now and then skip one or go astray, and end. */
import { isActive } from '#contract/assignments.ts'
import type { LngLat } from '#contract/endpoint.ts'
import { nextStop, type Round, type RoundStop } from '#contract/rounds.ts'
import type { Api } from './api.ts'
import type { Fleet } from './fleet.ts'
import type { Random } from './random.ts'
import type { Watch } from './watch.ts'

export type Patrols = {
  /** Begins every step that is due; answers at once. Call it each second. */
  work(now: number): void
}

/** Where a crew is sent, and what it does there. `due`: not before then. */
type Walk = { stop: number; due: number; busy: boolean; sent: boolean; astray: boolean }

const RETRY_MS = 15_000
/** Crews do not set out all at once. */
const HESITATION_MS = [5_000, 90_000] as const
/** A stay at a stop is shorter than planned: a visitor wants to see something happen. */
const STAY_MS = [8_000, 25_000] as const
const SKIPPED_SHARE = 0.04
const ASTRAY_SHARE = 0.06
/** So far off the way, in degrees: about 700 m. */
const ASTRAY_DEGREES = 0.007
/** Longer than the way may be left without an alarm. */
const ASTRAY_MS = 420_000

export function createPatrols(needs: {
  readonly watch: Watch
  readonly fleet: Fleet
  readonly random: Random
  /** The leader of a unit's crew, signed in; undefined: a person plays this one. */
  readonly leaderOf: (unit: number) => Api | undefined
}): Patrols {
  const { watch, fleet, random, leaderOf } = needs
  const walks = new Map<number, Walk>()

  const walkOf = (round: Round, now: number): Walk => {
    const known = walks.get(round.id)
    if (known) return known
    const walk = {
      stop: 0,
      due: now + random.between(...HESITATION_MS),
      busy: false,
      sent: false,
      astray: false,
    }
    walks.set(round.id, walk)
    return walk
  }
  const tell = async (round: Round, leader: Api, walk: Walk, command: string, body: object, now: number) => {
    walk.busy = true
    try {
      const changed = await leader.command<Round>(`/api/rounds/${round.id}/${command}`, body)
      watch.letIn({ round: changed })
    } catch {
      // A fix was quicker, or the server is away: the log will tell.
      walk.due = now + RETRY_MS
    } finally {
      walk.busy = false
    }
  }
  const goTo = (unit: number, stop: RoundStop, walk: Walk, now: number) => {
    walk.sent = true
    walk.astray = !walk.astray && random.chance(ASTRAY_SHARE)
    if (walk.astray) walk.due = now + ASTRAY_MS
    fleet.send(unit, walk.astray ? beside(stop.place, random) : stop.place)
  }
  /** On the way to its first stop a crew is not on its round yet. */
  const begin = (round: Round, unit: number, walk: Walk, leader: Api, now: number) => {
    const [first] = round.stops
    if (walk.sent || !first) {
      if (fleet.isThere(unit)) void tell(round, leader, walk, 'start', {}, now)
      return
    }
    walk.sent = true
    fleet.send(unit, first.place)
  }
  const step = (round: Round, unit: number, walk: Walk, leader: Api, now: number) => {
    const next = nextStop(round)
    if (!next) {
      fleet.release(unit)
      return void tell(round, leader, walk, 'finish', {}, now)
    }
    if (next.number !== walk.stop) {
      // Reached, or skipped: it stays a while, then goes on.
      const first = walk.stop === 0
      Object.assign(walk, { stop: next.number, sent: false, astray: false })
      walk.due = first ? now : now + random.between(...STAY_MS)
      return
    }
    if (!walk.sent && random.chance(SKIPPED_SHARE)) {
      return void tell(round, leader, walk, 'skip', { stop: next.number, reason: random.pick(reasons) }, now)
    }
    if (!walk.sent) return goTo(unit, next, walk, now)
    if (fleet.isThere(unit) && round.mode === 'video') {
      return void tell(round, leader, walk, 'reach', { stop: next.number }, now)
    }
    // Back on the way after having gone astray, or after a case that took the crew elsewhere.
    if (walk.astray || fleet.isThere(unit)) {
      walk.due = now + STAY_MS[1]
      goTo(unit, next, walk, now)
    }
  }

  return {
    work(now) {
      const busy = new Set([...watch.assignments.values()].filter(isActive).map(({ unit }) => unit))
      for (const round of watch.rounds.values()) {
        const { unit, state } = round
        if (unit === null || (state !== 'planned' && state !== 'started')) {
          walks.delete(round.id)
          continue
        }
        const leader = leaderOf(unit)
        if (!leader || busy.has(unit) || watch.units.get(unit)?.duty !== 'on') continue
        if (now < round.from || (state === 'planned' && now >= round.until)) continue
        const walk = walkOf(round, now)
        if (walk.busy || now < walk.due) continue
        if (state === 'planned') begin(round, unit, walk, leader, now)
        else step(round, unit, walk, leader, now)
      }
    },
  }
}

const beside = ([lng, lat]: LngLat, random: Random): LngLat => {
  const angle = random.between(0, 2 * Math.PI)
  return [lng + ASTRAY_DEGREES * Math.cos(angle), lat + ASTRAY_DEGREES * Math.sin(angle)]
}

const reasons = ['施工封路', '现场管制', '临时处置其他情况', '大雾停航'] as const
