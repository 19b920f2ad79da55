/** One lane: a case's events, alarms and photos as marks, a unit's assignments as bars over its signal with the gaps. */
import type { Event } from '#contract/events.ts'
import type { LanePhoto } from '#contract/lanes.ts'
import { serverNow } from '../clock.ts'
import { useLiveFacts } from '../facts.ts'
import { seek } from '../replay/machine.ts'
import { selectMover, selectTicket } from '../selection.ts'
import { useEventLine } from '../ui/eventLine.ts'
import { UnitShape } from '../ui/shapes.tsx'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { type Bar, barsOf, gapsBetween } from './bars.ts'
import type { Span } from './brush.ts'
import { shareOf } from './LaneArea.tsx'
import { removeLane, type Subject, useLanes } from './store.ts'

type Props = { readonly subject: Subject; readonly span: Span }

export function LaneRow({ subject, span }: Props) {
  const words = useWords().lanes
  const name = useName(subject)
  const select = subject.kind === 'ticket' ? selectTicket : selectMover
  return (
    <div className="lane" data-testid={`lane-${subject.kind}-${subject.id}`}>
      <div className="lane-name">
        <button type="button" className="button quiet" onClick={() => select(subject.id)}>
          {name}
        </button>
        <button
          type="button"
          className="button quiet"
          aria-label={words.remove(name)}
          onClick={() => removeLane(subject)}
        >
          ×
        </button>
      </div>
      <div className="lane-track">
        {subject.kind === 'ticket' ? (
          <TicketLane ticket={subject.id} span={span} />
        ) : (
          <UnitLane unit={subject.id} span={span} />
        )}
      </div>
    </div>
  )
}

function useName({ kind, id }: Subject): string {
  const tickets = useLiveFacts((facts) => facts.tickets)
  const units = useLiveFacts((facts) => facts.units)
  return (kind === 'ticket' ? tickets.get(id)?.code : units.get(id)?.code) ?? `#${id}`
}

function TicketLane({ ticket, span }: { ticket: number; span: Span }) {
  const lanes = useLanes((state) => state.lanes)
  const own = new Set((lanes?.assignments ?? []).filter((each) => each.ticket === ticket).map(({ id }) => id))
  const events = (lanes?.events ?? []).filter(({ subject }) => {
    const [noun, id] = subject.split('/')
    if (noun === 'ticket') return Number(id) === ticket
    if (noun === 'assignment') return own.has(Number(id))
    return isAlarmOf(subject, ticket, own)
  })
  const photos = (lanes?.photos ?? []).filter((photo) => photo.ticket === ticket)
  return (
    <>
      <Marks events={events} span={span} />
      <PhotoMarks photos={photos} span={span} />
    </>
  )
}

/** `alarm/silent/12` is of an assignment, the others of the case. */
function isAlarmOf(subject: string, ticket: number, assignments: ReadonlySet<number>): boolean {
  const [noun, kind, id] = subject.split('/')
  if (noun !== 'alarm') return false
  return kind === 'silent' ? assignments.has(Number(id)) : kind !== 'sos' && Number(id) === ticket
}

function UnitLane({ unit, span }: { unit: number; span: Span }) {
  const lanes = useLanes((state) => state.lanes)
  const until = useLanes((state) => state.known) ?? serverNow()
  const own = (lanes?.assignments ?? []).filter((each) => each.unit === unit)
  const heard = lanes?.signals.find((each) => each.unit === unit)?.heard ?? []
  const events = (lanes?.events ?? []).filter(
    ({ subject }) => subject === `unit/${unit}` || subject === `alarm/sos/${unit}`,
  )
  const photos = (lanes?.photos ?? []).filter((photo) => photo.unit === unit)
  return (
    <>
      {heard.map((stretch) => (
        <i key={stretch.from} className="lane-signal" style={placeOf(span, stretch)} />
      ))}
      <Gaps heard={heard} span={span} />
      {own
        .flatMap((assignment) => barsOf(assignment, until))
        .filter(({ from, to }) => to > span.from && from < span.to)
        .map((bar) => (
          <StateBar key={`${bar.assignment} ${bar.state}`} bar={bar} span={span} />
        ))}
      <Marks events={events} span={span} />
      <PhotoMarks photos={photos} span={span} />
    </>
  )
}

