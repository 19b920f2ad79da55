/** The answer to a question of the past: its rows lead to the instants they tell of, and how it was found stands below. */
import type { ReactNode } from 'react'
import { useClock } from '../clock.ts'
import { useCategoryName } from '../tickets/names.ts'
import { usePersonName } from '../ui/personName.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { PriorityShape } from '../ui/shapes.tsx'
import { clockTime, dateTime, shortDate } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { type Answered, useQuestion } from './asking.ts'
import { DistanceChart } from './DistanceChart.tsx'
import { goToInstant, type Instant } from './going.ts'
import { useMoverName } from './names.ts'

export function Answer() {
  const { questions } = useWords()
  const sayRefusal = useRefusalWords()
  const asked = useQuestion((question) => question.asked)
  if (asked.state === 'none') return null
  if (asked.state === 'asking') return <p className="low">{questions.asking}</p>
  if (asked.state === 'refused') {
    return (
      <p className="problem" role="alert">
        {sayRefusal(asked.refusal)}
      </p>
    )
  }
  return (
    <section className="question-answer" aria-live="polite" data-testid="past-answer">
      <Told answer={asked.answer} />
    </section>
  )
}

function Told({ answer }: { answer: Answered }) {
  switch (answer.kind) {
    case 'nearby':
      return <NearbyRows {...answer} />
    case 'passes':
      return <PassRows {...answer} />
    case 'tickets':
      return <TicketRows {...answer} />
    case 'distances':
      return <DistanceChart key={answer.told.at} {...answer} />
  }
}

type Of<Kind extends Answered['kind']> = Extract<Answered, { kind: Kind }>

const minutes = (ms: number): string => (ms / 60_000).toFixed(1)

function NearbyRows({ told, place }: Of<'nearby'>) {
  const { questions } = useWords()
  const nameOf = useMoverName()
  return (
    <>
      <p className="middle">
        {told.movers.length === 0 ? questions.nobody : questions.found(told.movers.length)}
      </p>
      <ul>
        {told.movers.slice(0, LISTED).map(({ mover, nearestAt, nearestMetres, gaps, ...each }) => (
          <Row key={mover} name={nameOf(mover)} instant={{ at: nearestAt, mover, place }}>
            <span>{questions.nearest(count(nearestMetres), clockTime(nearestAt))}</span>
            <span className="middle">
              {questions.span(clockTime(each.first), clockTime(each.last))} ·{' '}
              {questions.inside(minutes(each.insideSeconds * 1000))}
            </span>
            {gaps.length > 0 && (
              <span className="late">
                {questions.gaps(gaps.length, minutes(gaps.reduce((sum, { from, to }) => sum + to - from, 0)))}
              </span>
            )}
          </Row>
        ))}
      </ul>
      <Listed all={told.movers.length} />
      <p className="low">{questions.straight}</p>
      <ReadLine told={told} />
    </>
  )
}

const count = (value: number): string => value.toLocaleString('en')

/** What was read for it, and whether that was all. */
export function ReadLine({ told }: { told: Of<'nearby'>['told'] | Of<'distances'>['told'] }) {
  const { questions } = useWords()
  const { fixesRead, from, to, readUntil, at } = told
  return (
    <>
      {readUntil < to && <p className="late">{questions.cut(shortDate(readUntil))}</p>}
      <p className="low" data-testid="past-read">
        {questions.read(count(fixesRead), shortDate(from), shortDate(readUntil))} ·{' '}
        {questions.asOf(clockTime(at))}
      </p>
    </>
  )
}

function PassRows({ told }: Of<'passes'>) {
  const { questions, coverage } = useWords()
  const nameOf = useMoverName()
  const personOf = usePersonName()
  return (
    <>
      {told.segments === 0 && <p className="low">{questions.notMeasured}</p>}
      {told.segments > 0 && told.passes.length === 0 && <p className="middle">{questions.neverPassed}</p>}
      <ul>
        {told.passes.map(({ mode, to, unit, operator, segments }) => (
          <Row
            key={mode}
            name={unit === null ? questions.operator(personOf(operator ?? '')) : nameOf(unit)}
            instant={{ at: to, mover: unit }}
          >
            <span>
              {coverage.views[mode]} {dateTime(to)}
            </span>
            <span className="middle">{questions.segments(segments, told.segments)}</span>
          </Row>
        ))}
      </ul>
      <h4>{questions.stays}</h4>
      {told.visits.length === 0 && <p className="low">{questions.noStays}</p>}
      <ul>
        {told.visits.map(({ unit, from, to }) => (
          <Row key={`${unit} ${from}`} name={nameOf(unit)} instant={{ at: from, mover: unit }}>
            <span>
              {to === null
                ? questions.still(shortDate(from))
                : questions.stay(shortDate(from), clockTime(to))}
            </span>
          </Row>
        ))}
      </ul>
      <p className="low">{questions.asOf(dateTime(told.at))}</p>
    </>
  )
}

function TicketRows({ told }: Of<'tickets'>) {
  const words = useWords()
  const { questions } = words
  const categoryOf = useCategoryName()
  return (
    <>
      <p className="middle">
        {told.tickets.length === 0 ? questions.noTickets : questions.found(told.tickets.length)} ·{' '}
        {questions.openAll(told.openAnywhere)}
      </p>
      <ul>
        {told.tickets.slice(0, LISTED).map(({ ticket, metres }) => (
          <Row
            key={ticket.id}
            name={ticket.code}
            mark={<PriorityShape priority={ticket.priority} />}
            instant={{ at: told.at, ticket: ticket.id, place: ticket.place }}
          >
            <span>
              {categoryOf(ticket)} · {words.ticketStates[ticket.state]}
            </span>
            <span className="middle">
              {shortDate(ticket.openedAt)}
              {metres !== null && ` · ${questions.away(count(metres))}`}
            </span>
          </Row>
        ))}
      </ul>
      <Listed all={told.tickets.length} />
      <p className="low">
        {questions.asOf(dateTime(told.at))} · {questions.asThen}
      </p>
    </>
  )
}

type RowProps = {
  readonly name: string
  readonly mark?: ReactNode
  readonly instant: Instant
  readonly children: ReactNode
}

function Row({ name, mark, instant, children }: RowProps) {
  const selected = useIsShown(instant)
  return (
    <li>
      <button
        type="button"
        className="question-row"
        aria-current={selected}
        data-testid="past-row"
        data-mover={instant.mover ?? undefined}
        onClick={() => goToInstant(instant)}
      >
        {mark}
        <b className="clip">{name}</b>
        <span className="question-says">{children}</span>
      </button>
    </li>
  )
}

/** Time stands at that moment. */
const useIsShown = ({ at }: Instant): boolean =>
  useClock(({ clock }) => clock.mode === 'replay' && Math.abs(clock.at - at) < 1000)

/** Of the nearest so many are listed; a circle of kilometres holds thousands. */
const LISTED = 200

function Listed({ all }: { all: number }) {
  const { questions } = useWords()
  return all > LISTED ? <p className="late">{questions.listed(LISTED, count(all))}</p> : null
}
