/** Units that move as the simulator's do, a report a second each, without a city around them. */
import type { Fix } from '#contract/positions.ts'
import { advance, type Motion, type MovingKind, patrolGait, placeOf, startOn } from '../simulate/motion.ts'
import { ground, pathThrough } from '../simulate/path.ts'
import { createRandom, type Random } from '../simulate/random.ts'
import { createReceiver, listen } from '../simulate/receiver.ts'

const kinds: readonly MovingKind[] = ['foot', 'foot', 'foot', 'ebike', 'car', 'car', 'boat']
const CORNERS = 60

/** Answers a function that moves everybody on by a second and hands over what is reported at `now`. */
export function movement(units: number): (now: number, onFix: (fix: Fix) => void) => void {
  const members = Array.from({ length: units }, (_, i) => memberOf(i))
  return (now, onFix) => {
    for (const member of members) {
      member.motion = advance(member.motion, patrolGait[member.kind], 1, member.random)
      const heard = listen(member.receiver, member.kind, 1, member.random)
      member.receiver = heard.receiver
      if (heard.reports) onFix(fixOf(member, now))
    }
  }
}

function memberOf(i: number) {
  const random = createRandom(i + 1)
  const kind = kinds[i % kinds.length] as MovingKind
  const motion: Motion = startOn(anyPath(random), 'turn', random.between(0, 500))
  // Of a second in which everybody reports, each has its own moment.
  const phase = Math.floor(random.between(0, 1000))
  return {
    mover: i + 1,
    kind,
    random,
    motion,
    phase,
    receiver: { ...createReceiver(kind, random), interval: 1 },
  }
}
type Member = ReturnType<typeof memberOf>

function anyPath(random: Random) {
  let [x, y] = ground.toMetres([random.between(121.3, 121.7), random.between(31.1, 31.4)])
  let heading = random.between(0, 2 * Math.PI)
  return pathThrough(
    Array.from({ length: CORNERS }, () => {
      heading += random.normal() / 2
      const metres = random.between(40, 200)
      x += metres * Math.cos(heading)
      y += metres * Math.sin(heading)
      return [x, y] as const
    }),
  )
}

function fixOf({ mover, motion, receiver, phase }: Member, now: number): Fix {
  const { point, heading } = placeOf(motion)
  const [lng, lat] = ground.toPlace([point[0] + receiver.error[0], point[1] + receiver.error[1]])
  const standing = motion.speed <= 0.2
  return {
    mover,
    at: now + phase,
    lng,
    lat,
    speed: motion.speed,
    heading: standing ? Number.NaN : heading,
    accuracy: 5,
    source: 0,
    skew: 0,
  }
}
