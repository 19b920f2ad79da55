/** What is looked at: who told, how long back, where, of which category, in which hours of the day. */
import { askedSources, hotspotGrounds, hotspotWindows } from '#contract/hotspots.ts'
import { Choice, Choices } from '../map/Choice.tsx'
import { useCity } from '../session.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { changeView } from './deeds.ts'
import { groupings, useHotspots } from './store.ts'

export function ViewChoices() {
  const { hotspots } = useWords()
  const { view, dense, grouping } = useHotspots()
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
