/** The map with its legend; where the browser cannot draw it, words that say so. */
import { type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import type { Home } from '../map/camera.ts'
import type { MapViewProps } from '../map/MapView.tsx'
import { ObjectLegend } from '../objects/ObjectLegend.tsx'
import { enterStage } from '../scene.ts'
import { Failure } from './Failure.tsx'
import { Legend } from './Legend.tsx'
import { useLanguage, useWords } from './words.ts'

// The map's libraries are most of the bytes: the lists are usable before they are here.
const MapView = lazy<ComponentType<MapViewProps>>(() =>
  import('../map/MapView.tsx').then(
    (module) => ({ default: module.MapView }),
    // The link broke, or the server has a newer version: no fault of this browser.
    () => ({ default: NotLoaded }),
  ),
)

type Props = {
  readonly interactive?: boolean
  readonly legend?: boolean
  /** Where the map begins; the whole inner city where not given. */
  readonly home?: Home
  readonly children?: ReactNode
}

export function MapPane({ interactive = true, legend = true, home, children }: Props) {
  const words = useWords()
  const language = useLanguage()
  const fallback = (
    <p className="map-fallback" role="alert">
      {words.screen.noWebgl}
    </p>
  )
  return (
    <section className="map-pane" aria-label={words.desk.map} data-testid="map">
      <Failure fallback={fallback}>
        <Suspense fallback={<div className="map-fallback">{words.screen.loading}</div>}>
          <MapView
            language={language}
            interactive={interactive}
            fallback={fallback}
            onStage={enterStage}
            {...(home ? { home } : {})}
          />
        </Suspense>
      </Failure>
      {children}
      {legend && (
        <div className="map-legend">
          <ObjectLegend />
          <Legend />
        </div>
      )}
    </section>
  )
}

function NotLoaded() {
  const words = useWords()
  return (
    <div className="map-fallback" role="alert">
      <p>{words.screen.mapNotLoaded}</p>
      <button type="button" className="button" onClick={() => location.reload()}>
        {words.screen.reload}
      </button>
    </div>
  )
}
