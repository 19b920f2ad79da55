/** Who is in which zone: judges each accepted fix of a unit against the fence, and hands on what changed. */
import { createByNumber } from '#contract/byNumber.ts'
import type { Presence, PresenceKind } from '#contract/presence.ts'
import { type Cell, type Fence, type FencedZone, NEAR_METRES } from './fence.ts'
import {
  dwell,
  ENTER_METRES,
  isCrossing,
  newStay,
  observe,
  type Sighting,
  type Stay,
  slackMetres,
  type Transition,
} from './geofence.ts'
import { METRES_PER_DEGREE } from './plane.ts'

/** A row of the table `presence`. */
export type StoredPresence = {
  readonly mover: number
  readonly zone: number
  readonly version: number
  readonly since: number | null
  readonly dwelt: boolean
}

/** One event to be, and the state after it. `entered`: when the stay began. */
export type PresenceChange = {
  readonly kind: PresenceKind
  readonly happened: number
  readonly entered: number
  readonly presence: Presence
}

/** What is asked of a fix. */
export type Sight = {
  readonly mover: number
  readonly at: number
  readonly lng: number
  readonly lat: number
  readonly accuracy: number
}

export type PresenceBook = {
  /** An accepted fix of a unit: never a late one. */
  take(fix: Sight): void
  /** Time goes on: dwell times run out. */
  tick(now: number): void
  /** Other zones: everybody is judged anew at the next fix, and stays in zones that are gone end. */
  replaceFence(fence: Fence, now: number): void
  /** What the table says, unless something newer is known; `force`: the table decided against us. */
  adopt(stored: StoredPresence, heard: number, force?: boolean): void
}

type Tracked = Stay & { zone: FencedZone; version: number }
type Mover = { id: number; lng: number; lat: number; at: number; slack: number; stays: Tracked[] }

