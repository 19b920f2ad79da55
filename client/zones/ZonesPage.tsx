/** The page of zones: the list, the map they are drawn on, and the zone chosen with its versions and what can be done to it. */
import { useEffect } from 'react'
import { useScene } from '../scene.ts'
import { LinkBanner } from '../ui/LinkBanner.tsx'
import { MapPane } from '../ui/MapPane.tsx'
import { TopBar } from '../ui/TopBar.tsx'
import { choose, draws, useEditor } from './editor.ts'
import { listenForEditorKeys } from './editorKeys.ts'
import { keepPencil } from './pencil.ts'
import { wantZones } from './store.ts'
import { TaskPanel } from './TaskPanel.tsx'
import { ZoneList } from './ZoneList.tsx'
import { ZonePanel } from './ZonePanel.tsx'
import './zones.css'

export function ZonesPage() {
  const stage = useScene((scene) => scene.stage)
  const task = useEditor((editor) => editor.task)
  const byKeys = useEditor((editor) => editor.byKeys && draws(editor) && !editor.sketch.done)
  useEffect(() => {
    // The list is there where no map can be drawn, too.
    wantZones()
    const stop = listenForEditorKeys()
    return () => {
      stop()
      choose(null)
    }
  }, [])
  useEffect(keepPencil, [])
  return (
    <div className="zones-page">
      <TopBar />
      <LinkBanner />
      <main className="zones-panes">
        <ZoneList />
        <div className="zones-map" data-testid={stage ? 'zone-page-drawable' : undefined}>
          <MapPane legend={false}>
            {byKeys && <div className="zones-cross" data-testid="zones-cross" />}
          </MapPane>
        </div>
        {task ? <TaskPanel /> : <ZonePanel />}
      </main>
    </div>
  )
}
