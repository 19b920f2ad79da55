/** The law evaluated by one plain statement: weekly hours only, as the bench's rules have no exceptions. */
import type { LngLat } from '../../server/contract/endpoint.ts'
import type { Db } from '../../server/db.ts'

/** `behaviour effect`, in the order of the behaviours. */
export async function effectsBySql(db: Db, [lng, lat]: LngLat, at: number): Promise<string[]> {
  const { rows } = await db.query<{ said: string }>({
    name: 'law by sql',
    text: `
      with moment as (select to_timestamp($3 / 1000.0) at time zone 'Asia/Shanghai' as local),
      days as (select d.day, extract(isodow from d.day)::int as weekday,
          extract(epoch from local - d.day) / 60 as minute
        from moment, unnest(array[date_trunc('day', local), date_trunc('day', local) - interval '1 day']) as d (day)),
      here as (select zone, kind, st_area(area) as area from zone_version
        where st_covers(area, st_setsrid(st_makepoint($1, $2), 4326)) and valid_from <= $3
          and (valid_to is null or valid_to > $3)),
      speaking as (
        select r.behaviour, r.effect, case when r.zone is not null then 2 else 1 end as rank, h.area
        from rule_version r join here h on h.zone = r.zone or (r.zone is null and h.kind = r.kind)
        where not r.ended and r.valid_from <= $3 and (r.valid_to is null or r.valid_to > $3)
          and exists (select from jsonb_array_elements(r.calendar -> 'week') w, days
            where w -> 'days' @> to_jsonb(days.weekday) and days.minute >= (w ->> 'from')::int
              and days.minute < (w ->> 'to')::int))
      select b.code || ' ' || coalesce((select s.effect from speaking s where s.behaviour = b.code
          order by s.rank desc, s.area, array_position(array['forbidden', 'restricted', 'allowed'], s.effect) limit 1),
        b.effect) as said
      from behaviour_version b order by b.code`,
    values: [lng, lat, at],
  })
  return rows.map(({ said }) => said)
}
