/** Puts the stage into the page and takes it away again; React draws nothing on the map. */
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '../ui/words.ts'
import type { Language } from './basemap/style.ts'
import type { Home } from './camera.ts'
import { connectLayers } from './layers.ts'
import { createStage, type Stage } from './stage.ts'

export type MapViewProps = {
  readonly language: Language
  /** False on a wall that is only looked at. Read once. */
  readonly interactive?: boolean
  /** Names of shops and schools; a wall shows none. Read once. */
  readonly poi?: boolean
  /** Where the map begins. Read once. */
  readonly home?: Home
  /** Shown in place of the map once the graphics card has failed twice. */
  readonly fallback?: ReactNode
  /** Hears of the stage when it is ready and, with null, when it is gone. Read once. */
  readonly onStage?: (stage: Stage | null) => void
}

type Beginning = Omit<MapViewProps, 'fallback'> & { view?: Home; language: Language }

/** One quiet restore; a card that fails again would flicker for ever. */
const RESTORES = 1

export function MapView({ language, interactive, poi, home, fallback, onStage }: MapViewProps) {
  const container = useRef<HTMLDivElement>(null)
  const stage = useRef<Stage | null>(null)
  const beginning = useRef<Beginning>({ language, interactive, poi, home, onStage })
  const [losses, setLosses] = useState(0)
  const [known, setKnown] = useState(true)
  const words = useWords()
  const lost = losses > RESTORES
  // Made anew after a loss: nothing of a lost context can be used again.
  useEffect(() => {
    if (!container.current || losses > RESTORES) return
    const { onStage: tell, ...options } = beginning.current
    const made = createStage(container.current, { theme: 'dark', ...options })
    stage.current = made
    made.onReach(setKnown)
    made.onLost(() => setLosses((count) => count + 1))
    const disconnect = connectLayers(made)
    made.ready.then(() => stage.current === made && tell?.(made))
    return () => {
      disconnect()
      // A restored map looks where the lost one looked.
      const { lng, lat } = made.map.getCenter()
      beginning.current.view = { center: [lng, lat], zoom: made.map.getZoom() }
      stage.current = null
      tell?.(null)
      made.destroy()
    }
  }, [losses])
  useEffect(() => {
    beginning.current.language = language
    stage.current?.ready.then(() => stage.current?.setLanguage(language))
  }, [language])
  if (lost) return fallback
  return (
    <>
      <div ref={container} style={{ position: 'absolute', inset: 0 }} />
      {known ? null : <p className="map-reach">{words.screen.noMapData}</p>}
    </>
  )
}
