/** What is looked at: who told, how long back, where, of which category, at which hours and on which days. */
import { askedSources, hotspotGrounds, hotspotWindows } from '#contract/hotspots.ts'
import { Choice, Choices } from '../map/Choice.tsx'
import { useCity } from '../session.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { changeView } from './deeds.ts'
import { groupings, orders, useHotspots } from './store.ts'
import { HourSlider, WeekdayChoices } from './TimeChoices.tsx'

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
        <HourSlider hours={view.hours} onChange={(hours) => changeView({ hours })} />
        <Choices name={hotspots.order}>
          {orders.map((each) => (
            <Choice key={each} chosen={order === each} onChoose={() => useHotspots.setState({ order: each })}>
              {hotspots.orders[each]}
            </Choice>
          ))}
        </Choices>
        <WeekdayChoices weekdays={view.weekdays} onChange={(weekdays) => changeView({ weekdays })} />
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
