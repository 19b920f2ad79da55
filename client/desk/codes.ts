/** Finds cases and units by what people type of their codes. */
import type { Ticket } from '#contract/tickets.ts'
import type { Unit } from '#contract/units.ts'

/** The case of that code, else all whose code ends in these digits; at least two, for one would be a guess. */
export function casesLike(text: string, tickets: Iterable<Ticket>): readonly Ticket[] {
  if (!/^\d{2,}$/.test(text)) return []
  const ending = [...tickets].filter((ticket) => ticket.code.endsWith(text))
  const exact = ending.find((ticket) => ticket.code === text)
  return exact ? [exact] : ending
}

/** The unit of that call sign, else all whose call sign begins or ends so. */
export function unitsLike(text: string, units: Iterable<Unit>): readonly Unit[] {
  const wanted = text.toUpperCase()
  if (wanted.length < 2) return []
  const like: Unit[] = []
  for (const unit of units) {
    const code = unit.code.toUpperCase()
    if (code === wanted) return [unit]
    if (code.startsWith(wanted) || code.endsWith(wanted)) like.push(unit)
  }
  return like
}
