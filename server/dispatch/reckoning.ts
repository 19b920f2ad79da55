/** What would have been recommended at a past dispatch of which nothing was kept: places from history, states from the log. */
import type { ShownRecommendation } from '#contract/candidates.ts'
import type { Db } from '../db.ts'
import { createGrid } from '../positions/grid.ts'
import type { Network } from '../roads/network.ts'
import { roadWaysTo } from '../roads/ways.ts'
import { OLDEST_FIX_MS, recommend } from './candidates.ts'
import type { Reckoner } from './decision.ts'
import { fixesThen, type StoodThen, unitsThen } from './reckoningQueries.ts'
import type { River } from './river.ts'
import { createRoster } from './roster.ts'
import { type RosterUnit, requirementOf, unitsForRoster } from './rosterQueries.ts'
import { dayInShanghai, type TravelTable } from './travel.ts'

export type Ground = {
  readonly river: River
  readonly network: Network | undefined
  /** As it is now: what it was then is not kept. */
  readonly travel: () => Promise<TravelTable>
}

/** Some 15 km: nobody farther is among the nine best of a city. */
const AROUND_DEGREES = 0.15
const MOST = 9

export function reckoner(db: Db, { river, network, travel }: Ground): Reckoner {
  return async ({ number: event, body: { ticket } }, at): Promise<ShownRecommendation> => {
    const day = dayInShanghai(at)
    const around = { at, since: at - OLDEST_FIX_MS, place: ticket.place, degrees: AROUND_DEGREES }
    const [table, asked, now, then, fixes] = await Promise.all([
      travel(),
      requirementOf(db, ticket.category),
      unitsForRoster(db, day),
      unitsThen(db, { event, at, day, ticket: ticket.id }),
      fixesThen(db, around),
    ])
    const grid = createGrid()
    const places = new Map(fixes.map((fix) => [fix.mover, fix]))
    for (const { mover, lng, lat } of fixes) grid.move(mover, lng, lat)
    const roster = createRoster(grid)
    const stood = new Map(then.map((each) => [each.id, each]))
    roster.put(now.map((unit) => asThen(unit, stood.get(unit.id))))
    const { candidates, ...rest } = recommend({
      ...{ ticket, asked, roster, grid, river, travel: table, now: at, limit: MOST },
      newest: (mover) => places.get(mover),
      roads: network && roadWaysTo(network, ticket.place, table.at(at).speed),
    })
    return { ...rest, candidates: candidates.map(({ line: _, ...candidate }) => candidate) }
  }
}

/** Crew and equipment are as they are now; a unit of which the log says nothing yet was on duty, as all begin. */
function asThen(unit: RosterUnit, then: StoodThen | undefined): RosterUnit {
  if (!then) return unit
  const { duty, sos, busyWith, restedAt, today } = then
  return { ...unit, duty: duty ?? 'on', sos, busyWith, restedAt, today }
}
