/** Passes by video (技巡): what an operator looked over, and the stretch that a stop of a video round stands for. */
import type { LngLat } from '#contract/endpoint.ts'
import type { Db } from '../db.ts'
import { append } from '../events/append.ts'
import { insertPasses, type NewPass } from './passQueries.ts'

export type SeenSegment = { readonly segment: number; readonly zone: number }

/** `from` and `to`: between which it was looked at, ms UTC. */
export type Look = {
  readonly by: string
  readonly from: number
  readonly to: number
  readonly now: number
}

/** Writes the passes and tells every server of them; answers how many were new. */
export async function passByVideo(
  tx: Db,
  seen: readonly SeenSegment[],
  { by, from, to, now }: Look,
): Promise<number> {
  if (seen.length === 0) return 0
  const passes = seen.map(
    (each): NewPass => ({ ...each, mode: 'video', mover: null, markedBy: by, from, to, received: now }),
  )
  const marked = await insertPasses(tx, passes)
  const body = { segments: seen.map(({ segment }) => segment), from, to }
  await append(tx, now, [{ actor: by, kind: 'coverage.marked', subject: 'coverage', happened: to, body }])
  return marked
}

/** A camera farther from the bank than this looks at something else. */
const FROM_BANK_METRES = 150
/** Stops farther apart along the bank, counted in segments of 50 m, are not joined by what is seen from them. */
const MOST_BETWEEN = 40

/**
 * The segments a stop of a video round stands for: along the bank from the stop seen before it, where that is on the same bank,
 * or else the one nearest to it. None where there is no bank or patrol road near.
 */
export async function stretchSeen(tx: Db, here: LngLat, before: LngLat | null): Promise<SeenSegment[]> {
  const { rows } = await tx.query<SeenSegment>(
    `with stop as (select * from unnest($1::int[], $2::float8[], $3::float8[]) as s (number, lng, lat)),
     -- Equirectangular at 31.2° N: exact enough over 150 m.
     nearest as (
       select distinct on (number) number, chain, place from stop, segment,
         lateral (select sqrt((((from_lng + to_lng) / 2e6 - lng) * 95220) ^ 2 + (((from_lat + to_lat) / 2e6 - lat) * 110870) ^ 2)
           as metres) away
       where valid_to is null and metres <= $4 order by number, metres),
     here as (select * from nearest where number = 1)
     select s.id as segment, s.zone from here
     left join nearest before on before.number = 2 and before.chain = here.chain and abs(before.place - here.place) <= $5
     join segment s on s.valid_to is null and s.chain = here.chain
       and s.place between least(before.place, here.place) and greatest(before.place, here.place)
     order by s.id`,
    [
      before ? [1, 2] : [1],
      [here, ...(before ? [before] : [])].map(([lng]) => lng),
      [here, ...(before ? [before] : [])].map(([, lat]) => lat),
      ...[FROM_BANK_METRES, MOST_BETWEEN],
    ],
  )
  return rows
}
