/** The duty desk: lists and the case on the left, the map on the right, the command line below. */
import { useEffect } from 'react'
import { AlarmMark } from '../alarms/AlarmMark.tsx'
import { DecisionSheet } from '../decisions/DecisionSheet.tsx'
import { CarryMark } from '../dispatch/CarryMark.tsx'
import { DeviceWarnings } from '../dispatch/DeviceWarnings.tsx'
import { OverrideSheet } from '../dispatch/OverrideSheet.tsx'
import { ReassignSheet } from '../dispatch/ReassignSheet.tsx'
import { UnitCard } from '../dispatch/UnitCard.tsx'
import { ExpoPanel } from '../expo/ExpoPanel.tsx'
import { OperationBar } from '../expo/OperationBar.tsx'
import { Exporting } from '../exports/ExportSheet.tsx'
import { LanesPanel } from '../lanes/LanesPanel.tsx'
import { MapBar } from '../map/MapBar.tsx'
import { MapTools } from '../map/tools/MapTools.tsx'
import { ObjectCard } from '../objects/ObjectCard.tsx'
import { LiveInset } from '../replay/LiveInset.tsx'
import { useReplayPage } from '../replay/page.ts'
import { ReplayClocks } from '../replay/ReplayClocks.tsx'
import { ReplayFoot } from '../replay/ReplayFoot.tsx'
import { Pinning } from '../review/PinSheet.tsx'
import { Showing } from '../review/Showing.tsx'
import { CaseDetail } from '../tickets/CaseDetail.tsx'
import { NewTicket } from '../tickets/NewTicket.tsx'
import { PurposeSheet } from '../tracks/PurposeSheet.tsx'
import { LinkBanner, QuietNotices } from '../ui/LinkBanner.tsx'
import { MapPane } from '../ui/MapPane.tsx'
import { TopBar } from '../ui/TopBar.tsx'
import { useWords } from '../ui/words.ts'
import { BulkPanel } from './bulk/BulkPanel.tsx'
import { useBulk } from './bulk/store.ts'
import { CommandLine } from './CommandLine.tsx'
import { HelpSheet } from './HelpSheet.tsx'
import { listenForKeys } from './keys.ts'
import { Lists } from './Lists.tsx'
import { PickBanner } from './PickBanner.tsx'
import { Palette } from './palette/Palette.tsx'
import { SosBanner } from './SosBanner.tsx'
import { Splitter, useSplit } from './Splitter.tsx'
import { StaleBanner } from './StaleBanner.tsx'
import { StateSheet } from './StateSheet.tsx'
import { type Half, showHalf, useView } from './view.ts'
import '../tickets/case.css'
import './desk.css'

export function DeskPage() {
  useEffect(listenForKeys, [])
  const replaying = useReplayPage()
  const columns = useSplit('columns', 46)
  const { half, help, palette } = useView()
  return (
    <div className={`desk showing-${half} ${replaying ? 'replaying' : ''}`}>
      <TopBar>
        <ReplayClocks />
        <AlarmMark />
      </TopBar>
      <SosBanner />
      <LinkBanner />
      <OperationBar />
      <HalfTabs />
      <main className="desk-panes" style={{ gridTemplateColumns: `${columns.share}% auto minmax(0, 1fr)` }}>
        <LeftColumn />
        <Splitter {...columns} direction="row" />
        <div className="desk-map">
          <StaleBanner />
          <PickBanner />
          <MapPane>
            <LiveInset />
            <UnitCard />
            <ExpoPanel />
            <ObjectCard />
            <MapBar />
            <MapTools />
          </MapPane>
        </div>
      </main>
      <Showing />
      <ReplayFoot />
      <LanesPanel />
      <CommandLine
        notices={
          <>
            <DeviceWarnings />
            <QuietNotices />
          </>
        }
      />
      {help && <HelpSheet />}
      <StateSheet />
      <ReassignSheet />
      {palette && <Palette />}
      <CarryMark />
      <OverrideSheet />
      <Pinning />
      <Exporting />
      <PurposeSheet />
      <DecisionSheet />
    </div>
  )
}

function LeftColumn() {
  const rows = useSplit('rows', 46)
  const writing = useView((view) => view.writing)
  const several = useBulk((bulk) => bulk.tickets.length > 0)
  return (
    <div className="desk-left" style={{ gridTemplateRows: `${rows.share}% auto minmax(0, 1fr)` }}>
      <Lists />
      <Splitter {...rows} direction="column" />
      {writing ? <NewTicket /> : several ? <BulkPanel /> : <CaseDetail />}
    </div>
  )
}

function HalfTabs() {
  const words = useWords()
  const half = useView((view) => view.half)
  const names: Record<Half, string> = { lists: words.desk.cases, map: words.desk.map }
  return (
    <nav className="half-tabs">
      {(['lists', 'map'] as const).map((each) => (
        <button
          key={each}
          type="button"
          className="button"
          aria-pressed={half === each}
          onClick={() => showHalf(each)}
        >
          {names[each]}
        </button>
      ))}
    </nav>
  )
}
