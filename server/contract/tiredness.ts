/** Too little rest between shifts, too long a stretch, too many days in a row. */
import { between, type Conflict, conflict, hours, moment } from './conflictTerms.ts'
import { dayAfter, type Span } from './patrols.ts'
import type { RosterOfficer, RosterRule } from './roster.ts'
import { dayOf } from './workingTime.ts'

const MINUTE = 60_000

/** `shifts`: the other shifts of the officer; several rounds a day are one day's work. */
export function tiredBy(
  officer: RosterOfficer,
  proposed: Span,
  shifts: readonly Span[],
  rule: RosterRule,
): Conflict[] {
  const stretches = joined([...shifts, proposed])
  const own = stretches.findIndex((each) => each.from <= proposed.from && each.until >= proposed.until)
  const stretch = stretches[own] as Span
  return [
    ...restless(officer, stretches[own - 1], stretch, rule.restMinutes),
    ...restless(officer, stretch, stretches[own + 1], rule.restMinutes),
    ...tooLong(officer, stretch, rule.mostMinutes),
    ...tooOften(officer, dayOf(proposed.from), stretches, rule.mostDays),
  ]
}

/** Work that touches or overlaps is one stretch. */
function joined(work: readonly Span[]): Span[] {
  const stretches: { from: number; until: number }[] = []
  for (const { from, until } of work.toSorted((one, other) => one.from - other.from)) {
    const last = stretches.at(-1)
    if (last && from <= last.until) last.until = Math.max(last.until, until)
    else stretches.push({ from, until })
  }
  return stretches
}

function restless(
  { id, name, nameEn }: RosterOfficer,
  before: Span | undefined,
  after: Span | undefined,
  minutes: number,
): Conflict[] {
  if (!before || !after || after.from - before.until >= minutes * MINUTE) return []
  const rest = hours((after.from - before.until) / MINUTE)
  const [end, begin] = [moment(before.until), moment(after.from)]
  return [
    conflict('rest', id, {
      zh: `${name} ${end} 下班、${begin} 上班，间隔 ${rest} 小时，少于 ${hours(minutes)} 小时`,
      en: `${nameEn} ends at ${end} and begins at ${begin}: ${rest} h of rest, less than ${hours(minutes)} h`,
    }),
  ]
}

function tooLong({ id, name, nameEn }: RosterOfficer, stretch: Span, most: number): Conflict[] {
  const minutes = (stretch.until - stretch.from) / MINUTE
  if (minutes <= most) return []
  return [
    conflict('hours', id, {
      zh: `${name} 连续工作 ${hours(minutes)} 小时（${between(stretch)}），超过 ${hours(most)} 小时`,
      en: `${nameEn} works ${hours(minutes)} h in a row (${between(stretch)}), more than ${hours(most)} h`,
    }),
  ]
}

function tooOften(
  { id, name, nameEn }: RosterOfficer,
  day: string,
  stretches: readonly Span[],
  most: number,
): Conflict[] {
  const days = new Set(stretches.map(({ from }) => dayOf(from)))
  let [first, last] = [day, day]
  while (days.has(dayAfter(first, -1))) first = dayAfter(first, -1)
  while (days.has(dayAfter(last, 1))) last = dayAfter(last, 1)
  const count = Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000) + 1
  if (count <= most) return []
  return [
    conflict('days', id, {
      zh: `${name} 连续上班 ${count} 天（${first} 至 ${last}），超过 ${most} 天`,
      en: `${nameEn} works ${count} days in a row (${first} to ${last}), more than ${most}`,
    }),
  ]
}
