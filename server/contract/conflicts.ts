/** What stands against putting a crew into a shift or onto a round, each in words: who, what and when. */
import { between, type Conflict, conflict } from './conflictTerms.ts'
import type { Words } from './endpoint.ts'
import { kindsOfMode, type PatrolMode, type Shift, type Span, spanOfShift } from './patrols.ts'
import type { CrewShift, Leave, Roster, RosterCrew, RosterOfficer } from './roster.ts'
import { tiredBy } from './tiredness.ts'
import { dayOf } from './workingTime.ts'

export type { Conflict, ConflictKind } from './conflictTerms.ts'

/** Work of some officers, by shift or on a round. */
export type Booking = Span & {
  readonly kind: 'shift' | 'round'
  /** Null: not saved yet. */
  readonly id: number | null
  readonly unit: number
  readonly officers: readonly number[]
  readonly name: Words
}

/** What a round asks of its crew. */
export type Demand = {
  readonly mode: PatrolMode
  readonly certificates: number
  readonly item: string | null
}

/** What the roster knows, as `GET /api/roster` answers it. */
export type RosterFacts = Pick<
  Roster,
  'rule' | 'shifts' | 'crews' | 'crewShifts' | 'bookings' | 'leaves' | 'items'
>

/** Everything that stands against `proposed`; what it replaces (the same kind and id) is left out of account. */
export function conflictsOf(proposed: Booking, demand: Demand | null, facts: RosterFacts): Conflict[] {
  const crew = facts.crews.find(({ unit }) => unit === proposed.unit)
  if (!crew) return []
  const known = bookingsOf(facts).filter(({ kind, id }) => kind !== proposed.kind || id !== proposed.id)
  const officers = proposed.officers.flatMap((id) => officerOf(facts, id) ?? [])
  return [
    ...(demand ? unsuited(crew, officers, demand, proposed, facts) : []),
    ...doubled(proposed, crew, officers, known),
    ...officers.flatMap((officer) => onLeave(officer, proposed, facts.leaves)),
    ...officers.flatMap((officer) => tiredBy(officer, proposed, shiftsOf(officer, known), facts.rule)),
  ]
}

/** A shift of a crew as work. */
export const shiftBooking = (entry: Pick<CrewShift, 'unit' | 'day' | 'shift'>, shift: Shift) => ({
  ...spanOfShift(entry.day, shift),
  kind: 'shift' as const,
  unit: entry.unit,
  name: { zh: `${entry.day.slice(5)} ${shift.name}`, en: `${entry.day.slice(5)} ${shift.nameEn}` },
})

/** Who of a crew is at work in a span: those of its shift then, or else all that belong to it. */
export function officersAt(
  unit: number,
  span: Span,
  facts: Pick<RosterFacts, 'shifts' | 'crews' | 'crewShifts'>,
): number[] {
  for (const entry of facts.crewShifts) {
    const shift = facts.shifts.find(({ code }) => code === entry.shift)
    if (entry.cancelled || entry.unit !== unit || !shift) continue
    if (overlap(spanOfShift(entry.day, shift), span)) return atWork(entry)
  }
  return facts.crews.find((crew) => crew.unit === unit)?.officers.map(({ id }) => id) ?? []
}

const atWork = ({ officers }: CrewShift): number[] =>
  officers
    .filter(({ attendance }) => attendance !== 'absent' && attendance !== 'leave')
    .map((each) => each.officer)

function bookingsOf(facts: RosterFacts): Booking[] {
  const shifts = facts.crewShifts.flatMap((entry): Booking[] => {
    const shift = facts.shifts.find(({ code }) => code === entry.shift)
    if (entry.cancelled || !shift) return []
    return [{ ...shiftBooking(entry, shift), id: entry.id, officers: atWork(entry) }]
  })
  const rounds = facts.bookings.map(
    ({ name, nameEn, ...round }): Booking => ({
      ...round,
      kind: 'round',
      name: { zh: name, en: nameEn },
      officers: officersAt(round.unit, round, facts),
    }),
  )
  return [...shifts, ...rounds]
}

function officerOf({ crews }: RosterFacts, id: number): RosterOfficer | undefined {
  for (const { officers } of crews) {
    const found = officers.find((officer) => officer.id === id)
    if (found) return found
  }
  return undefined
}

const overlap = (one: Span, other: Span): boolean => one.from < other.until && other.from < one.until

