/** Settings of dispatching: how long steps may take, when the desk warns, and what a recommendation counts beside the way. */
import { thresholdRanges } from '#contract/settings.ts'
import { Refused } from '../errors.ts'
import type { Kept } from './kept.ts'

export const limits: Kept<'limit'> = {
  async all(db) {
    const { rows } = await db.query(
      `select json_build_object('step', step, 'priority', priority) as key, json_build_object('seconds', seconds) as value
       from assignment_limit order by array_position('{accept,travel,checkin}', step), priority`,
    )
    return rows
  },
  put: (tx, { step, priority }, { seconds }) =>
    tx.query('update assignment_limit set seconds = $3 where step = $1 and priority = $2', [
      step,
      priority,
      seconds,
    ]),
}

export const thresholds: Kept<'threshold'> = {
  async all(db) {
    const { rows } = await db.query(
      `select json_build_object('name', name) as key, json_build_object('value', value) as value
       from threshold where name = any($1) order by array_position($1, name)`,
      [Object.keys(thresholdRanges)],
    )
    return rows
  },
  put: (tx, { name }, { value }) =>
    tx.query('update threshold set value = $2 where name = $1', [name, value]),
  check(_tx, { name }, value) {
    const [least, most] = thresholdRanges[name]
    return value && (value.value < least || value.value > most) ? outside(least, most) : undefined
  },
}

export const weights: Kept<'weight'> = {
  async all(db) {
    const { rows } = await db.query(
      `select json_build_object('term', term) as key, json_build_object('weight', weight, 'threshold', threshold) as value
       from ranking_weight order by term`,
    )
    return rows
  },
  put: (tx, { term }, { weight, threshold }) =>
    tx.query('update ranking_weight set weight = $2, threshold = $3 where term = $1', [
      term,
      weight,
      threshold,
    ]),
}

const outside = (least: number, most: number) =>
  new Refused(
    422,
    'outside',
    { zh: `须在 ${least} 与 ${most} 之间`, en: `It must lie between ${least} and ${most}` },
    'body/value/value',
  )
