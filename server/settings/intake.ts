/** Settings of intake: from when on machines are believed, how far places are off, and when repeats raise supervision. */
import { noCategoryOf } from './clocks.ts'
import type { Kept } from './kept.ts'

export const findings: Kept<'finding'> = {
  async all(db) {
    const { rows } = await db.query(
      `select json_build_object('category', category) as key, json_build_object('confidence', confidence) as value
       from finding_threshold order by category`,
    )
    return rows
  },
  put: (tx, { category }, { confidence }) =>
    tx.query(
      `insert into finding_threshold (category, confidence) values ($1, $2)
       on conflict (category) do update set confidence = excluded.confidence`,
      [category, confidence],
    ),
  remove: (tx, { category }) => tx.query('delete from finding_threshold where category = $1', [category]),
  check: (tx, { category }) => noCategoryOf(tx, category),
}

export const accuracies: Kept<'accuracy'> = {
  async all(db) {
    const { rows } = await db.query(
      `select json_build_object('source', source) as key, json_build_object('metres', metres) as value
       from source_accuracy order by metres, source`,
    )
    return rows
  },
  put: (tx, { source }, { metres }) =>
    tx.query('update source_accuracy set metres = $2 where source = $1', [source, metres]),
}

export const repeats: Kept<'repeat'> = {
  async all(db) {
    const { rows } = await db.query(
      `select '{}'::json as key, json_build_object('complaints', complaints, 'days', days, 'metres', metres) as value
       from repeat_rule`,
    )
    return rows
  },
  put: (tx, _key, { complaints, days, metres }) =>
    tx.query('update repeat_rule set complaints = $1, days = $2, metres = $3', [complaints, days, metres]),
}
