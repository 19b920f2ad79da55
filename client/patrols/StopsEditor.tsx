/** The stops of a plan or an order: put on the map, then named, ordered and given their hours here. */
import type { PlanStop } from '#contract/patrols.ts'
import { flyTo } from '../scene.ts'
import { useNamed, useWords } from '../ui/words.ts'
import {
  changeStop,
  putAtCross,
  removeStop,
  shiftStop,
  startPutting,
  stopPutting,
  useDraft,
  zonesAt,
} from './draft.ts'

/** `hours`: a plan's stops have windows; an order is for now. */
export function StopsEditor({ hours }: { hours: boolean }) {
  const { patrols } = useWords()
  const { stops, putting } = useDraft()
  return (
    <fieldset className="field stops-editor">
      <legend className="label">{patrols.stops}</legend>
      <div className="choices">
        <button
          type="button"
          className="button"
          aria-pressed={putting}
          data-testid="put-stops"
          onClick={putting ? stopPutting : startPutting}
        >
          {putting ? patrols.donePutting : patrols.putStops}
        </button>
        {putting && (
          <button type="button" className="button" data-testid="put-at-cross" onClick={putAtCross}>
            {patrols.putStop}
          </button>
        )}
      </div>
      {stops.length === 0 && <p className="low">{patrols.noStops}</p>}
      <ol className="stop-rows">
        {stops.map((stop, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stop is its place in the order until it is saved
          <StopRow key={i} stop={stop} index={i} last={i === stops.length - 1} hours={hours} />
        ))}
      </ol>
    </fieldset>
  )
}

type RowProps = {
  readonly stop: PlanStop
  readonly index: number
  readonly last: boolean
  readonly hours: boolean
}

function StopRow({ stop, index, last, hours }: RowProps) {
  const { patrols } = useWords()
  const says = patrols.stop
  return (
    <li className="stop-row" data-testid="stop-row">
      <button type="button" className="button quiet" onClick={() => flyTo(stop.place)}>
        {index + 1}
      </button>
      <input
        className="input"
        aria-label={says.name}
        value={stop.name}
        maxLength={100}
        onChange={({ target }) => changeStop(index, { name: target.value, nameEn: target.value })}
      />
      <Area stop={stop} index={index} />
      <label className="stop-number">
        {says.minutes}
        <input
          className="input"
          type="number"
          min={0}
          max={720}
          value={stop.minutes}
          onChange={({ target }) => changeStop(index, { minutes: Math.max(0, Number(target.value)) })}
        />
      </label>
      {hours && <Hours stop={stop} index={index} />}
      <span className="stop-moves">
        <button
          type="button"
          className="button quiet"
          disabled={index === 0}
          onClick={() => shiftStop(index, -1)}
        >
          {says.up}
        </button>
        <button type="button" className="button quiet" disabled={last} onClick={() => shiftStop(index, 1)}>
          {says.down}
        </button>
        <button type="button" className="button quiet" onClick={() => removeStop(index)}>
          {says.remove}
        </button>
      </span>
    </li>
  )
}

const RADII = [30, 60, 120, 250] as const

/** So near to it, or the zone it lies in. */
function Area({ stop, index }: { stop: PlanStop; index: number }) {
  const { patrols } = useWords()
  const named = useNamed()
  const zones = zonesAt(stop.place)
  const choose = (value: string) =>
    value.startsWith('z')
      ? changeStop(index, { zone: Number(value.slice(1)) })
      : changeStop(index, { zone: null, metres: Number(value) })
  return (
    <select
      className="input"
      aria-label={patrols.stop.area}
      value={stop.zone === null ? String(stop.metres) : `z${stop.zone}`}
      onChange={({ target }) => choose(target.value)}
    >
      {[...new Set([...RADII, stop.metres])].map((metres) => (
        <option key={metres} value={metres}>
          {patrols.stop.radius(metres)}
        </option>
      ))}
      {zones.map(({ properties }) => (
        <option key={properties.id} value={`z${properties.id}`}>
          {named(properties)}
        </option>
      ))}
    </select>
  )
}

function Hours({ stop, index }: { stop: PlanStop; index: number }) {
  const says = useWords().patrols.stop
  return (['opens', 'closes'] as const).map((name) => (
    <label key={name} className="stop-number">
      {says[name]}
      <input
        className="input"
        type="time"
        value={timeOf(stop[name])}
        onChange={({ target }) => changeStop(index, { [name]: minuteOf(target.value) })}
      />
    </label>
  ))
}

const two = (value: number) => String(value).padStart(2, '0')
const timeOf = (minute: number | null): string =>
  minute === null ? '' : `${two(Math.floor(minute / 60))}:${two(minute % 60)}`

function minuteOf(time: string): number | null {
  const [hours, minutes] = time.split(':').map(Number)
  return hours === undefined || minutes === undefined || Number.isNaN(hours) ? null : hours * 60 + minutes
}
