/** What this unit did today: tasks that ended, findings filed from this phone, and the log of the own unit. */
import { useMemo } from 'react'
import { endedStates } from '#contract/assignments.ts'
import { useFacts } from '../facts.ts'
import { useCategoryName } from '../tickets/names.ts'
import { useEventLine } from '../ui/eventLine.ts'
import { useNow } from '../ui/now.ts'
import { clockTime, dateTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { useOutbox } from './outbox.ts'

const LINES = 30
/** How a task ended is a line of its own; devices and zones are no deeds. */
const told = /^(?:(?:ticket|unit|assignment)\.(?!finished|declined|recalled)|round\.)/

export function History({ unit }: { unit: number }) {
  const words = useWords()
  const tasks = useEndedTasks(unit)
  const lines = useLines(unit)
  const filed = useFiled()
  const entries = [...tasks, ...filed, ...lines].sort((one, other) => other.at - one.at).slice(0, LINES)
  return (
    <section data-testid="field-today">
      <h2 className="today-head">{words.phone.today}</h2>
      {entries.length === 0 && <p className="field-note">{words.phone.todayEmpty}</p>}
      <ol className="task-log">
        {entries.map(({ key, at, text, strong }) => (
          <li key={key} className={strong ? 'middle' : undefined}>
            <time>{clockTime(at)}</time> {text}
          </li>
        ))}
      </ol>
    </section>
  )
}

type Entry = {
  readonly key: string
  readonly at: number
  readonly text: string
  readonly strong?: boolean
}

function useIsToday(): (at: number) => boolean {
  const today = dateTime(useNow()).slice(0, 10)
  return (at) => dateTime(at).startsWith(today)
}

function useEndedTasks(unit: number): Entry[] {
  const words = useWords()
  const nameOf = useCategoryName()
  const isToday = useIsToday()
  const assignments = useFacts((facts) => facts.assignments)
  const tickets = useFacts((facts) => facts.tickets)
  const ended = useMemo(
    () => [...assignments.values()].filter((each) => each.unit === unit && endedStates.includes(each.state)),
    [assignments, unit],
  )
  return ended.flatMap(({ id, ticket: of, state, endedAt }) => {
    const ticket = tickets.get(of)
    if (!ticket || endedAt === null || !isToday(endedAt)) return []
    const text = `${words.assignmentStates[state]} · ${nameOf(ticket)} · ${ticket.code} · ${ticket.address}`
    return [{ key: `task-${id}`, at: endedAt, text, strong: true }]
  })
}

function useFiled(): Entry[] {
  const words = useWords()
  const isToday = useIsToday()
  const filed = useOutbox((box) => box.filed)
  return filed
    .filter(({ openedAt }) => isToday(openedAt))
    .map(({ id, code, openedAt }) => ({
      key: `filed-${id}`,
      at: openedAt,
      text: words.phone.finding.filed(code),
      strong: true,
    }))
}

function useLines(unit: number): Entry[] {
  const line = useEventLine()
  const isToday = useIsToday()
  const log = useFacts((facts) => facts.log)
  return log
    .filter((event) => told.test(event.kind) && event.units.includes(unit) && isToday(event.happened))
    .map((event) => ({ key: `event-${event.number}`, at: event.happened, text: line(event) }))
}
