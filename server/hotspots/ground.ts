/** What hotspots stand on: a year of tickets, the hexagons they lie in, and the pieces of banks and roads, anew when these change. */
import type { Changed } from '#contract/board.ts'
import type { Event } from '#contract/events.ts'
import type { HotspotSource } from '#contract/hotspots.ts'
import { readSegmentRows } from '../coverage/queries.ts'
import type { Pool } from '../db.ts'
import { cityCells, linePlaces } from './places.ts'
import { readTickets, reportOf, segmentsMark } from './queries.ts'
import type { Ground } from './reckoning.ts'
import { createReports } from './reports.ts'

/** `since`: the earliest ticket that is read, ms UTC. */
export async function loadGround(
  db: Pool,
  sources: ReadonlyMap<string, HotspotSource>,
  since: number,
): Promise<Ground> {
  const cells = cityCells()
  const pieces = linePlaces(await readSegmentRows(db, null))
  const reports = createReports(cells, pieces)
  const columns = await readTickets(db, since)
  columns.ids.forEach((ticket, i) => {
    const received = columns.received[i] as number
    reports.put(
      {
        ticket,
        happened: columns.happened[i] as number,
        received,
        category: columns.category[i] as string,
        source: sources.get(columns.source[i] as string) ?? 'others',
        lng: columns.lng[i] as number,
        lat: columns.lat[i] as number,
        gone: columns.gone[i] as number | null,
      },
      received,
    )
  })
  return { reports, cells, pieces }
}

export type Pieces = {
  /** Whether the segments are others than they were at the last look; the ground then lies on the new ones. */
  renew(): Promise<boolean>
}

/** Follows the segments of coverage, which change with zones and banks. `mark`: as it was before the ground was loaded. */
export function followPieces(db: Pool, ground: Ground, mark: string): Pieces {
  let known = mark
  return {
    async renew() {
      const found = await segmentsMark(db)
      if (found === known) return false
      const pieces = linePlaces(await readSegmentRows(db, null))
      known = found
      ground.pieces = pieces
      ground.reports.layOn(pieces)
      return true
    },
  }
}

/** The rows that ended and began by an event; undefined: it is of no ticket. */
export function hearTicket(
  { reports }: Ground,
  sources: ReadonlyMap<string, HotspotSource>,
  { body, received }: Event,
) {
  const { ticket } = body as Changed
  return ticket && reports.put(reportOf(ticket, sources, received), received)
}
