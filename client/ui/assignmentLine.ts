/** One line of the log for each step of an assignment. */
import type { Assignment } from '#contract/assignments.ts'
import { endReasonWords } from '../dispatch/endReason.ts'
import type { Words } from './words.ts'

type Step = {
  readonly unit: string
  readonly ticket: string
  readonly assignment: Assignment
  readonly said: (key: string) => string
  readonly actor: string
  readonly subject: string
}

export function assignmentLine(kind: string, words: Words, step: Step): string {
  const { unit, ticket, assignment, said, actor, subject } = step
  const says = words.events
  switch (kind) {
    case 'assignment.dispatched':
      return says.dispatched(unit, ticket, actor)
    case 'assignment.accepted':
      return says.accepted(unit, ticket)
    case 'assignment.declined':
      return says.declined(unit, ticket, said('reason'))
    case 'assignment.departed':
      return says.departed(unit, ticket)
    case 'assignment.arrived':
      return says.arrived(unit, ticket)
    case 'assignment.reported':
      return says.reported(
        unit,
        ticket,
        assignment.report ? words.dispositions[assignment.report.disposition] : '',
      )
    case 'assignment.finished':
      return says.finished(unit, ticket)
    case 'assignment.recalled':
      return says.recalled(unit, ticket, endReasonWords(said('reason'), words))
    case 'assignment.withdrawn':
      return says.withdrawn(unit, ticket)
    case 'assignment.checked_in':
      return says.checkedIn(unit, ticket)
    case 'assignment.backup':
      return says.backup(unit, ticket)
    default:
      return says.other(kind, subject)
  }
}
