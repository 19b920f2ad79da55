/** Which open tickets a complaint likely repeats: by place, category, time and words, in one statement. */
import type { Kinship, SimilarDraft } from '#contract/problems.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Db } from '../db.ts'
import { columns } from '../tickets/queries.ts'

/** From here on two complaints are likely about one problem. */
const LIKELY = 0.5

/** Where a normal curve falls to `LIKELY`, in standard deviations: farther away, nothing else can make it likely. */
const FAR = Math.sqrt(-2 * Math.log(LIKELY))
/** The same for time, of what stays. */
const LONG_DAYS = -14 * Math.log(LIKELY)
const METRES_PER_DEGREE = 111_320

export type SimilarRow = Ticket & {
  readonly like: string
  readonly score: number
  readonly metres: number
  readonly minutes: number
  readonly kinship: Kinship
  readonly likeness: number
}

export type Asked = SimilarDraft & {
  readonly happenedAt: number
  /** The ticket asked about: neither it nor its problem is an answer. */
  readonly id?: number
  readonly lead?: number
}

/**
 * Likeliest first, each problem once, by its likeliest complaint. Four factors of at most 1 are multiplied: place, a normal
 * curve as wide as both sources are inexact; time, falling to a third in 3 days, or in 14 for what stays (a clock of days);
 * category; words, from 0.6 for none in common to 1. Nothing alone makes a duplicate, and any of them alone can refute one.
 */
export async function similarTickets(db: Db, asked: Asked, limit: number): Promise<SimilarRow[]> {
  const { rows } = await db.query<SimilarRow>(
    `with asked as materialized (
       select st_setsrid(st_makepoint($1, $2), 4326) as place, $3::text as category, $4::timestamptz as happened,
         comparable_words($5) as words, coalesce((select metres from source_accuracy where source = $6), 40) as metres,
         $9 * sqrt(2) * (select max(metres) from source_accuracy) / $10 as reach
     ), near as (
       select t.id, t.code, coalesce(t.lead, t.id) as lead,
         st_distance(t.place::geography, asked.place::geography) as metres,
         extract(epoch from asked.happened - t.happened_at)::float8 / 60 as minutes,
         similarity(t.words, asked.words) as likeness,
         asked.metres ^ 2 + coalesce(a.metres, 40) ^ 2 as variance,
         case when c.clock_unit = 'working_days' then 14 else 3 end * 1440 as lasting,
         case when asked.category is null or t.category = asked.category then 'same'
           when exists (select from confusable where one = least(t.category, asked.category)
             and other = greatest(t.category, asked.category)) then 'confusable'
           when left(t.category, 2) = left(asked.category, 2) then 'class' else 'other' end as kinship
       from asked join ticket t on t.place && st_expand(asked.place, reach / cos(radians($2)), reach)
         join category c on c.code = t.category left join source_accuracy a on a.source = t.source
       where t.closed_at is null and t.happened_at between asked.happened - $11 * interval '1 day'
           and asked.happened + $11 * interval '1 day' and t.id is distinct from $7 and coalesce(t.lead, t.id) is distinct from $8
     ), scored as (
       select id, code, lead, metres, round(minutes)::int as minutes, kinship, likeness,
         exp(-(metres ^ 2) / (2 * variance) - abs(minutes) / lasting) * least(1, 0.6 + likeness)
           * case kinship when 'same' then 1 when 'confusable' then 0.85 when 'class' then 0.5 else 0.2 end as score
       from near
     ), likeliest as (
       select distinct on (lead) lead as problem, code as "like", score, metres, minutes, kinship, likeness
       from scored where score >= $12 order by lead, score desc, id
     )
     select ${columns}, "like", score, metres, minutes, kinship, likeness
     from likeliest join ticket on id = problem
     order by score desc, id limit $13`,
    [
      asked.place[0],
      asked.place[1],
      asked.category ?? null,
      new Date(asked.happenedAt),
      `${asked.text ?? ''} ${asked.address ?? ''}`,
      asked.source ?? 'desk',
      asked.id ?? null,
      asked.lead ?? asked.id ?? null,
      FAR,
      METRES_PER_DEGREE,
      LONG_DAYS,
      LIKELY,
      limit,
    ],
  )
  return rows
}
