/** Puts the stage into the page and takes it away again; React draws nothing on the map. */
import { useEffect, useRef } from 'react'
import type { Language } from './basemap.ts'
import { connectLayers } from './layers.ts'
import { createStage, type Stage } from './stage.ts'

type Props = { readonly language: Language; readonly interactive?: boolean }

export function MapView({ language, interactive = true }: Props) {
  const container = useRef<HTMLDivElement>(null)
  const stage = useRef<Stage | null>(null)
  const spoken = useRef(language)
  useEffect(() => {
    if (!container.current) return
    const made = createStage(container.current, { theme: 'dark', language: spoken.current, interactive })
    stage.current = made
    const disconnect = connectLayers(made)
    return () => {
      disconnect()
      made.destroy()
      stage.current = null
    }
  }, [interactive])
  useEffect(() => {
    if (spoken.current === language) return
    spoken.current = language
    stage.current?.setLanguage(language)
  }, [language])
  return <div ref={container} style={{ position: 'absolute', inset: 0 }} />
}
