/** Fields of a rule's hours: when they begin and end, and on which days of the week. */
import type { Hours, Weekly } from '#contract/rules.ts'
import { useWords } from '../ui/words.ts'
import { clock } from './saying.ts'

const DAY = 1440

type Props = {
  readonly name: string
  readonly hours: Hours
  readonly onChange: (hours: Hours) => void
}

/** An end that is not after the beginning is the next day's; 00:00 is the end of the day. */
export function HoursFields({ name, hours: { from, to }, onChange }: Props) {
  const { page } = useWords().rules
  const put = (begin: number, end: number) => onChange({ from: begin, to: end > begin ? end : end + DAY })
  return (
    <span className="hours-fields">
      <input
        className="input"
        type="time"
        aria-label={`${name} ${page.from('')}`}
        value={clock(from)}
        onChange={({ target }) => target.value && put(minuteOf(target.value), to % DAY)}
      />
      {page.to}
      <input
        className="input"
        type="time"
        aria-label={`${name} ${page.to}`}
        value={clock(to % DAY)}
        onChange={({ target }) => target.value && put(from, minuteOf(target.value))}
      />
      {to > DAY && <span className="low">{page.nextDay}</span>}
    </span>
  )
}

const minuteOf = (text: string): number => {
  const [hour = 0, minute = 0] = text.split(':').map(Number)
  return hour * 60 + minute
}

type WeekProps = { readonly week: readonly Weekly[]; readonly onChange: (week: Weekly[]) => void }

export function WeekFields({ week, onChange }: WeekProps) {
  const { page } = useWords().rules
  const replace = (index: number, weekly: Weekly) =>
    onChange(week.map((each, i) => (i === index ? weekly : each)))
  return (
    <fieldset className="field">
      <legend className="label">{page.hours}</legend>
      {week.map((weekly, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name than their place
        <div className="hours-line" key={index}>
          <Days days={weekly.days} onChange={(days) => replace(index, { ...weekly, days })} />
          <HoursFields
            name={page.hours}
            hours={weekly}
            onChange={({ from, to }) => replace(index, { ...weekly, from, to })}
          />
          <button
            type="button"
            className="button quiet"
            onClick={() => onChange(week.filter((_, i) => i !== index))}
          >
            {page.remove}
          </button>
        </div>
      ))}
      <div>
        <button
          type="button"
          className="button"
          data-testid="add-hours"
          onClick={() => onChange([...week, { days: [1, 2, 3, 4, 5, 6, 7], from: 360, to: 1320 }])}
        >
          {page.addHours}
        </button>
      </div>
    </fieldset>
  )
}

function Days({ days, onChange }: { days: readonly number[]; onChange: (days: number[]) => void }) {
  const { page } = useWords().rules
  const toggle = (day: number) => {
    const next = days.includes(day) ? days.filter((each) => each !== day) : [...days, day].sort()
    // Hours of no day would be no hours: the line itself can be removed.
    if (next.length > 0) onChange(next)
  }
  return (
    <span className="day-chips">
      {page.days.map((name, index) => (
        <button
          key={name}
          type="button"
          className="chip"
          aria-pressed={days.includes(index + 1)}
          aria-label={page.dayLabel(name)}
          onClick={() => toggle(index + 1)}
        >
          {name}
        </button>
      ))}
    </span>
  )
}
