/** Says that a step of an assignment is late, and by how much; ticks by itself once a second. */
import type { Assignment } from '#contract/assignments.ts'
import { dueOf, overdueBy } from '#contract/limits.ts'
import { limitsOf } from '../expo/rules.ts'
import { useFacts } from '../facts.ts'
import { useNow } from '../ui/now.ts'
import { elapsed } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'

export function Overdue({ assignment }: { assignment: Assignment }) {
  const words = useWords()
  const now = useNow()
  const ticket = useFacts((facts) => facts.tickets.get(assignment.ticket))
  const due = ticket && dueOf(assignment, ticket.priority, limitsOf(ticket))
  const by = overdueBy(due, now)
  if (!due || by === undefined) return null
  return (
    <b className="late" data-testid="overdue" data-step={due.step}>
      {words.sending.late(words.sending.overdue[due.step], elapsed(by, words.screen.days))}
    </b>
  )
}

/** Of the units that are on a case, the one whose step is latest; undefined where nothing is late. */
export function useLatest(ticket: number): Assignment | undefined {
  const now = useNow()
  return useFacts(({ activeByUnit, tickets }) => {
    const of = tickets.get(ticket)
    const limits = limitsOf(of)
    let latest: Assignment | undefined
    let most = 0
    for (const each of activeByUnit.values()) {
      if (each.ticket !== ticket) continue
      const by = overdueBy(dueOf(each, of?.priority ?? 0, limits), now) ?? 0
      if (by > most) [latest, most] = [each, by]
    }
    return latest
  })
}
