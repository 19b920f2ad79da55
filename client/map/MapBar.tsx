/** What of the map is shown: filter and tails, and beside them whatever makes this map not the whole, or makes it move. */
import { useEffect } from 'react'
import { CoveragePanel } from '../coverage/CoveragePanel.tsx'
import { CoverageTool } from '../coverage/CoverageTool.tsx'
import { showCoverage } from '../coverage/deeds.ts'
import { showHotspots } from '../hotspots/deeds.ts'
import { HotspotPanel } from '../hotspots/HotspotPanel.tsx'
import { HotspotTool } from '../hotspots/HotspotTool.tsx'
import { useTails } from '../positions/tailChoice.ts'
import { useWords } from '../ui/words.ts'
import { FilterChip } from './FilterChip.tsx'
import { FilterPanel } from './FilterPanel.tsx'
import { FollowChip } from './FollowChip.tsx'
import { clearFilter } from './filter.ts'
import { stopFollowing } from './follow.ts'
import { type Panel, togglePanel, usePanel } from './panel.ts'
import { TailPanel } from './TailPanel.tsx'
import './mapbar.css'

export function MapBar() {
  const words = useWords()
  const open = usePanel((panel) => panel.open)
  useEffect(() => leave, [])
  return (
    <div className="map-bar">
      <div className="map-row">
        <div className="map-switches" role="toolbar" aria-label={words.map.tools}>
          <Tool panel="filter" keyName="U">
            {words.map.filter}
          </Tool>
          <Tool panel="tails" keyName="T">
            <TailsNow />
          </Tool>
          <CoverageTool />
          <HotspotTool />
        </div>
        <FilterChip />
        <FollowChip />
      </div>
      {open === 'filter' && <FilterPanel />}
      {open === 'tails' && <TailPanel />}
      {open === 'coverage' && <CoveragePanel />}
      {open === 'hotspots' && <HotspotPanel />}
    </div>
  )
}

/** Other screens have no chip to tell of a filter, of coverage or of hotspots, so none is taken there. */
function leave(): void {
  clearFilter()
  stopFollowing()
  showCoverage('off')
  showHotspots(false)
}

function Tool({ panel, keyName, children }: { panel: Panel; keyName: string; children: React.ReactNode }) {
  const open = usePanel((state) => state.open === panel)
  return (
    <button
      type="button"
      className="button"
      aria-expanded={open}
      data-testid={`map-${panel}`}
      onClick={() => togglePanel(panel)}
    >
      {children} <kbd>{keyName}</kbd>
    </button>
  )
}

function TailsNow() {
  const { map, screen } = useWords()
  const { scope, minutes } = useTails()
  return (
    <>
      {map.tails} <span className="middle">{map.tailScopes[scope]}</span>
      {scope !== 'off' && <span className="middle">{screen.minutes(minutes)}</span>}
    </>
  )
}
