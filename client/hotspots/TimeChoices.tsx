/** At which hours of the day and on which days of the week: of what is looked at, and of a view to be watched. */
import type { HotspotView } from '#contract/hotspots.ts'
import { useWords } from '../ui/words.ts'
import { daysOf, hoursOf } from './saying.ts'

/** So many hours of the day from the slider's on; at its left end all of them. */
const SPAN_HOURS = 4

type HourProps = {
  readonly hours: HotspotView['hours']
  readonly onChange: (hours: HotspotView['hours']) => void
}

export function HourSlider({ hours, onChange }: HourProps) {
  const words = useWords()
  const text = hoursOf(hours, words)
  return (
    <label className="hotspot-field">
      <span className="low">
        {words.hotspots.hours} <b>{text}</b>
      </span>
      <input
        type="range"
        min={-1}
        max={23}
        step={1}
        value={hours?.from ?? -1}
        aria-valuetext={text}
        data-testid="hotspot-hours"
        onChange={({ target }) => {
          const from = Number(target.value)
          onChange(from < 0 ? null : { from, to: (from + SPAN_HOURS) % 24 })
        }}
      />
    </label>
  )
}

type WeekdayProps = {
  readonly weekdays: HotspotView['weekdays']
  readonly onChange: (weekdays: HotspotView['weekdays']) => void
}

/** None pressed: every day. */
export function WeekdayChoices({ weekdays, onChange }: WeekdayProps) {
  const words = useWords()
  const { days, dayLabel } = words.rules.page
  return (
    <fieldset className="hotspot-days" data-testid="hotspot-days">
      <legend>
        {words.hotspots.weekdays} <b>{daysOf(weekdays, words)}</b>
      </legend>
      {days.map((name, index) => (
        <button
          key={name}
          type="button"
          className="choice"
          aria-pressed={weekdays?.includes(index + 1) ?? false}
          aria-label={dayLabel(name)}
          onClick={() => onChange(withDay(weekdays ?? [], index + 1))}
        >
          {name}
        </button>
      ))}
    </fieldset>
  )
}

function withDay(chosen: readonly number[], day: number): number[] | null {
  const next = chosen.includes(day) ? chosen.filter((each) => each !== day) : [...chosen, day].sort()
  return next.length === 0 || next.length === 7 ? null : next
}
