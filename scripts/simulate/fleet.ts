/** Every simulated unit: where it is, what it is on, and what its device reports each second. */
import type { LngLat } from '#contract/endpoint.ts'
import type { PositionIn } from '#contract/positions.ts'
import type { Unit } from '#contract/units.ts'
import {
  advance,
  errandGait,
  hasArrived,
  type Motion,
  type MovingKind,
  patrolGait,
  placeOf,
  startOn,
} from './motion.ts'
import { ground, nearestOn } from './path.ts'
import { createRandom, type Random } from './random.ts'
import { createReceiver, listen, type Receiver } from './receiver.ts'
import { patrolOf, type Surroundings } from './rounds.ts'
import { wayTo } from './way.ts'

type Task = 'patrol' | 'errand' | 'scene' | 'return'

type Member = {
  readonly kind: MovingKind
  readonly device: string
  readonly random: Random
  /** Taken up again after an errand. */
  patrol: Motion
  task: Task
  motion: Motion
  receiver: Receiver
  resting: boolean
}

export type Fleet = {
  /** Moves everyone on and answers what their devices report at `now`. */
  tick(seconds: number, now: number): PositionIn[]
  /** Sends a unit to a place; units that do not move are there at once. */
  send(unit: number, place: LngLat): void
  isThere(unit: number): boolean
  /** Back to its patrol. */
  release(unit: number): void
  /** A unit on a break or off duty stands still. */
  rest(unit: number, resting: boolean): void
  readonly size: number
}

export type FleetUnit = Pick<Unit, 'id' | 'code' | 'kind' | 'squad' | 'district' | 'tags' | 'duty'>

/** `deviceOf`: the name of the unit's device. `lastPlaceOf`: where the server last saw it, to go on from there. */
export function createFleet(needs: {
  readonly units: readonly FleetUnit[]
  readonly around: Surroundings
  readonly deviceOf: (unit: number) => string | undefined
  readonly lastPlaceOf: (unit: number) => LngLat | undefined
}): Fleet {
  const { around } = needs
  const members = new Map<number, Member>()
  for (const unit of needs.units) {
    const device = needs.deviceOf(unit.id)
    if (unit.kind === 'video' || device === undefined) continue
    members.set(unit.id, enlist(unit, unit.kind, device, around, needs.lastPlaceOf(unit.id)))
  }

  const start = (member: Member, task: Task, to: readonly [number, number]) => {
    member.task = task
    member.motion = startOn(wayTo(member.kind, placeOf(member.motion).point, to, around.land), 'stay')
  }

  return {
    size: members.size,
    tick(seconds, now) {
      const reports: PositionIn[] = []
      for (const member of members.values()) {
        move(member, seconds)
        const { receiver, reports: heard } = listen(member.receiver, member.kind, seconds, member.random)
        member.receiver = receiver
        if (heard) reports.push(report(member, now))
      }
      return reports
    },
    send(unit, place) {
      const member = members.get(unit)
      if (member) start(member, 'errand', ground.toMetres(place))
    },
    isThere: (unit) => members.get(unit)?.task !== 'errand',
    release(unit) {
      const member = members.get(unit)
      if (member && member.task !== 'patrol') start(member, 'return', placeOf(member.patrol).point)
    },
    rest(unit, resting) {
      const member = members.get(unit)
      if (member) member.resting = resting
    },
  }
}

/** Chance comes from the call sign: each run gives a unit the same patrol. */
function enlist(
  unit: FleetUnit,
  kind: MovingKind,
  device: string,
  around: Surroundings,
  lastPlace: LngLat | undefined,
): Member {
  const random = createRandom(
    [...unit.code].reduce((hash, letter) => Math.imul(hash, 31) + letter.charCodeAt(0), 7),
  )
  const patrol = patrolOf(unit, kind, around, random)
  const member: Member = {
    kind,
    device,
    random,
    patrol,
    task: 'patrol',
    motion: patrol,
    receiver: createReceiver(kind, random),
    resting: unit.duty !== 'on',
  }
  return lastPlace ? comeBack(member, lastPlace, around) : member
}

/** Near enough to its patrol to be on it, in metres: noise and the width of a promenade. */
const ON_PATROL_METRES = 120

/** After a restart of the simulator nobody jumps: a unit goes on from where it was last seen. */
function comeBack(member: Member, lastPlace: LngLat, { land }: Surroundings): Member {
  const point = ground.toMetres(lastPlace)
  const { along, metres } = nearestOn(member.patrol.path, point)
  const patrol = { ...member.patrol, along }
  if (metres <= ON_PATROL_METRES) return { ...member, patrol, motion: patrol }
  const way = wayTo(member.kind, point, placeOf(patrol).point, land)
  return { ...member, patrol, task: 'return', motion: startOn(way, 'stay') }
}

function move(member: Member, seconds: number): void {
  if (member.resting && member.task === 'patrol') {
    member.motion = { ...member.motion, speed: 0 }
    return
  }
  const gait = (member.task === 'patrol' ? patrolGait : errandGait)[member.kind]
  member.motion = advance(member.motion, gait, seconds, member.random)
  if (member.task === 'patrol') member.patrol = member.motion
  if (!hasArrived(member.motion)) return
  if (member.task === 'errand') member.task = 'scene'
  if (member.task === 'return') {
    member.task = 'patrol'
    member.motion = member.patrol
  }
}

function report({ motion, receiver, device, kind }: Member, now: number): PositionIn {
  const { point, heading } = placeOf(motion)
  const [lng, lat] = ground.toPlace([point[0] + receiver.error[0], point[1] + receiver.error[1]])
  return {
    device,
    at: now,
    lng: round(lng, 6),
    lat: round(lat, 6),
    speed: round(motion.speed, 2),
    // A standing phone does not know where it faces.
    heading: motion.speed > 0.2 ? round(heading, 1) : null,
    accuracy: kind === 'foot' || kind === 'ebike' ? 6 : 3,
  }
}

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits
