/** Settings of the clocks: a category's own, rules by source and nature, and what pauses them. A running clock keeps its end. */
import { isOpen } from '#contract/ticketMoves.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { categoryByCode } from '../tickets/categoryQueries.ts'
import type { Kept } from './kept.ts'

export const categories: Kept<'category'> = {
  async all(db) {
    const { rows } = await db.query(
      `select json_build_object('category', code) as key,
         json_build_object('amount', clock_amount, 'unit', clock_unit, 'priority', priority, 'evidence', evidence) as value
       from category order by code`,
    )
    return rows
  },
  put: (tx, key, value) =>
    tx.query(
      'update category set clock_amount = $2, clock_unit = $3, priority = $4, evidence = $5 where code = $1',
      [key.category, value.amount, value.unit, value.priority, value.evidence],
    ),
}

/** Those of operations aside: they come and go with their operation. */
export const clocks: Kept<'clock'> = {
  async all(db) {
    const { rows } = await db.query(
      `select json_build_object('clock', clock, 'source', source, 'category', category, 'nature', nature) as key,
         json_build_object('amount', amount, 'unit', unit, 'most', most) as value
       from clock_rule where operation is null order by clock, source nulls first, category nulls first, id`,
    )
    return rows
  },
  put: (tx, key, value) =>
    tx.query(
      `insert into clock_rule (clock, source, category, nature, amount, unit, most) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (clock, source, category, nature, operation)
       do update set amount = excluded.amount, unit = excluded.unit, most = excluded.most`,
      [key.clock, key.source, key.category, key.nature, value.amount, value.unit, value.most],
    ),
  remove: (tx, key) =>
    tx.query(
      `delete from clock_rule where clock = $1 and source is not distinct from $2 and category is not distinct from $3
         and nature is not distinct from $4 and operation is null`,
      [key.clock, key.source, key.category, key.nature],
    ),
  async check(tx, { category }, value) {
    if (value && value.most !== null && value.most < value.amount) return mostBelowAmount()
    return category === null ? undefined : noCategoryOf(tx, category)
  },
}

export const pauses: Kept<'pause'> = {
  async all(db) {
    const { rows } = await db.query(
      `select json_build_object('clock', clock, 'state', state, 'cause', cause) as key, '{}'::json as value
       from pause_rule order by clock, state, cause nulls first`,
    )
    return rows
  },
  put: (tx, { clock, state, cause }) =>
    tx.query('insert into pause_rule (clock, state, cause) values ($1, $2, $3) on conflict do nothing', [
      clock,
      state,
      cause,
    ]),
  remove: (tx, { clock, state, cause }) =>
    tx.query('delete from pause_rule where clock = $1 and state = $2 and cause is not distinct from $3', [
      clock,
      state,
      cause,
    ]),
  check(_tx, { state, cause }, value) {
    if (value === null) return undefined
    if (!isOpen({ state })) return endedState()
    return cause !== null && state !== 'suspended' ? causeWithoutSuspension() : undefined
  },
}

/** Refused where there is no such category. */
export async function noCategoryOf(tx: Db, category: string): Promise<Refused | undefined> {
  if (await categoryByCode(tx, category)) return undefined
  return new Refused(
    422,
    'no_category',
    {
      zh: `没有类别 ${category}，请从类别表中选择`,
      en: `There is no category ${category}; choose one of the list`,
    },
    'body/key/category',
  )
}

const mostBelowAmount = () =>
  new Refused(
    422,
    'most_below_amount',
    {
      zh: '延期后的最长时限不能短于时限本身',
      en: 'What extensions may make of it cannot be less than the limit itself',
    },
    'body/value/most',
  )

const endedState = () =>
  new Refused(
    422,
    'ended_state',
    {
      zh: '已结束的案件没有走动的时限，请选择办理中的状态',
      en: 'An ended case has no running clock; choose a state of open cases',
    },
    'body/key/state',
  )

const causeWithoutSuspension = () =>
  new Refused(
    422,
    'cause_without_suspension',
    {
      zh: '只有挂账才有原因；其他状态请选“任何原因”',
      en: 'Only a suspension has a cause; for other states choose any',
    },
    'body/key/cause',
  )