/** The kind of the unit, its certificates, and the item its squad may act on. */
function unsuited(
  crew: RosterCrew,
  officers: readonly RosterOfficer[],
  { mode, certificates, item }: Demand,
  { from }: Span,
  { items }: RosterFacts,
): Conflict[] {
  const conflicts: Conflict[] = []
  if (!kindsOfMode[mode].includes(crew.kind)) {
    conflicts.push(
      conflict('kind', null, {
        zh: `${crew.code} 的类型不能执行${modeNames[mode].zh}`,
        en: `${crew.code} is no unit for a patrol ${modeNames[mode].en}`,
      }),
    )
  }
  const day = dayOf(from)
  const valid = officers.filter((each) => each.certificateUntil !== null && each.certificateUntil >= day)
  if (valid.length < certificates) conflicts.push(...uncertified(crew, officers, certificates, day))
  if (item !== null && crew.items !== null && !crew.items.includes(item)) {
    const named = items.find(({ code }) => code === item) ?? { name: item, nameEn: item }
    conflicts.push(
      conflict('item', null, {
        zh: `${crew.code} 所在中队未获赋权：${named.name}`,
        en: `Not delegated to the squad of ${crew.code}: ${named.nameEn}`,
      }),
    )
  }
  return conflicts
}

const modeNames: Readonly<Record<PatrolMode, Words>> = {
  foot: { zh: '人巡', en: 'on foot' },
  car: { zh: '车巡', en: 'by car' },
  boat: { zh: '船巡', en: 'by boat' },
  video: { zh: '技巡', en: 'by video' },
  post: { zh: '固守', en: 'at a fixed post' },
}

function uncertified(
  crew: RosterCrew,
  officers: readonly RosterOfficer[],
  asked: number,
  day: string,
): Conflict[] {
  const lacking = officers.flatMap(({ id, name, nameEn, certificateUntil }) => {
    if (certificateUntil === null) {
      return [conflict('certificate', id, { zh: `${name} 没有执法证`, en: `${nameEn} has no certificate` })]
    }
    if (certificateUntil >= day) return []
    return [
      conflict('expired', id, {
        zh: `${name} 的执法证已于 ${certificateUntil} 到期`,
        en: `The certificate of ${nameEn} expired on ${certificateUntil}`,
      }),
    ]
  })
  if (lacking.length > 0) return lacking
  return [
    conflict('certificate', null, {
      zh: `${crew.code} 当班持证 ${officers.length} 人，需要 ${asked} 人`,
      en: `${crew.code} has ${officers.length} of the ${asked} certified officers asked for`,
    }),
  ]
}

/** The same crew, or one of its officers elsewhere, in two places of one kind at once. */
function doubled(
  proposed: Booking,
  crew: RosterCrew,
  officers: readonly RosterOfficer[],
  known: readonly Booking[],
): Conflict[] {
  const there = known.filter((each) => each.kind === proposed.kind && overlap(each, proposed))
  return there.flatMap((each) => {
    const when = between(each)
    if (each.unit === proposed.unit) {
      return [
        conflict('double', null, {
          zh: `${crew.code} 同时段已有「${each.name.zh}」（${when}）`,
          en: `${crew.code} is on “${each.name.en}” at that time (${when})`,
        }),
      ]
    }
    return officers
      .filter(({ id }) => each.officers.includes(id))
      .map(({ id, name, nameEn }) =>
        conflict('double', id, {
          zh: `${name} 同时段已在「${each.name.zh}」（${when}）`,
          en: `${nameEn} is on “${each.name.en}” at that time (${when})`,
        }),
      )
  })
}

function onLeave({ id, name, nameEn }: RosterOfficer, proposed: Span, leaves: readonly Leave[]): Conflict[] {
  const [first, last] = [dayOf(proposed.from), dayOf(proposed.until - 1)]
  return leaves
    .filter((each) => each.officer === id && each.state === 'approved')
    .filter(({ fromDay, toDay }) => fromDay <= last && first <= toDay)
    .map(({ fromDay, toDay }) =>
      conflict('leave', id, {
        zh: `${name} ${fromDay} 至 ${toDay} 已获准请假`,
        en: `${nameEn} is on leave from ${fromDay} to ${toDay}`,
      }),
    )
}

const shiftsOf = ({ id }: RosterOfficer, known: readonly Booking[]): Booking[] =>
  known.filter(({ kind, officers }) => kind === 'shift' && officers.includes(id))
