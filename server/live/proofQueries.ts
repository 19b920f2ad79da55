/** What a console should hold of the facts, read for its hash. */
import type { Entry, FactKind } from '#contract/stateHash.ts'
import type { Db } from '../db.ts'

export type HeldFacts = {
  readonly event: number
  readonly held: Readonly<Record<FactKind, readonly Entry[]>>
}

/** Everything by id and version, and the last event that is in it. One statement sees one snapshot. */
export async function heldFacts(db: Db): Promise<HeldFacts> {
  const { rows } = await db.query<{ kind: FactKind | 'event'; id: number; version: number }>(
    `select 'event' as kind, 0 as id, last as version from event_counter
     union all select 'units', id, version from unit
     union all select 'contacts', number, version from device where unit is null and protocol <> 'feed'
     union all select 'tickets', id, version from ticket where closed_at is null
     union all select 'assignments', id, version from assignment
       where state not in ('finished', 'declined', 'recalled')
     union all select 'rounds', id, version from patrol_round where state = 'started'
     union all select 'operations', id, version from operation
     union all select 'zones', id, version from zone`,
  )
  const held: Record<FactKind, Entry[]> = {
    ...{ units: [], contacts: [], tickets: [], assignments: [] },
    ...{ rounds: [], operations: [], zones: [] },
  }
  let event = 0
  for (const { kind, id, version } of rows) {
    if (kind === 'event') event = version
    else held[kind].push([id, version])
  }
  return { event, held }
}
