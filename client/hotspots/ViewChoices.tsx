/** What is looked at: who told, how long back, where, of which category, at which hours and on which days. */
import { askedSources, hotspotGrounds, hotspotWindows } from '#contract/hotspots.ts'
import { Choice, Choices } from '../map/Choice.tsx'
import { useCity } from '../session.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { changeView } from './deeds.ts'
import { groupings, orders, useHotspots } from './store.ts'

export function ViewChoices() {
  const { hotspots } = useWords()
  const { view, dense, grouping, order } = useHotspots()
  return (
    <>
      <Choices name={hotspots.source}>
        {askedSources.map((source) => (
          <Choice key={source} chosen={view.source === source} onChoose={() => changeView({ source })}>
            {hotspots.sources[source]}
          </Choice>
        ))}
      </Choices>
      <Choices name={hotspots.window}>
        {hotspotWindows.map((window) => (
          <Choice key={window} chosen={view.window === window} onChoose={() => changeView({ window })}>
            {hotspots.windows[window]}
          </Choice>
        ))}
      </Choices>
      <Choices name={hotspots.ground}>
        {hotspotGrounds.map((ground) => (
          <Choice key={ground} chosen={view.ground === ground} onChoose={() => changeView({ ground })}>
            {hotspots.grounds[ground]}
          </Choice>
        ))}
        <Choice chosen={dense} onChoose={() => useHotspots.setState({ dense: !dense })}>
          {hotspots.density}
        </Choice>
      </Choices>
      <div className="hotspot-fields">
        <CategoryChoice />
        <HourSlider />
        <Choices name={hotspots.order}>
          {orders.map((each) => (
            <Choice key={each} chosen={order === each} onChoose={() => useHotspots.setState({ order: each })}>
              {hotspots.orders[each]}
            </Choice>
          ))}
        </Choices>
        <WeekdayChoices />
      </div>
      <Choices name={hotspots.grouping}>
        {groupings.map((each) => (
          <Choice
            key={each}
            chosen={grouping === each}
            onChoose={() => useHotspots.setState({ grouping: each })}
          >
            {hotspots.groupings[each]}
          </Choice>
        ))}
      </Choices>
    </>
  )
}

function CategoryChoice() {
  const { hotspots } = useWords()
  const named = useNamed()
  const category = useHotspots(({ view }) => view.category)
  const categories = useCity((city) => city.categories)
  return (
    <label className="hotspot-field">
      <span className="low">{hotspots.category}</span>
      <select
        className="input"
        data-testid="hotspot-category"
        value={category ?? ''}
        onChange={({ target }) => changeView({ category: target.value || null })}
      >
        <option value="">{hotspots.every}</option>
        {[...categories.values()].map((each) => (
          <option key={each.code} value={each.code}>
            {each.code} {named(each)}
          </option>
        ))}
      </select>
    </label>
  )
}

/** So many hours of the day from the slider's on; at its left end all of them. */
const SPAN_HOURS = 4

function HourSlider() {
  const { hotspots } = useWords()
  const hours = useHotspots(({ view }) => view.hours)
  const text = hours ? hotspots.fromTo(hours.from, hours.to) : hotspots.allDay
  return (
    <label className="hotspot-field">
      <span className="low">
        {hotspots.hours} <b>{text}</b>
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
          changeView({ hours: from < 0 ? null : { from, to: (from + SPAN_HOURS) % 24 } })
        }}
      />
    </label>
  )
}

/** None pressed: every day. */
function WeekdayChoices() {
  const { hotspots, rules } = useWords()
  const { days, dayLabel } = rules.page
  const chosen = useHotspots(({ view }) => view.weekdays)
  const text = chosen ? hotspots.onDays(chosen.map((day) => days[day - 1] ?? '')) : hotspots.everyDay
  return (
    <fieldset className="hotspot-days" data-testid="hotspot-days">
      <legend>
        {hotspots.weekdays} <b>{text}</b>
      </legend>
      {days.map((name, index) => (
        <button
          key={name}
          type="button"
          className="choice"
          aria-pressed={chosen?.includes(index + 1) ?? false}
          aria-label={dayLabel(name)}
          onClick={() => changeView({ weekdays: withDay(chosen ?? [], index + 1) })}
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
