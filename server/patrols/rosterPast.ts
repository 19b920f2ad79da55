/** The roster as it stood at a past moment: what the log had told of each shift, leave and round by then. */
import type { RosterFacts } from '#contract/conflicts.ts'
import { dayAfter } from '#contract/patrols.ts'
import type { CrewShift, Leave, RoundBooking } from '#contract/roster.ts'
import { isEnded, type Round } from '#contract/rounds.ts'
import type { Db } from '../db.ts'
import { AROUND, rosterFacts } from './rosterQueries.ts'

export type PastRoster = RosterFacts & { readonly rounds: Round[] }

/** `at`: ms UTC. Crews with their certificates, shifts of the day and the rule of rest are as they are now. */
export async function rosterAt(db: Db, day: string, days: number, at: number): Promise<PastRoster> {
  const [from, to] = [dayAfter(day, -AROUND), dayAfter(day, days + AROUND)]
  const last = dayAfter(day, days - 1)
  const { rule, shifts, items, crews } = await rosterFacts(db, day, days)
  const rounds = await roundsAt(db, from, to, at)
  return {
    ...{ rule, shifts, items, crews },
    crewShifts: await crewShiftsAt(db, from, to, at),
    bookings: rounds.flatMap(bookingOf),
    leaves: await leavesAt(db, from, to, at),
    rounds: rounds.filter((round) => round.day >= day && round.day <= last),
  }
}

/**
 * A shift that the log tells of only later was written with the city: it stood then as it was first told of, and nobody
 * had come to it yet; one that the log never tells of stands as it always did.
 */
async function crewShiftsAt(db: Db, from: string, to: string, at: number): Promise<CrewShift[]> {
  const { rows } = await db.query<{ told: CrewShift }>(
    `with known as (
       select distinct on (subject) subject, body -> 'crewShift' as told from event
       where subject like 'crew_shift/%' and body ? 'crewShift' and received <= $3 order by subject, number desc),
     later as (
       select distinct on (subject) subject, kind, body -> 'crewShift' || jsonb_build_object(
           'cancelled', false, 'version', (body -> 'crewShift' ->> 'version')::int - 1) as told from event
       where subject like 'crew_shift/%' and body ? 'crewShift' and received > $3 order by subject, number),
     never as (
       select jsonb_build_object('id', s.id, 'version', s.version, 'unit', s.unit, 'day', s.day, 'shift', s.shift, 'tag', s.tag,
         'cancelled', s.cancelled_at is not null, 'officers', coalesce((
           select jsonb_agg(jsonb_build_object('officer', o.officer, 'attendance', o.attendance, 'at', null, 'by', null)
             order by o.officer) from crew_shift_officer o where o.crew_shift = s.id), '[]')) as told
       from crew_shift s where s.day::text between $1 and $2
         and not exists (select from event e where e.subject = 'crew_shift/' || s.id))
     select told from (
       select told from known
       union all select told from later where kind <> 'roster.planned' and subject not in (select subject from known)
       union all select told from never) as every
     where told ->> 'day' between $1 and $2 and not (told ->> 'cancelled')::boolean
     order by told ->> 'day', (told ->> 'unit')::int`,
    [from, to, new Date(at)],
  )
  return rows.map(({ told }) => ({ ...told, officers: told.officers.map((each) => asOf(each, at)) }))
}

type Present = CrewShift['officers'][number]

const asOf = (officer: Present, at: number): Present =>
  officer.at !== null && officer.at > at ? { ...officer, attendance: 'planned', at: null, by: null } : officer

async function leavesAt(db: Db, from: string, to: string, at: number): Promise<Leave[]> {
  const { rows } = await db.query<{ told: Leave }>(
    `select told from (
       select distinct on (subject) body -> 'leave' as told from event
       where subject like 'leave/%' and received <= $3 order by subject, number desc) as every
     where (told ->> 'fromDay' <= $2 and told ->> 'toDay' >= $1) or told ->> 'state' = 'asked'
     order by (told ->> 'id')::int`,
    [from, to, new Date(at)],
  )
  return rows.map(({ told }) => told)
}

/** A round keeps its day: those of the days are found by it, and told as the log had told of them. */
async function roundsAt(db: Db, from: string, to: string, at: number): Promise<Round[]> {
  const { rows } = await db.query<{ told: Round }>(
    `select told from patrol_round r cross join lateral (
       select body -> 'round' as told from event
       where subject = 'round/' || r.id and body ? 'round' and received <= $3 order by number desc limit 1) as known
     where r.day between $1 and $2 and told ->> 'state' <> 'cancelled'
     order by (told ->> 'from')::bigint, r.id`,
    [from, to, new Date(at)],
  )
  return rows.map(({ told }) => told)
}

function bookingOf(round: Round): RoundBooking[] {
  const { id, unit, name, nameEn, from } = round
  const until = isEnded(round) ? (round.endedAt ?? round.until) : round.until
  return unit === null || until <= from ? [] : [{ id, unit, name, nameEn, from, until }]
}
