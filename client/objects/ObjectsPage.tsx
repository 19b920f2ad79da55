/** The page of objects: list, random draws and intervals on the left, the map beside them. */
import { useDeferredValue, useEffect, useState } from 'react'
import { useMay } from '../session.ts'
import { LinkBanner } from '../ui/LinkBanner.tsx'
import { MapPane } from '../ui/MapPane.tsx'
import { TopBar } from '../ui/TopBar.tsx'
import { useWords } from '../ui/words.ts'
import { Draws } from './Draws.tsx'
import { Intervals } from './Intervals.tsx'
import { ObjectCard } from './ObjectCard.tsx'
import { ObjectFilters } from './ObjectFilters.tsx'
import { ObjectTable } from './ObjectTable.tsx'
import type { Filter } from './rows.ts'
import { Summary } from './Summary.tsx'
import { showObjects, useObjects } from './store.ts'
import '../desk/desk.css'
import './objects.css'

const tabs = ['list', 'draws', 'intervals'] as const
type Tab = (typeof tabs)[number]

export function ObjectsPage() {
  useEffect(showWhileHere, [])
  const [tab, setTab] = useState<Tab>('list')
  const [filter, setFilter] = useState<Filter>({})
  const settled = useDeferredValue(filter)
  return (
    <div className="desk objects-page">
      <TopBar />
      <LinkBanner />
      <main className="objects-main">
        <section className="pane">
          <Tabs tab={tab} onChoose={setTab} />
          {tab === 'list' && (
            <>
              <Summary />
              <ObjectFilters filter={filter} onChange={setFilter} />
              <ObjectTable filter={settled} />
            </>
          )}
          {tab === 'draws' && <Draws />}
          {tab === 'intervals' && <Intervals />}
        </section>
        <MapPane>
          <ObjectCard />
        </MapPane>
      </main>
    </div>
  )
}

/** Here they are always on the map; elsewhere as they were before. */
function showWhileHere(): () => void {
  const before = useObjects.getState().shown
  showObjects(true)
  return () => showObjects(before)
}

function Tabs({ tab, onChoose }: { tab: Tab; onChoose: (tab: Tab) => void }) {
  const { objects } = useWords()
  const maySeeDraws = useMay('draw.see')
  const shown = tabs.filter((each) => each !== 'draws' || maySeeDraws)
  return (
    <header className="pane-head">
      <div className="tabs" role="tablist" aria-label={objects.title}>
        {shown.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            className="tab"
            aria-selected={tab === each}
            data-testid={`objects-${each}`}
            onClick={() => onChoose(each)}
          >
            {objects.tabs[each]}
          </button>
        ))}
      </div>
    </header>
  )
}