function Gaps({ heard, span }: { heard: readonly Span[]; span: Span }) {
  const words = useWords().lanes
  return gapsBetween(heard).map((gap) => {
    const text = words.gap(clockTime(gap.from), clockTime(gap.to))
    return (
      <i
        key={gap.from}
        className="lane-gap"
        role="img"
        aria-label={text}
        title={text}
        style={placeOf(span, gap)}
      />
    )
  })
}

function StateBar({ bar, span }: { bar: Bar; span: Span }) {
  const all = useWords()
  const code = useLiveFacts(({ tickets }) => tickets.get(bar.ticket)?.code) ?? `#${bar.ticket}`
  const state = all.assignmentStates[bar.state]
  const text = all.lanes.bar(state, code, clockTime(bar.from), clockTime(bar.to))
  return (
    <span
      className="lane-bar"
      role="img"
      aria-label={text}
      title={text}
      data-state={bar.state}
      data-status={bar.status}
      style={placeOf(span, bar)}
    >
      <UnitShape status={bar.status} /> {state}
    </span>
  )
}

function Marks({ events, span }: { events: readonly Event[]; span: Span }) {
  const line = useEventLine()
  return events
    .filter(({ happened }) => happened >= span.from && happened < span.to)
    .map((event) => {
      const text = `${clockTime(event.happened)} ${line(event)}`
      return (
        <button
          key={event.number}
          type="button"
          className="lane-mark"
          data-kind={event.kind}
          data-alarm={event.subject.startsWith('alarm/') || event.kind === 'unit.sos'}
          aria-label={text}
          title={text}
          style={{ left: shareOf(span, event.happened) }}
          onClick={() => seek(event.happened)}
        />
      )
    })
}

/** The picture itself is shown to whoever points at it or has come to it by key. */
function PhotoMarks({ photos, span }: { photos: readonly LanePhoto[]; span: Span }) {
  const words = useWords().lanes
  const shown = photos.filter(({ at }) => at >= span.from && at < span.to)
  return shown.map(({ hash, at }, i) => {
    const beside = besideOthers(shown, i, span)
    return (
      <button
        key={hash}
        type="button"
        className="lane-photo"
        aria-label={words.photo(clockTime(at))}
        style={{ left: shareOf(span, at), ['--beside' as string]: beside }}
        onClick={() => seek(at)}
        onPointerEnter={({ currentTarget }) => placePicture(currentTarget)}
        onFocus={({ currentTarget }) => placePicture(currentTarget)}
      >
        <img src={`/api/photos/${hash}`} alt="" loading="lazy" />
      </button>
    )
  })
}

/** Above its mark, and within the window. */
function placePicture(mark: HTMLElement): void {
  const { left, top } = mark.getBoundingClientRect()
  mark.style.setProperty('--x', `${Math.max(48, Math.min(innerWidth - 48, left + 4))}px`)
  mark.style.setProperty('--y', `${top}px`)
}

/** Photos are taken several at once: how many marks before this one it would lie upon. */
function besideOthers(photos: readonly LanePhoto[], i: number, { from, to }: Span): number {
  const near = (to - from) / 150
  let count = 0
  while (i > count && (photos[i - count]?.at ?? 0) - (photos[i - count - 1]?.at ?? 0) < near) count++
  return count
}

function placeOf(span: Span, { from, to }: Span): { left: string; width: string } {
  const [left, right] = [shareOf(span, from), shareOf(span, to)]
  return { left, width: `calc(${right} - ${left})` }
}