/** `changed` is told of each change once, in the order in which they must be written. */
export function createPresenceBook(first: Fence, changed: (change: PresenceChange) => void): PresenceBook {
  const movers = createByNumber<Mover>()
  // Inside and not dwelt: what a tick has to look at.
  const dwelling = new Map<Tracked, Mover>()
  const seen: Sighting = { at: 0, before: 0, metres: 0, accuracy: 0 }
  let fence = first

  const moverOf = (id: number): Mover => {
    const known = movers.get(id)
    if (known) return known
    const fresh = { id, lng: Number.NaN, lat: Number.NaN, at: Number.NaN, slack: -1, stays: [] }
    movers.set(id, fresh)
    return fresh
  }
  const tell = (mover: Mover, stay: Tracked, entered: number, transitions: readonly Transition[]) => {
    for (const { kind, happened } of transitions) {
      stay.version++
      changed({ kind, happened, entered, presence: presenceAfter(kind, mover.id, stay, entered) })
    }
    if (transitions.length > 0) watchDwell(mover, stay)
  }
  const watchDwell = (mover: Mover, stay: Tracked) => {
    if (stay.inside && !stay.dwelt) dwelling.set(stay, mover)
    else dwelling.delete(stay)
  }
  const see = (mover: Mover, stay: Tracked, metres: number) => {
    const before = stay.since
    seen.metres = metres
    const transitions = observe(stay, seen, stay.zone.dwellMs)
    if (transitions.length > 0) tell(mover, stay, stay.inside ? stay.since : before, transitions)
    mover.slack = Math.min(mover.slack, slackMetres(stay, metres))
  }
  const seeZone = (mover: Mover, zone: FencedZone, metres: number) => {
    let stay = stayIn(mover, zone.id)
    if (!stay) {
      if (metres < ENTER_METRES) {
        mover.slack = Math.min(mover.slack, ENTER_METRES - metres)
        return
      }
      stay = { ...newStay(), zone, version: 0 }
      mover.stays.push(stay)
    }
    see(mover, stay, metres)
  }
  const judge = (mover: Mover, fix: Sight, cell: Cell) => {
    mover.slack = NEAR_METRES
    for (const near of cell.near) seeZone(mover, near.zone, fence.metresInside(near, cell, fix.lng, fix.lat))
    for (const zone of cell.within) seeZone(mover, zone, NEAR_METRES)
    for (const stay of mover.stays) {
      if ((stay.inside || isCrossing(stay)) && !isOf(cell, stay.zone)) see(mover, stay, -NEAR_METRES)
    }
  }

  return {
    take(fix) {
      const mover = moverOf(fix.mover)
      seen.before = mover.at
      seen.at = fix.at
      mover.at = fix.at
      const east = (fix.lng - mover.lng) * fence.east
      const north = (fix.lat - mover.lat) * METRES_PER_DEGREE
      // Nothing can have changed: true of nearly every fix, wherever the unit stands or drives.
      if (mover.slack >= 0 && east * east + north * north < mover.slack * mover.slack) return
      seen.accuracy = fix.accuracy
      mover.lng = fix.lng
      mover.lat = fix.lat
      judge(mover, fix, fence.cellAt(fix.lng, fix.lat))
    },
    tick(now) {
      for (const [stay, mover] of dwelling) {
        const transitions = dwell(stay, mover.at, now, stay.zone.dwellMs)
        if (transitions.length > 0) tell(mover, stay, stay.since, transitions)
      }
    },
    replaceFence(next, now) {
      fence = next
      for (const mover of movers.values()) {
        mover.slack = -1
        for (const stay of mover.stays) {
          const zone = next.zones.get(stay.zone.id)
          if (zone) stay.zone = zone
          else if (stay.inside) tell(mover, stay, stay.since, [removed(stay, now)])
        }
        mover.stays = mover.stays.filter(({ zone }) => next.zones.has(zone.id))
      }
    },
    adopt(stored, heard, force = false) {
      const mover = moverOf(stored.mover)
      if (Number.isNaN(mover.at)) mover.at = heard
      let stay = stayIn(mover, stored.zone)
      if (stay && !force && stay.version >= stored.version) return
      if (!stay) {
        stay = { ...newStay(), zone: fence.zones.get(stored.zone) ?? goneZone(stored.zone), version: 0 }
        mover.stays.push(stay)
      }
      const { version, since, dwelt } = stored
      const crossedAt = Number.NaN
      Object.assign(stay, { version, dwelt, inside: since !== null, since: since ?? Number.NaN, crossedAt })
      mover.slack = -1
      watchDwell(mover, stay)
    },
  }
}

/** A zone that went while its units were inside: the stay ends when that is seen. */
function removed(stay: Tracked, now: number): Transition {
  const happened = Math.max(now, stay.since)
  Object.assign(stay, { inside: false, since: Number.NaN, dwelt: false, crossedAt: Number.NaN })
  return { kind: 'zone.left', happened }
}

/** A zone that the table still names and nobody else: it has no ground, so nobody enters it. */
const goneZone = (id: number): FencedZone => ({
  id,
  kind: 'drawn',
  code: `#${id}`,
  name: `#${id}`,
  nameEn: `#${id}`,
  squareMetres: 0,
  dwellMs: Number.POSITIVE_INFINITY,
  rings: [],
})

function presenceAfter(kind: PresenceKind, unit: number, stay: Tracked, entered: number): Presence {
  const { id, kind: zoneKind, code, name, nameEn, squareMetres } = stay.zone
  return {
    unit,
    version: stay.version,
    zone: { id, kind: zoneKind, code, name, nameEn, squareMetres },
    since: kind === 'zone.left' ? null : entered,
    dwelt: kind === 'zone.dwelt',
  }
}

function stayIn(mover: Mover, zone: number): Tracked | undefined {
  for (const stay of mover.stays) if (stay.zone.id === zone) return stay
  return undefined
}

function isOf(cell: Cell, zone: FencedZone): boolean {
  for (const near of cell.near) if (near.zone.id === zone.id) return true
  for (const within of cell.within) if (within.id === zone.id) return true
  return false
}
