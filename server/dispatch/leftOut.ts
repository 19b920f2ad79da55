/** Who is near and yet no candidate, each with its one reason. */
import type { Candidate, LeftOut } from '#contract/candidates.ts'
import { metresBetween } from '../zones/plane.ts'
import { isOld, type Search } from './candidates.ts'
import { suits, type Unmet, unmet } from './requirements.ts'
import type { RosterUnit } from './rosterQueries.ts'
import type { MovingKind } from './travel.ts'

const MOST = 8
/** Near is who is not farther than the farthest candidate, within reason. */
const NEAR_METRES = { least: 500, most: 3_000 }

export function leftOut(search: Search, candidates: readonly Candidate[]): LeftOut[] {
  const { ticket, grid, roster, limit } = search
  const shown = new Set(candidates.map(({ unit }) => unit))
  const accept = (id: number) => {
    const unit = roster.unit(id)
    return unit !== undefined && !unit.retired && unit.kind !== 'video' && !shown.has(id)
  }
  const reach = nearMetres(search, candidates, limit)
  const left: LeftOut[] = []
  // Nearly always the first few do: in the city's middle a thousand are as near as the candidates.
  for (let looked = 0, count = 8 * MOST; ; count *= 4) {
    const nearest = grid.nearest(ticket.place, count, { accept })
    for (const { mover, metres } of nearest.slice(looked)) {
      if (metres > reach || left.length === MOST) return left
      const unit = roster.unit(mover) as RosterUnit
      const why = reasonOf(unit, search)
      if (why) left.push({ unit: mover, metres: Math.round(metres), ticket: unit.busyWith, ...why })
    }
    if (nearest.length < count) return left
    looked = nearest.length
  }
}

function nearMetres({ newest, ticket }: Search, candidates: readonly Candidate[], limit: number): number {
  if (candidates.length < limit) return NEAR_METRES.most
  const farthest = candidates.map(({ unit }) => {
    const fix = newest(unit)
    return fix ? metresBetween([fix.lng, fix.lat], ticket.place) : 0
  })
  return Math.min(NEAR_METRES.most, Math.max(NEAR_METRES.least, ...farthest))
}

/** Undefined: it could go, and is only farther than those shown. */
function reasonOf(unit: RosterUnit, search: Search): Unmet | undefined {
  const { asked, newest, ways } = search
  const because = (reason: Unmet['reason']): Unmet => ({ reason, needs: null })
  if (!suits(unit, asked.kinds, ways.onWater)) return because('kind')
  if (unit.duty !== 'on') return because('off_duty')
  if (unit.sos) return because('sos')
  if (unit.busyWith) return because('busy')
  if (isOld(unit.id, search)) return because('old_place')
  const fix = newest(unit.id)
  const hasWay = fix && ways.from(unit.kind as MovingKind, [fix.lng, fix.lat])
  return unmet(unit, asked) ?? (hasWay ? undefined : because('no_way'))
}
