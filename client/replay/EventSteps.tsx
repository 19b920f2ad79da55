/** To the event before and the event after, and which events count. */
import { useLanguage, useWords } from '../ui/words.ts'
import { useZones } from '../zones/store.ts'
import { chooseEvents, type EventChoice, eventKinds, useEventChoice } from './eventChoice.ts'
import { stepEvent } from './eventSteps.ts'
import { Glyph } from './Glyph.tsx'

export function EventSteps() {
  const { replay } = useWords()
  return (
    <div className="replay-group">
      <button
        type="button"
        className="button"
        title={`${replay.lastEvent} ,`}
        aria-label={replay.lastEvent}
        data-testid="last-event"
        onClick={() => void stepEvent(-1)}
      >
        <Glyph shape="last" />
      </button>
      <Choice />
      <button
        type="button"
        className="button"
        title={`${replay.nextEvent} .`}
        aria-label={replay.nextEvent}
        data-testid="next-event"
        onClick={() => void stepEvent(1)}
      >
        <Glyph shape="next" />
      </button>
    </div>
  )
}

function Choice() {
  const { replay } = useWords()
  const language = useLanguage()
  const choice = useEventChoice((state) => state.choice)
  const zones = useZones((state) => state.zones)
  return (
    <select
      className="input replay-choice"
      aria-label={replay.eventsOf}
      value={choice}
      data-testid="event-choice"
      onChange={(event) => chooseEvents(event.target.value as EventChoice)}
    >
      <option value="any">{replay.any}</option>
      <option value="selected">{replay.selected}</option>
      {eventKinds.map((kind) => (
        <option key={kind} value={kind}>
          {replay.kinds[kind]}
        </option>
      ))}
      <optgroup label={replay.zones}>
        {zones.map(({ properties: { id, name, nameEn } }) => (
          <option key={id} value={`zone/${id}`}>
            {language === 'zh' ? name : nameEn}
          </option>
        ))}
      </optgroup>
    </select>
  )
}
