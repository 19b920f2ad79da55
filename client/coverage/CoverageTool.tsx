/** The switch of the layer in the map's bar; while it is on, this console looks at coverage. */
import { useEffect } from 'react'
import { togglePanel, usePanel } from '../map/panel.ts'
import { useWords } from '../ui/words.ts'
import { nextCoverage } from './deeds.ts'
import { lookAtCoverage } from './looking.ts'
import { useCoverage } from './store.ts'

export function CoverageTool() {
  const { coverage } = useWords()
  const view = useCoverage((state) => state.view)
  const open = usePanel((panel) => panel.open === 'coverage')
  const shown = view !== 'off'
  useEffect(() => (shown ? lookAtCoverage() : undefined), [shown])
  return (
    <button
      type="button"
      className="button"
      aria-expanded={open}
      data-testid="map-coverage"
      onClick={() => (shown ? togglePanel('coverage') : nextCoverage())}
    >
      {coverage.title} <span className="middle">{coverage.views[view]}</span> <kbd>P</kbd>
    </button>
  )
}
