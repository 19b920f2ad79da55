/** How a unit moves along its path: speeding up, slowing for bends, pausing, turning round. Pure: chance is passed in. */
import type { Point } from '../../server/zones/plane.ts'
import { type Path, segmentAt, whereOn } from './path.ts'
import type { Random } from './random.ts'

export type Gait = {
  /** m/s on an even stretch. */
  readonly cruise: number
  /** m/s², when speeding up or slowing down. */
  readonly acceleration: number
  readonly pausesAnHour: number
  readonly pauseSeconds: readonly [least: number, most: number]
}

export type MovingKind = 'foot' | 'ebike' | 'car' | 'boat'

export const patrolGait: Record<MovingKind, Gait> = {
  foot: { cruise: 1.2, acceleration: 1, pausesAnHour: 14, pauseSeconds: [20, 180] },
  ebike: { cruise: 4.2, acceleration: 1, pausesAnHour: 12, pauseSeconds: [20, 150] },
  car: { cruise: 17, acceleration: 1.4, pausesAnHour: 2, pauseSeconds: [30, 240] },
  boat: { cruise: 5.5, acceleration: 0.3, pausesAnHour: 3, pauseSeconds: [60, 300] },
}

/** On the way to a ticket nobody lingers; a car is in the streets, not on the expressway. */
export const errandGait: Record<MovingKind, Gait> = {
  foot: { ...patrolGait.foot, cruise: 1.6, pausesAnHour: 0 },
  ebike: { ...patrolGait.ebike, cruise: 5.5, pausesAnHour: 0 },
  car: { ...patrolGait.car, cruise: 10, pausesAnHour: 6, pauseSeconds: [5, 40] },
  boat: { ...patrolGait.boat, cruise: 8, pausesAnHour: 0 },
}

export type Motion = {
  readonly path: Path
  /** Metres from the start of the path. */
  readonly along: number
  readonly direction: 1 | -1
  /** m/s. */
  readonly speed: number
  /** Seconds it still stands. */
  readonly pause: number
  /** At the end of an open path: turn round, or stay. */
  readonly atEnd: 'turn' | 'stay'
}

/** A fresh motion at the start of a path. */
export const startOn = (path: Path, atEnd: Motion['atEnd'], along = 0, direction: 1 | -1 = 1): Motion => ({
  path,
  along,
  direction,
  speed: 0,
  pause: 0,
  atEnd,
})

/** The motion `seconds` later. Never faster than the gait's cruise. */
export function advance(motion: Motion, gait: Gait, seconds: number, random: Random): Motion {
  if (motion.pause > 0) return { ...motion, speed: 0, pause: Math.max(0, motion.pause - seconds) }
  if (hasArrived(motion)) return { ...motion, speed: 0 }
  if (random.chance((gait.pausesAnHour * seconds) / 3600)) {
    return { ...motion, speed: 0, pause: random.between(...gait.pauseSeconds) }
  }
  const wanted = Math.min(gait.cruise * random.between(0.85, 1), allowedSpeed(motion, gait))
  const change = Math.max(
    -2 * gait.acceleration,
    Math.min(gait.acceleration, (wanted - motion.speed) / seconds),
  )
  const speed = Math.min(gait.cruise, Math.max(0.1, motion.speed + change * seconds))
  return moveBy({ ...motion, speed }, speed * seconds)
}

export const hasArrived = ({ path, along, atEnd, direction }: Motion): boolean =>
  atEnd === 'stay' && !path.closed && direction === 1 && along >= path.length

export function placeOf({ path, along, direction }: Motion): {
  readonly point: Point
  readonly heading: number
} {
  const { point, heading } = whereOn(path, along)
  return { point, heading: direction === 1 ? heading : (heading + 180) % 360 }
}

function moveBy(motion: Motion, metres: number): Motion {
  const { path, direction, atEnd } = motion
  const along = motion.along + direction * metres
  if (along >= 0 && along <= path.length) return { ...motion, along }
  if (path.closed) return { ...motion, along: (along + path.length) % path.length }
  const end = along < 0 ? 0 : path.length
  return atEnd === 'turn'
    ? { ...motion, along: end, direction: direction === 1 ? -1 : 1, speed: motion.speed / 3 }
    : { ...motion, along: end, speed: 0 }
}

/** m/s² sideways that a crew finds comfortable. */
const COMFORTABLE = 1.5

/** How fast it may go here so that it is slow enough at the next bends: v² = bend² + 2·a·distance. */
function allowedSpeed({ path, along, direction }: Motion, gait: Gait): number {
  let allowed = gait.cruise
  const segment = segmentAt(path, along)
  for (let step = 0; step < 3; step++) {
    const i = direction === 1 ? segment + 1 + step : segment - step
    const radius = path.radius[i]
    if (radius === undefined) break
    const bend = Math.max(gait.cruise * 0.3, Math.sqrt(COMFORTABLE * radius))
    const metres = Math.abs((path.at[i] as number) - along)
    allowed = Math.min(allowed, Math.sqrt(bend * bend + 2 * gait.acceleration * metres))
  }
  return allowed
}
