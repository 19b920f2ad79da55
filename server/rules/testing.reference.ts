/** The law by its definition, written plainly and sharing no code with what is tested: slow, and easy to read. */
import type { LngLat } from '#contract/endpoint.ts'
import type { Behaviour, Effect, Hours, Rule } from '#contract/rules.ts'
import type { ZoneVersion } from './ground.ts'

/** An axis-parallel zone with perhaps an axis-parallel hole, so that being inside is a matter of comparing. */
export type TestZone = Omit<ZoneVersion, 'polygons'> & {
  readonly from: LngLat
  readonly to: LngLat
  readonly hole: { readonly from: LngLat; readonly to: LngLat } | null
}

export type TestLaw = {
  readonly rules: readonly Rule[]
  readonly behaviours: readonly Behaviour[]
  readonly zones: readonly TestZone[]
  /** Day → is it worked. */
  readonly holidays: Readonly<Record<string, boolean>>
}

export type Answer = {
  readonly effect: Effect
  readonly rule: string | null
  readonly by: 'week' | 'exception' | 'default'
}

export function referenceLaw(law: TestLaw, behaviour: string, place: LngLat, at: number): Answer {
  const here = law.zones.filter(
    (zone) => isInside(zone, place) && zone.validFrom <= at && (zone.validTo ?? at + 1) > at,
  )
  const candidates = versionsInForce(law.rules, at)
    .filter((rule) => rule.behaviour === behaviour && !rule.ended)
    .flatMap((rule) =>
      placesOf(rule, here).flatMap((specific) =>
        speaks(rule, law, at).map((said) => ({ ...said, ...specific, rule })),
      ),
    )
  candidates.sort(
    (a, b) =>
      b.level - a.level ||
      (a.size === b.size ? 0 : a.size - b.size) ||
      Number(b.by === 'exception') - Number(a.by === 'exception') ||
      severity[b.effect] - severity[a.effect],
  )
  const [first] = candidates
  if (first) return { effect: first.effect, rule: `${first.rule.id}/${first.rule.version}`, by: first.by }
  const defaults = law.behaviours.filter(({ code, validFrom }) => code === behaviour && validFrom <= at)
  return { effect: (defaults.at(-1) as Behaviour).effect, rule: null, by: 'default' }
}

const severity = { allowed: 1, restricted: 2, forbidden: 3 }

function versionsInForce(rules: readonly Rule[], at: number): Rule[] {
  const valid = rules.filter(({ validFrom, validTo }) => validFrom <= at && (validTo ?? at + 1) > at)
  return valid.filter((rule) => !valid.some((other) => other.id === rule.id && other.version > rule.version))
}

export function isInside({ from, to, hole }: TestZone, [x, y]: LngLat): boolean {
  const within = x >= from[0] && x <= to[0] && y >= from[1] && y <= to[1]
  const inHole = hole && x > hole.from[0] && x < hole.to[0] && y > hole.from[1] && y < hole.to[1]
  return within && !inHole
}

/** Through which zones a rule reaches the place, and how specific each of them makes it. */
function placesOf(rule: Rule, here: readonly TestZone[]): { level: number; size: number }[] {
  if (rule.zone !== null)
    return here.filter(({ zone }) => zone === rule.zone).map((zone) => ({ level: 3, size: sizeOf(zone) }))
  if (rule.kind !== null) {
    return here
      .filter(({ kind, river }) => kind === rule.kind && (rule.river === null || rule.river === river))
      .map((zone) => ({ level: 2, size: sizeOf(zone) }))
  }
  if (rule.river !== null)
    return here.filter(({ river }) => river === rule.river).map((zone) => ({ level: 1, size: sizeOf(zone) }))
  return [{ level: 1, size: Number.POSITIVE_INFINITY }]
}

const sizeOf = ({ from, to, hole }: TestZone): number =>
  (to[0] - from[0]) * (to[1] - from[1]) -
  (hole ? (hole.to[0] - hole.from[0]) * (hole.to[1] - hole.from[1]) : 0)

function speaks(rule: Rule, law: TestLaw, at: number): { effect: Effect; by: 'week' | 'exception' }[] {
  const today = dateInShanghai(at)
  const yesterday = dateInShanghai(Date.parse(`${today}T00:00:00+08:00`) - 1)
  return [today, yesterday].flatMap((date) => {
    const { hours, by, effect } = hoursOn(rule, date, law)
    const minute = (at - Date.parse(`${date}T00:00:00+08:00`)) / 60_000
    return hours.some(({ from, to }) => minute >= from && minute < to) ? [{ effect, by }] : []
  })
}

function hoursOn(
  { calendar, effect }: Rule,
  date: string,
  { holidays }: TestLaw,
): { hours: readonly Hours[]; by: 'week' | 'exception'; effect: Effect } {
  for (const exception of calendar.exceptions) {
    const hit =
      (exception.on === 'dates' && date >= (exception.from as string) && date <= (exception.to as string)) ||
      (exception.on === 'holiday' && holidays[date] === false) ||
      (exception.on === 'make_up' && holidays[date] === true)
    if (hit) return { hours: exception.hours, by: 'exception', effect: exception.effect ?? effect }
  }
  return { hours: calendar.week.filter(({ days }) => days.includes(weekday(date))), by: 'week', effect }
}

/** 1 is Monday, 7 Sunday. */
export const weekday = (date: string): number => new Date(`${date}T12:00:00Z`).getUTCDay() || 7

const calendarOfShanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' })
export const dateInShanghai = (at: number): string => calendarOfShanghai.format(at)
