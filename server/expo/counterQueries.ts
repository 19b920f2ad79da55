/** Counters, their readings and the cards that crossings open, in the database. */
import type { ArmedLimit, Card, Counter, Effect } from '#contract/counters.ts'
import { type Db, one } from '../db.ts'

const select = `
  select c.id, c.version, c.operation, c.code, c.name, c.name_en as "nameEn", c.kind,
    json_build_array(st_x(c.place), st_y(c.place)) as place, c.count, c.read_at as "readAt",
    c.silent_seconds as "silentSeconds",
    coalesce((select json_agg(json_build_object('value', l.value, 'clears', l.clears, 'effect', l.effect) order by l.value)
              from counter_limit l where l.counter = c.id), '[]') as limits
  from counter c`

export async function allCounters(db: Db): Promise<Counter[]> {
  const { rows } = await db.query<Counter>(`${select} order by c.operation, c.kind desc, c.code`)
  return rows
}

/** Held in one order until the transaction ends: of two feeds the second sees what the first wrote. */
export async function lockCounters(tx: Db, codes: readonly string[]): Promise<Counter[]> {
  await tx.query('select from counter where code = any($1) order by id for update', [codes])
  const { rows } = await tx.query<Counter>(`${select} where c.code = any($1) order by c.id`, [codes])
  return rows
}

/** Held until the transaction ends: readings of it wait. */
export async function counterById(tx: Db, id: number): Promise<Counter | undefined> {
  await tx.query('select from counter where id = $1 for update', [id])
  const { rows } = await tx.query<Counter>(`${select} where c.id = $1`, [id])
  return rows[0]
}

/** Keeps a reading; false where it is here already. */
export async function insertReading(
  tx: Db,
  { counter, at, count }: { counter: number; at: number; count: number },
  now: number,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into counter_reading (counter, at, count, received) values ($1, $2, $3, $4) on conflict do nothing`,
    [counter, new Date(at), count, new Date(now)],
  )
  return rowCount === 1
}

export async function putCount(
  tx: Db,
  { id, count, readAt }: { id: number; count: number; readAt: number },
): Promise<void> {
  await tx.query('update counter set count = $2, read_at = $3, version = version + 1 where id = $1', [
    id,
    count,
    new Date(readAt),
  ])
}

export async function limitsOf(tx: Db, counter: number): Promise<ArmedLimit[]> {
  const { rows } = await tx.query<ArmedLimit>(
    'select value, clears, effect, armed from counter_limit where counter = $1 order by value',
    [counter],
  )
  return rows
}

export async function putArmed(tx: Db, counter: number, value: number, armed: boolean): Promise<void> {
  await tx.query('update counter_limit set armed = $3 where counter = $1 and value = $2', [
    counter,
    value,
    armed,
  ])
}

const cardSelect = `
  select id, version, counter, effect, value, count, opened_at as "openedAt", steps, result, closed_at as "closedAt",
    closed_by as "closedBy"
  from action_card`

/** Open ones, and those closed since. */
export async function cardsOnBoard(db: Db, since: number): Promise<Card[]> {
  const { rows } = await db.query<Card>(
    `${cardSelect} where closed_at is null or closed_at > $1 order by opened_at, id`,
    [new Date(since)],
  )
  return rows
}

export async function lockCard(tx: Db, id: number): Promise<Card | undefined> {
  const { rows } = await tx.query<Card>(`${cardSelect} where id = $1 for update`, [id])
  return rows[0]
}

export type NewCard = {
  readonly counter: number
  readonly effect: Effect
  readonly value: number
  readonly count: number
  readonly openedAt: number
}

/** A card with the steps that its effect asks for now. */
export async function insertCard(tx: Db, card: NewCard): Promise<Card> {
  const { rows } = await tx.query<{ id: number }>(
    `insert into action_card (counter, effect, value, count, opened_at, steps)
     select $1, $2, $3, $4, $5, coalesce((select jsonb_agg(jsonb_build_object('text', text, 'textEn', text_en,
       'doneAt', null, 'doneBy', null) order by position) from card_step where effect = $2), '[]')
     returning id`,
    [card.counter, card.effect, card.value, card.count, new Date(card.openedAt)],
  )
  const opened = await lockCard(tx, one(rows).id)
  return one(opened ? [opened] : [])
}

export async function updateCard(tx: Db, card: Card): Promise<Card> {
  await tx.query(
    `update action_card set version = version + 1, steps = $2, result = $3, closed_at = $4, closed_by = $5 where id = $1`,
    [
      card.id,
      JSON.stringify(card.steps),
      card.result,
      card.closedAt && new Date(card.closedAt),
      card.closedBy,
    ],
  )
  return { ...card, version: card.version + 1 }
}
