/** Draws in the database: what can be drawn, in the order of its hashes, and what was drawn. */

import type { Static } from 'typebox'
import type { DrawResult } from '#contract/drawAlgorithm.ts'
import { DRAW_ALGORITHM } from '#contract/drawAlgorithm.ts'
import type { Draw, MakeDraw, previewDraw } from '#contract/draws.ts'
import { type Db, one } from '../db.ts'
import { dueIs, under } from './queries.ts'

type Pool = Pick<MakeDraw, 'kinds' | 'organisation' | 'due'>

/** What fits, and whether it was inspected too recently, $1 to $4. */
const pool = `
  select o.id, o.grade, o.organisation,
    coalesce((o.last_inspected at time zone 'Asia/Shanghai')::date + i.least_days > $4::date, false) as too_soon
  from object o left join inspection_interval i using (grade, credit)
  where ($1::text[] is null or o.kind = any($1)) and ${under('$2')} and ${dueIs('$3', '$4')}`

export type DrawnObjects = {
  /** JSON of all that could be drawn: id, grade and squad each, in the order of the ids. */
  readonly all: string
  readonly drawn: readonly { readonly id: number; readonly squad: number; readonly tooSoon: boolean }[]
}

/** One statement, so that what could be drawn and what was drawn are of one moment. */
export async function drawnObjects(
  tx: Db,
  {
    kinds,
    organisation,
    due,
    shares,
    includeTooSoon,
    seed,
    today,
  }: Pool & Pick<MakeDraw, 'shares'> & { includeTooSoon: boolean; seed: string; today: string },
): Promise<DrawnObjects> {
  const { rows } = await tx.query<{ all: string; drawn: DrawnObjects['drawn'] | null }>(
    `with pool as materialized (select * from (${pool}) p where $5 or not too_soon),
     hashed as (select *, sha256(convert_to($6 || E'\\nobject\\n' || id, 'UTF8')) as hash from pool),
     ranked as (select *, row_number() over (partition by grade order by hash) as rank from hashed),
     drawn as (select * from ranked where rank <= ($7::jsonb ->> grade)::int)
     select (select '[' || coalesce(string_agg('[' || id || ',"' || grade || '",' || organisation || ']', ',' order by id), '') || ']'
         from pool) as "all",
       (select json_agg(json_build_object('id', id, 'squad', organisation, 'tooSoon', too_soon) order by hash) from drawn) as drawn`,
    [kinds ?? null, organisation ?? null, due ?? null, today, includeTooSoon, seed, JSON.stringify(shares)],
  )
  const { all, drawn } = one(rows)
  return { all, drawn: drawn ?? [] }
}

/** Officers whose certificate holds today, of one organisation and its squads, or of all: $1 organisation, $2 today. */
const qualified = `
  select o.id, o.organisation from officer o
  where o.certificate is not null and o.certificate_until >= $2::date and ${under('$1')}`

export type DrawnOfficers = {
  /** JSON of all who could be drawn: id and squad each, in the order of the ids. */
  readonly all: string
  readonly drawn: readonly { readonly id: number; readonly squad: number }[]
}

export async function drawnOfficers(
  tx: Db,
  {
    organisation,
    count,
    seed,
    today,
  }: { organisation: number | undefined; count: number; seed: string; today: string },
): Promise<DrawnOfficers> {
  const { rows } = await tx.query<{ all: string; drawn: DrawnOfficers['drawn'] | null }>(
    `with pool as materialized (${qualified}),
     drawn as (select *, sha256(convert_to($3 || E'\\nofficer\\n' || id, 'UTF8')) as hash from pool order by hash limit $4)
     select (select '[' || coalesce(string_agg('[' || id || ',' || organisation || ']', ',' order by id), '') || ']' from pool) as "all",
       (select json_agg(json_build_object('id', id, 'squad', organisation) order by hash) from drawn) as drawn`,
    [organisation ?? null, today, seed, count],
  )
  const { all, drawn } = one(rows)
  return { all, drawn: drawn ?? [] }
}

