/** For tests: patrols along real banks with the simulator's gait and receiver, and what they truly passed from end to end. */

import { readLand } from '../../scripts/simulate/land.ts'
import {
  type Gait,
  type MovingKind,
  advance as move,
  patrolGait,
  placeOf,
  startOn,
} from '../../scripts/simulate/motion.ts'
import { ground, type Path, pathThrough } from '../../scripts/simulate/path.ts'
import { createRandom } from '../../scripts/simulate/random.ts'
import { createReceiver, listen } from '../../scripts/simulate/receiver.ts'
import type { Point } from '../zones/plane.ts'
import type { AxisPoint, Span } from '../zones/reaches.ts'
import { CITY_REACHES } from './banks.ts'
import type { Sight } from './match.ts'
import { bankPieces } from './pieces.ts'
import type { Segment } from './tracks.ts'

export type BankSegment = Segment & { readonly chainage: Span }

export const land = readLand()

/** The segments of both rivers, in the order of their chains; their ids are their indexes. */
export const bankSegments: readonly BankSegment[] = CITY_REACHES.flatMap(({ river, span }) =>
  bankPieces(river, land.rivers[river].axis, span),
).map((piece, id) => ({ ...piece, id, zone: 1, validFrom: 0 }))

export type Patrol = {
  readonly mover: number
  readonly kind: MovingKind
  readonly gait: Gait
  readonly river: 'huangpu' | 'suzhou'
  readonly bank: 'left' | 'right'
  readonly within: Span
  /** Metres from the bank line: inland of it, or on the water where below 0. */
  readonly inland: number
  /** How many times worse its receiver is than the simulator's. */
  readonly noise?: number
}

/** A patrol's fixes in order, and what it truly passed: segment and when its far end was reached. */
export type Walked = {
  readonly kind: MovingKind
  readonly fixes: readonly Sight[]
  readonly passed: readonly { readonly segment: number; readonly at: number }[]
}

export const DAY = Date.UTC(2026, 10, 24, 22)
/** It turns round on the way so often, beside the ends of its path. */
const TURNS_AN_HOUR = 1.5

/** Second by second; chance comes from the mover's number. */
export function walk(patrol: Patrol, seconds: number): Walked {
  const random = createRandom(patrol.mover * 7919)
  const { path, chainages } = pathOf(patrol)
  const truth = createTruth(patrol)
  const fixes: Sight[] = []
  let motion = startOn(path, 'turn', random.between(0, path.length), random.chance(0.5) ? 1 : -1)
  let receiver = createReceiver(patrol.kind, random)
  for (let second = 0; second < seconds; second++) {
    if (random.chance(TURNS_AN_HOUR / 3600))
      motion = { ...motion, direction: motion.direction === 1 ? -1 : 1 }
    motion = move(motion, patrol.gait, 1, random)
    const at = DAY + second * 1000
    truth.see(chainageAt(path, chainages, motion.along), at)
    const heard = listen(receiver, patrol.kind, 1, random)
    receiver = heard.receiver
    if (!heard.reports) continue
    const { point, heading } = placeOf(motion)
    const { noise = 1 } = patrol
    const [lng, lat] = ground.toPlace([
      point[0] + noise * receiver.error[0],
      point[1] + noise * receiver.error[1],
    ])
    fixes.push({
      mover: patrol.mover,
      at,
      lng,
      lat,
      speed: motion.speed,
      heading: motion.speed > 0.2 ? heading : Number.NaN,
      accuracy: 6,
    })
  }
  return { kind: patrol.kind, fixes, passed: truth.passed }
}

/** The offset of the axis, and the chainage of each of its points. */
function pathOf({ river, bank, within, inland }: Patrol): { path: Path; chainages: number[] } {
  const axis = land.rivers[river].axis
  const side = bank === 'left' ? 1 : -1
  const points: Point[] = []
  const chainages: number[] = []
  for (let i = 1; i < axis.length - 1; i++) {
    const { metres, place, width } = axis[i] as AxisPoint
    if (metres < within.from || metres > within.to) continue
    const [bx, by] = ground.toMetres((axis[i - 1] as AxisPoint).place)
    const [ax, ay] = ground.toMetres((axis[i + 1] as AxisPoint).place)
    const length = Math.hypot(ax - bx, ay - by)
    const [x, y] = ground.toMetres(place)
    const out = (side * (width / 2 + inland)) / length
    points.push([x - (ay - by) * out, y + (ax - bx) * out])
    chainages.push(metres)
  }
  return { path: pathThrough(points), chainages }
}

function chainageAt({ at }: Path, chainages: readonly number[], along: number): number {
  let i = 0
  while (i < at.length - 2 && (at[i + 1] as number) < along) i++
  const share = (along - (at[i] as number)) / ((at[i + 1] as number) - (at[i] as number))
  return (chainages[i] as number) + ((chainages[i + 1] as number) - (chainages[i] as number)) * share
}

/** Follows the chainage that was truly walked since the last turn. */
function createTruth({ river, bank, within }: Patrol) {
  const mine = bankSegments.filter(
    ({ chain, chainage: { from, to } }) =>
      chain === `bank/${river}/${bank}` && from >= within.from - 100 && to <= within.to + 100,
  )
  const passed: { segment: number; at: number }[] = []
  let [origin, last, direction] = [Number.NaN, Number.NaN, 0]
  return {
    passed,
    see(chainage: number, at: number) {
      if (chainage === last) return
      const goes = Math.sign(chainage - last)
      if (Number.isNaN(last) || goes !== direction) {
        origin = Number.isNaN(last) ? chainage : last
        direction = goes
      }
      for (const { id, chainage: span } of mine) {
        const [near, far] = direction > 0 ? [span.from, span.to] : [span.to, span.from]
        const reached = (far - last) * direction > 0 && (chainage - far) * direction >= 0
        if (reached && (near - origin) * direction >= 0) passed.push({ segment: id, at })
      }
      last = chainage
    },
  }
}

export const steady: Record<MovingKind, Gait> = {
  ...patrolGait,
  car: { ...patrolGait.car, cruise: 9 },
}
