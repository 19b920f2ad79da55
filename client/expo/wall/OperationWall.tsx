/** The wall of an operation: looked at by a room, pressed by nobody. What does not fit is counted, never scrolled. */
import type { Operation } from '#contract/expo.ts'
import { AlarmCounts } from '../../alarms/AlarmMark.tsx'
import { SosBanner } from '../../desk/SosBanner.tsx'
import { useFacts } from '../../facts.ts'
import { LinkBanner } from '../../ui/LinkBanner.tsx'
import { MapPane } from '../../ui/MapPane.tsx'
import { TopBar } from '../../ui/TopBar.tsx'
import { useNamed, useWords } from '../../ui/words.ts'
import { Criteria, day, phaseOf, SwitchState } from '../OperationHead.tsx'
import { operationAsked, operationShown, useExpo } from '../store.ts'
import { WallCounters } from './WallCounters.tsx'
import { WallJoints } from './WallJoints.tsx'
import { WallMuster } from './WallMuster.tsx'
import { WallPosts } from './WallPosts.tsx'
import { WallReport } from './WallReport.tsx'
import { WallRings } from './WallRings.tsx'
import '../../wall/wall.css'
import '../expo.css'
import '../rings.css'
import '../counters.css'
import './operation.css'

export function OperationWall({ rootPx }: { rootPx: number }) {
  const operation = useExpo((expo) => operationShown(expo, operationAsked()))
  return (
    <div className="wall operation-wall" data-testid="operation-wall">
      <TopBar fixed>
        <AlarmCounts />
      </TopBar>
      <SosBanner />
      <LinkBanner />
      {operation ? <Parts operation={operation} rootPx={rootPx} /> : <Nothing />}
    </div>
  )
}

function Nothing() {
  const words = useWords()
  const loaded = useFacts((facts) => facts.number > 0)
  return <p className="empty">{loaded ? words.expo.none : words.screen.loading}</p>
}

function Parts({ operation, rootPx }: { operation: Operation; rootPx: number }) {
  return (
    <>
      <PhaseLine operation={operation} />
      <main className="wall-panes">
        <div className="wall-queue">
          <WallRings operation={operation} />
          <WallPosts operation={operation} rootPx={rootPx} />
        </div>
        <MapPane interactive={false} legend={false} home={{ center: operation.venue, zoom: 13.6 }} />
        <div className="wall-right">
          <WallMuster operation={operation} rootPx={rootPx} />
          <WallCounters operation={operation} rootPx={rootPx} />
          <WallJoints rootPx={rootPx} />
        </div>
      </main>
      <WallReport operation={operation} />
    </>
  )
}

function PhaseLine({ operation }: { operation: Operation }) {
  const words = useWords()
  const named = useNamed()
  const phase = phaseOf(operation)
  if (!phase) return null
  return (
    <div className="operation-line" data-testid="operation-line">
      <b className="clip">{named(operation)}</b>
      <span>
        <b>{named(phase)}</b> {words.expo.phase(phase.number, operation.phases.length)}
      </span>
      <span className="middle">{words.expo.phaseDates(day(phase.startsAt), day(phase.endsAt - 1))}</span>
      <Criteria operation={operation} phase={phase} />
      <span className="topbar-space" />
      <SwitchState operation={operation} />
    </div>
  )
}
