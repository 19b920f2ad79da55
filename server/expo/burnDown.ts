/**
 * The burn-down of a phase: how many of its items were open at each moment. Items that people check off follow the events of
 * that; measured ones follow the tickets of their zone, open from when they were opened until they were last closed.
 */
import type { BurnDown } from '#contract/burnDown.ts'
import { type Item, type Operation, type Phase, zonesOf } from '#contract/expo.ts'
import { type Db, one } from '../db.ts'
import { noOperation } from './refusals.ts'

/** From `at` on the item is open, or is not. */
type Change = { readonly at: number; readonly item: number; readonly open: boolean }

export async function burnDownOf(db: Db, operation: Operation, now: number): Promise<BurnDown> {
  const phase = operation.phases.find(({ number }) => number === operation.phase)
  if (!phase) throw noOperation(operation.id)
  const from = Math.min(phase.startsAt, (await enteredAt(db, operation)) ?? phase.startsAt)
  const changes = [
    ...(await checkedChanges(db, operation, phase)),
    ...(await measuredChanges(db, operation, phase)),
  ]
  const points = pointsOf(phase.items, changes, from, now)
  return { at: now, phase: phase.number, total: phase.items.length, from, to: phase.endsAt, points }
}

/** Counted at `from` and at each change until `now`. */
export function pointsOf(
  items: readonly Pick<Item, 'id'>[],
  changes: readonly Change[],
  from: number,
  now: number,
): BurnDown['points'] {
  if (now < from) return []
  const open = new Set(items.map(({ id }) => id))
  const points = [{ at: from, open: open.size }]
  for (const change of [...changes].sort((one, other) => one.at - other.at)) {
    if (change.at > now) break
    if (change.open) open.add(change.item)
    else open.delete(change.item)
    const last = points.at(-1) as (typeof points)[number]
    const at = Math.max(from, change.at)
    if (open.size === last.open) continue
    if (at === last.at) points[points.length - 1] = { at, open: open.size }
    else points.push({ at, open: open.size })
  }
  return points
}

/** When somebody went to the phase that it is in. */
async function enteredAt(db: Db, { id, phase }: Operation): Promise<number | null> {
  const { rows } = await db.query<{ at: number | null }>(
    `select max(happened) as at from event
     where subject = $1 and kind = 'operation.phase' and (body ->> 'to')::int = $2`,
    [`operation/${id}`, phase],
  )
  return one(rows).at
}

type Checked = { readonly at: number; readonly done: boolean; readonly item: string }

async function checkedChanges(db: Db, { id }: Operation, { items }: Phase): Promise<Change[]> {
  const { rows } = await db.query<Checked>(
    `select happened as at, kind = 'operation.checked' as done, body ->> 'item' as item from event
     where subject = $1 and kind in ('operation.checked', 'operation.unchecked') order by number`,
    [`operation/${id}`],
  )
  return items
    .filter(({ measure }) => measure === null)
    .flatMap((item) => {
      const told = rows.filter((row) => row.item === item.text)
      const first = told[0]
      // What was opened again, or is done and nobody was heard to do it, was done before the log tells of it.
      const before = first ? !first.done : item.doneAt !== null
      const known = before ? [{ at: (!first && item.doneAt) || 0, item: item.id, open: false }] : []
      return [...known, ...told.map(({ at, done }) => ({ at, item: item.id, open: !done }))]
    })
}

type Span = { readonly openedAt: number; readonly closedAt: number | null }

async function measuredChanges(db: Db, operation: Operation, { items }: Phase): Promise<Change[]> {
  const changes: Change[] = []
  for (const { id, measure } of items) {
    if (!measure) continue
    const spans = await ticketSpans(db, measure.zone === null ? zonesOf(operation) : [measure.zone])
    changes.push(...changesOf(id, spans, measure.atMost))
  }
  return changes
}

/** When the count of open tickets went over what is allowed, and when it came back. */
export function changesOf(item: number, spans: readonly Span[], atMost: number): Change[] {
  const steps = spans
    .flatMap(({ openedAt, closedAt }) => [
      { at: openedAt, by: 1 },
      ...(closedAt === null ? [] : [{ at: closedAt, by: -1 }]),
    ])
    // Of one moment, those that end come first.
    .sort((a, b) => a.at - b.at || a.by - b.by)
  const changes: Change[] = [{ at: 0, item, open: false }]
  let count = 0
  for (const { at, by } of steps) {
    count += by
    const open = count > atMost
    if (open !== changes.at(-1)?.open) changes.push({ at, item, open })
  }
  return changes
}

async function ticketSpans(db: Db, zones: readonly number[]): Promise<Span[]> {
  const { rows } = await db.query<Span>(
    `select t.opened_at as "openedAt", t.closed_at as "closedAt" from ticket t
     where t.state <> 'merged' and exists (select from zone z where z.id = any($1) and st_covers(z.area, t.place))`,
    [zones],
  )
  return rows
}
