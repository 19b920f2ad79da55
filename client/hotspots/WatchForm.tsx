/** Adds a watched view: the one that is looked at, or any other. */
import { useState } from 'react'
import { hotspotGrounds, hotspotSources, hotspotWindows } from '#contract/hotspots.ts'
import { useMayCommand } from '../link.ts'
import { useCity } from '../session.ts'
import { SelectField } from '../ui/Field.tsx'
import { Problem } from '../ui/Problem.tsx'
import { useSending } from '../ui/sending.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { useHotspots } from './store.ts'
import { HourSlider, WeekdayChoices } from './TimeChoices.tsx'
import { addWatch, type WatchedView } from './watches.ts'

export function WatchForm() {
  const { hotspots } = useWords()
  const named = useNamed()
  const linked = useMayCommand()
  const categories = useCity((city) => city.categories)
  const [view, setView] = useState(lookedAt)
  const sending = useSending(() => addWatch(view))
  const change = (part: Partial<WatchedView>) => setView({ ...view, ...part })
  return (
    <form onSubmit={sending.submit} aria-label={hotspots.watches.addTitle} noValidate>
      <div className="hotspot-watch-fields">
        <SelectField
          label={hotspots.window}
          value={String(view.window)}
          options={hotspotWindows.map((each) => [String(each), hotspots.windows[each]])}
          onSelect={(text) => change({ window: hotspotWindows.find((each) => String(each) === text) ?? 24 })}
        />
        <SelectField
          label={hotspots.sourceShort}
          value={view.source}
          options={hotspotSources.map((each) => [each, hotspots.sources[each]])}
          onSelect={(source) => change({ source })}
        />
        <SelectField
          label={hotspots.category}
          value={view.category ?? ''}
          options={[
            ['', hotspots.every],
            ...[...categories.values()].map((each) => [each.code, `${each.code} ${named(each)}`] as const),
          ]}
          onSelect={(code) => change({ category: code || null })}
        />
        <SelectField
          label={hotspots.ground}
          value={view.ground}
          options={hotspotGrounds.map((each) => [each, hotspots.grounds[each]])}
          onSelect={(ground) => change({ ground })}
        />
        <HourSlider hours={view.hours} onChange={(hours) => change({ hours })} />
        <WeekdayChoices weekdays={view.weekdays} onChange={(weekdays) => change({ weekdays })} />
        <button
          type="submit"
          className="button primary"
          disabled={!linked || sending.busy}
          data-testid="watch-add"
        >
          {hotspots.watches.add}
        </button>
      </div>
      <Problem words={sending.problem} />
    </form>
  )
}

/** A mixture of sources is not watched. */
function lookedAt(): WatchedView {
  const { source, ...view } = useHotspots.getState().view
  return { ...view, source: source === 'all' ? 'citizens' : source }
}