type Preview = Static<(typeof previewDraw)['schema']['response'][200]>

export async function countPool(
  db: Db,
  { kinds, organisation, due, officersOf, today }: Pool & { officersOf?: number | undefined; today: string },
): Promise<Preview> {
  const objects = await db.query<Preview['grades'] & { tooSoon: number }>(
    `select (count(*) filter (where grade = 'low' and not too_soon))::int as low,
       (count(*) filter (where grade = 'medium' and not too_soon))::int as medium,
       (count(*) filter (where grade = 'high' and not too_soon))::int as high, (count(*) filter (where too_soon))::int as "tooSoon"
     from (${pool}) p`,
    [kinds ?? null, organisation ?? null, due ?? null, today],
  )
  const officers = await db.query<{ count: number }>(`select count(*)::int as count from (${qualified}) q`, [
    officersOf ?? null,
    today,
  ])
  const { tooSoon, ...grades } = one(objects.rows)
  return { grades, tooSoon, officers: one(officers.rows).count }
}

const columns = `d.id, d.at, d.by, d.algorithm, d.seed, d.asked, d.inputs_hash as "inputsHash",
  jsonb_array_length(d.result) as objects,
  (select count(distinct who)::int from jsonb_array_elements(d.result) r, jsonb_array_elements(r -> 'officers') who) as officers,
  d.too_soon as "tooSoon", d.reason`

export type NewDraw = {
  readonly now: number
  readonly by: string
  readonly asked: MakeDraw
  readonly seed: string
  readonly objects: string
  readonly officers: string
  readonly inputsHash: string
  readonly result: DrawResult
  readonly tooSoon: number
  readonly reason: string | null
}

export async function insertDraw(tx: Db, draw: NewDraw): Promise<Draw> {
  const { rows } = await tx.query<Draw>(
    `insert into draw as d (at, by, algorithm, seed, asked, objects, officers, inputs_hash, result, too_soon, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning ${columns}`,
    [
      new Date(draw.now),
      draw.by,
      DRAW_ALGORITHM,
      draw.seed,
      JSON.stringify(draw.asked),
      draw.objects,
      draw.officers,
      draw.inputsHash,
      JSON.stringify(draw.result),
      draw.tooSoon,
      draw.reason,
    ],
  )
  return one(rows)
}

export async function allDraws(db: Db): Promise<Draw[]> {
  const { rows } = await db.query<Draw>(`select ${columns} from draw d order by d.id desc limit 200`)
  return rows
}

export async function drawById(db: Db, id: number): Promise<Draw | undefined> {
  const { rows } = await db.query<Draw>(`select ${columns} from draw d where d.id = $1`, [id])
  return rows[0]
}

type DrawnRow = {
  readonly object: number
  readonly name: string
  readonly grade: 'low' | 'medium' | 'high'
  readonly officers: { readonly id: number; readonly name: string; readonly nameEn: string }[]
}

/** What was drawn and who, by name, in the order of the draw. */
export async function drawnRows(db: Db, id: number): Promise<DrawnRow[]> {
  const { rows } = await db.query<DrawnRow>(
    `select o.id as object, o.name, o.grade,
       (select json_agg(json_build_object('id', f.id, 'name', f.name, 'nameEn', f.name_en) order by w.place)
        from jsonb_array_elements_text(r.drawn -> 'officers') with ordinality as w (id, place)
        join officer f on f.id = w.id::int) as officers
     from draw d cross join jsonb_array_elements(d.result) with ordinality as r (drawn, place)
     join object o on o.id = (r.drawn ->> 'object')::int
     where d.id = $1 order by r.place`,
    [id],
  )
  return rows
}

/** The lists and the result of a draw, as the texts they were hashed as. */
export async function drawTexts(
  db: Db,
  id: number,
): Promise<{ objects: string; officers: string; result: DrawResult } | undefined> {
  const { rows } = await db.query<{ objects: string; officers: string; result: DrawResult }>(
    'select objects, officers, result from draw where id = $1',
    [id],
  )
  return rows[0]
}
