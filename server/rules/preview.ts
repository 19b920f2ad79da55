/** What a draft would change: the week after it begins, zone by zone, before and after. */
import { type Effect, effects, type Rule, type ZoneName } from '#contract/rules.ts'
import { type LawBook, zoneName } from './book.ts'
import { addEdges, addTurns, DAY, dayOf, MINUTE } from './calendar.ts'
import type { Ground } from './ground.ts'
import { decide, inOrder, type Question } from './law.ts'

const WEEK = 7 * DAY

export type Preview = {
  readonly from: number
  readonly to: number
  readonly zones: number
  readonly changed: { zone: ZoneName; shifts: Shift[] }[]
}
type Shift = { from: Effect; to: Effect; minutes: number }

/** `draft`: the version as it would be. A zone is held against it as a whole: what smaller zones within it say is theirs. */
export function preview(book: LawBook, draft: Rule): Preview {
  const from = draft.validFrom
  const tried = book.copy()
  tried.putRules([draft])
  const versions = tried.rules(draft.id)
  const zones = book.zones(from).filter((ground) => versions.some((version) => reaches(version, ground)))
  const changed = zones.flatMap((ground) => {
    const about = (law: LawBook) => law.inZone(ground.zone, draft.behaviour)
    const shifts = shiftsOf(about(book), about(tried), from)
    return shifts.length > 0 ? [{ zone: zoneName(ground), shifts }] : []
  })
  return { from, to: from + WEEK, zones: zones.length, changed }
}

function reaches({ zone, kind, river }: Rule, ground: Ground): boolean {
  if (zone !== null) return ground.zone === zone
  return (kind ?? ground.kind) === ground.kind && (river ?? ground.river) === ground.river
}

/** How long, in minutes of the week, each effect is replaced by each other. */
function shiftsOf(before: Question, after: Question, from: number): Shift[] {
  const moments = momentsOf([before, after], from)
  const minutes = new Map<string, number>()
  moments.forEach((at, i) => {
    const pair = `${decide(before, at).effect} ${decide(after, at).effect}`
    const end = moments[i + 1] ?? from + WEEK
    minutes.set(pair, (minutes.get(pair) ?? 0) + (end - at) / MINUTE)
  })
  return effects.flatMap((was) =>
    effects.flatMap((is) => {
      const sum = was === is ? undefined : minutes.get(`${was} ${is}`)
      return sum === undefined ? [] : [{ from: was, to: is, minutes: Math.round(sum) }]
    }),
  )
}

/** Every moment of the week at which some rule may begin or cease to speak. */
function momentsOf(questions: readonly Question[], from: number): number[] {
  const moments = [from]
  for (const { holdings, holidays } of questions) {
    for (const holding of holdings) {
      moments.push(holding.from, holding.to)
      addTurns(moments, holding.calendar, from, holidays)
      for (let day = dayOf(from); day <= dayOf(from + WEEK); day++)
        addEdges(moments, holding.calendar, day, holidays)
    }
  }
  return inOrder(moments.filter((at) => at >= from && at < from + WEEK))
}
