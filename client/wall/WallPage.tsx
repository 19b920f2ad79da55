/** The wall: looked at by a room, pressed by nobody. What does not fit is counted, never scrolled. */
import { useEffect, useState } from 'react'
import { AlarmCounts } from '../alarms/AlarmMark.tsx'
import { SosBanner } from '../desk/SosBanner.tsx'
import { operationAsked } from '../expo/store.ts'
import { OperationWall } from '../expo/wall/OperationWall.tsx'
import { HotspotWall } from '../hotspots/HotspotWall.tsx'
import { LinkBanner } from '../ui/LinkBanner.tsx'
import { MapPane } from '../ui/MapPane.tsx'
import { useRootSize } from '../ui/rootSize.ts'
import { TopBar } from '../ui/TopBar.tsx'
import { Force } from './Force.tsx'
import { followP1 } from './followP1.ts'
import { rootPx } from './profile.ts'
import { Queue } from './Queue.tsx'
import { Ticker } from './Ticker.tsx'
import { WallLog } from './WallLog.tsx'
import './wall.css'

export function WallPage() {
  const root = useWallRoot()
  useRootSize(root)
  if (operationAsked() !== null) return <OperationWall rootPx={root} />
  return <CityWall root={root} />
}

function CityWall({ root }: { root: number }) {
  useEffect(followP1, [])
  return (
    <div className="wall">
      <TopBar fixed>
        <AlarmCounts />
      </TopBar>
      <SosBanner />
      <LinkBanner />
      <main className="wall-panes">
        <Queue rootPx={root} />
        <MapPane interactive={false}>
          <HotspotWall />
        </MapPane>
        <div className="wall-right">
          <Force />
          <WallLog rootPx={root} />
        </div>
      </main>
      <Ticker />
    </div>
  )
}

function useWallRoot(): number {
  const measured = () => rootPx(new URLSearchParams(location.search), window.innerWidth)
  const [root, setRoot] = useState(measured)
  useEffect(() => {
    const resize = () => setRoot(rootPx(new URLSearchParams(location.search), window.innerWidth))
    window.addEventListener('resize', resize)
    return () => window.removeEventListener('resize', resize)
  }, [])
  return root
}
