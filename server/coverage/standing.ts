/** A fixed post (固守): who stays on a segment's ground for ten minutes has it in sight. */
import type { Sight, Walker } from './match.ts'
import { EAST, NORTH } from './tracks.ts'

/** A post is walked up and down a little. */
const POST_METRES = 40
const POST_MS = 600_000
/** Unheard for longer, nobody knows that it stayed. */
const UNHEARD_MS = 180_000

/** Since when the mover has stood here, each time another ten minutes are full; undefined otherwise. */
export function standing(walker: Walker, fix: Sight, onSegment: boolean): number | undefined {
  const moved = Math.hypot(fix.lng * EAST - walker.stoodX, fix.lat * NORTH - walker.stoodY)
  if (!onSegment || moved > POST_METRES || fix.at < walker.stoodSince || fix.at - walker.at > UNHEARD_MS) {
    walker.stoodX = fix.lng * EAST
    walker.stoodY = fix.lat * NORTH
    walker.stoodSince = fix.at
    return undefined
  }
  if (fix.at - walker.stoodSince < POST_MS) return undefined
  const since = walker.stoodSince
  walker.stoodSince = fix.at
  return since
}
