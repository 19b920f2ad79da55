/** The page of patrols: the rounds of a day, the roster of a week, and the plans they come from; the map beside them. */
import { useEffect } from 'react'
import { create } from 'zustand'
import { useShown } from '../map/shown.ts'
import { useScene } from '../scene.ts'
import { LinkBanner } from '../ui/LinkBanner.tsx'
import { MapPane } from '../ui/MapPane.tsx'
import { PageMoment, usePageMoment } from '../ui/PageMoment.tsx'
import { TopBar } from '../ui/TopBar.tsx'
import { useWords } from '../ui/words.ts'
import { listenForStops, useDraft } from './draft.ts'
import { PlansTab } from './PlansTab.tsx'
import { RosterTab } from './RosterTab.tsx'
import { RoundsTab } from './RoundsTab.tsx'
import { followPatrols } from './store.ts'
import './patrols.css'
import './plans.css'
import './roster.css'

const tabs = ['rounds', 'roster', 'plans'] as const
type Tab = (typeof tabs)[number]

const useTab = create<{ readonly tab: Tab }>(() => ({ tab: 'rounds' }))

export function PatrolsPage() {
  const tab = useTab((state) => state.tab)
  const isPast = usePageMoment() !== null
  const stage = useScene((scene) => scene.stage)
  useEffect(followPatrols, [])
  // Of the past the page has the roster; rounds of then are on the desk.
  useEffect(() => {
    if (isPast) useTab.setState({ tab: 'roster' })
  }, [isPast])
  useEffect(listenForStops, [])
  useEffect(() => {
    const before = useShown.getState().rounds
    useShown.setState({ rounds: true })
    return () => useShown.setState({ rounds: before })
  }, [])
  return (
    <div className="patrols" data-testid="patrols">
      <TopBar />
      <LinkBanner />
      <Tabs />
      <PageMoment now={tab !== 'roster'} />
      <main className={`patrols-main of-${tab}`}>
        {tab === 'rounds' && <RoundsTab />}
        {tab === 'roster' && <RosterTab />}
        {tab === 'plans' && <PlansTab />}
        {tab !== 'roster' && (
          <div className="patrols-map" data-testid={stage ? 'patrols-map-drawable' : undefined}>
            <MapPane legend={false}>
              <Cross />
            </MapPane>
          </div>
        )}
      </main>
    </div>
  )
}

function Tabs() {
  const words = useWords().patrols
  const shown = useTab((state) => state.tab)
  const step = (by: number) => {
    const tab = tabs[(tabs.indexOf(shown) + by + tabs.length) % tabs.length] as Tab
    useTab.setState({ tab })
    document.getElementById(`tab-${tab}`)?.focus()
  }
  return (
    <nav className="patrols-tabs">
      <h1>{words.title}</h1>
      <div
        role="tablist"
        aria-label={words.title}
        onKeyDown={({ key }) => {
          if (key === 'ArrowRight') step(1)
          if (key === 'ArrowLeft') step(-1)
        }}
      >
        {tabs.map((tab) => (
          <button
            key={tab}
            id={`tab-${tab}`}
            type="button"
            role="tab"
            className="button"
            aria-selected={shown === tab}
            tabIndex={shown === tab ? 0 : -1}
            data-testid={`tab-${tab}`}
            onClick={() => useTab.setState({ tab })}
          >
            {words.tabs[tab]}
          </button>
        ))}
      </div>
    </nav>
  )
}

/** Where Enter puts a stop: the middle of the map. */
function Cross() {
  const words = useWords().patrols
  const putting = useDraft((draft) => draft.putting)
  if (!putting) return null
  return (
    <>
      <svg className="patrols-cross" viewBox="-20 -20 40 40" aria-hidden="true">
        <path d="M-18 0H-4M4 0H18M0-18V-4M0 4V18" />
      </svg>
      <p className="banner calm patrols-putting" role="status">
        {words.putting}
      </p>
    </>
  )
}
