/** The officer's round: how far along it is, the next stop with its distance, and what can be done there. */
import { nextStop, type Round, type RoundStop } from '#contract/rounds.ts'
import { shownNow } from '../../clock.ts'
import { useFacts } from '../../facts.ts'
import { directionTo } from '../../field/direction.ts'
import { ownPlace, useLocation } from '../../field/location.ts'
import { useOutbox } from '../../field/outbox.ts'
import { useDistance } from '../../field/Way.tsx'
import { metresBetween } from '../../map/distance.ts'
import { reckonedPlace } from '../../positions/store.ts'
import { flyTo } from '../../scene.ts'
import { useNow } from '../../ui/now.ts'
import { clockTime } from '../../ui/times.ts'
import { useNamed, useWords } from '../../ui/words.ts'
import { doneStops, lookOf, useRoundOfUnit } from '../rounds.ts'
import { StopGlyph } from '../StopGlyph.tsx'
import { LeaveButton } from './LeaveButton.tsx'
import { MyAlarms } from './MyAlarms.tsx'
import { RoundSteps } from './RoundSteps.tsx'
import { expectedRound, queuedFor } from './steps.ts'
import './phone.css'

export function MyRound({ unit }: { unit: number }) {
  const { patrols } = useWords()
  const known = useRoundOfUnit(unit, useNow())
  const items = useOutbox((box) => box.items)
  const mode = useFacts((facts) => facts.units.get(unit)?.kind)
  const queued = known ? queuedFor(items, known.id) : []
  const round = known && expectedRound(known, queued)
  return (
    <section className="my-round" data-testid="my-round" data-state={round?.state ?? ''}>
      <h2 className="my-round-head">
        {patrols.phone.title}
        {queued.length > 0 && (
          <span className="late">
            {patrols.phone.queued} {queued.length}
          </span>
        )}
      </h2>
      {round ? (
        <OfRound round={round} unit={unit} isVideo={mode === 'video'} />
      ) : (
        <p className="low">{patrols.phone.none}</p>
      )}
      {known && <MyAlarms round={known} queued={queued} />}
      <LeaveButton />
    </section>
  )
}

function OfRound({ round, unit, isVideo }: { round: Round; unit: number; isVideo: boolean }) {
  const { patrols } = useWords()
  const named = useNamed()
  const next = nextStop(round)
  return (
    <>
      <p>
        <span className="tag">{patrols.modes[round.mode]}</span> <b>{named(round)}</b>{' '}
        <span className="middle">
          {patrols.window(clockTime(round.from).slice(0, 5), clockTime(round.until).slice(0, 5))}
        </span>
      </p>
      <p className="my-round-glyphs">
        {round.stops.map((stop) => {
          const look = lookOf(stop, round)
          return (
            <StopGlyph key={stop.number} look={look} title={`${named(stop)} ${patrols.stopStates[look]}`} />
          )
        })}
        <span className="middle">{patrols.progress(doneStops(round), round.stops.length)}</span>
      </p>
      {next && round.state === 'started' && <NextStop stop={next} unit={unit} isVideo={isVideo} />}
      <RoundSteps round={round} next={next} />
    </>
  )
}

function NextStop({ stop, unit, isVideo }: { stop: RoundStop; unit: number; isVideo: boolean }) {
  const { patrols, phone } = useWords()
  const named = useNamed()
  useLocation((location) => location.fix)
  const place = ownPlace(unit) ?? reckonedPlace(unit, shownNow())
  const far = useDistance(place && !isVideo ? metresBetween(place, stop.place) : null)
  const closes = stop.closesAt === null ? null : patrols.closes(clockTime(stop.closesAt).slice(0, 5))
  return (
    <p data-testid="next-stop">
      {patrols.phone.next}{' '}
      <button type="button" className="link" onClick={() => flyTo(stop.place, 16)}>
        {stop.number} {named(stop)}
      </button>{' '}
      <span className="middle">
        {place && far && phone.distance(far, phone.directions[directionTo(place, stop.place)] ?? '')}
        {closes && ` · ${closes}`}
      </span>
    </p>
  )
}
