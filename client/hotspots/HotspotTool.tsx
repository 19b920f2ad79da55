/** The switch of hotspots in the map's bar; while it is on, this console looks at them. */
import { useEffect } from 'react'
import { usePanel } from '../map/panel.ts'
import { useWords } from '../ui/words.ts'
import { toggleHotspots } from './deeds.ts'
import { lookAtHotspots } from './looking.ts'
import { useHotspots } from './store.ts'

export function HotspotTool() {
  const { hotspots } = useWords()
  const { shown, view, answer } = useHotspots()
  const open = usePanel((panel) => panel.open === 'hotspots')
  useEffect(() => (shown ? lookAtHotspots() : undefined), [shown])
  return (
    <button
      type="button"
      className="button"
      aria-expanded={open}
      data-testid="map-hotspots"
      onClick={toggleHotspots}
    >
      {hotspots.title}{' '}
      <span className="middle">
        {shown ? `${hotspots.sources[view.source]} ${answer?.hotspots.length ?? ''}` : hotspots.off}
      </span>{' '}
      <kbd>V</kbd>
    </button>
  )
}
