/** The page that runs an operation: phases and items, rings and posts beside the map, and muster, crowds, homes and joint tasks. */
import { useEffect, useState } from 'react'
import type { Operation } from '#contract/expo.ts'
import { AlarmMark } from '../alarms/AlarmMark.tsx'
import { useSaid } from '../desk/say.ts'
import { useFacts } from '../facts.ts'
import { JointList } from '../joint/JointList.tsx'
import { LinkBanner } from '../ui/LinkBanner.tsx'
import { MapPane } from '../ui/MapPane.tsx'
import { TopBar } from '../ui/TopBar.tsx'
import { useWords } from '../ui/words.ts'
import { Counters } from './Counters.tsx'
import { Items } from './Items.tsx'
import { listenForKeys, type Section, sections } from './keys.ts'
import { Losses } from './Losses.tsx'
import { Muster } from './Muster.tsx'
import { OperationHead } from './OperationHead.tsx'
import { PhaseSheet } from './PhaseSheet.tsx'
import { Posts } from './Posts.tsx'
import { Report } from './Report.tsx'
import { Rings } from './Rings.tsx'
import { SwitchSheet } from './SwitchSheet.tsx'
import { SettingsSheet } from './settings/SettingsSheet.tsx'
import { useOperation } from './store.ts'
import './expo.css'
import './rings.css'
import './counters.css'
import './muster.css'

export type Asked = 'phase' | 'switch' | 'settings' | null

export function ExpoPage() {
  const operation = useOperation()
  return (
    <div className="expo" data-testid="expo">
      <TopBar>
        <AlarmMark />
      </TopBar>
      <LinkBanner />
      {operation ? <Running operation={operation} /> : <Nothing />}
      <SaidLine />
    </div>
  )
}

function Nothing() {
  const words = useWords()
  const loaded = useFacts((facts) => facts.number > 0)
  return <p className="empty">{loaded ? words.expo.none : words.screen.loading}</p>
}

function Running({ operation }: { operation: Operation }) {
  const [asked, setAsked] = useState<Asked>(null)
  const [side, setSide] = useState<Side>('muster')
  useEffect(
    () =>
      listenForKeys({
        ask: setAsked,
        show: (section) => isSide(section) && setSide(section),
      }),
    [],
  )
  return (
    <>
      <OperationHead operation={operation} onAsk={setAsked} />
      <main className="expo-panes">
        <div className="expo-left">
          <Items operation={operation} />
          <Report operation={operation} />
        </div>
        <div className="expo-middle">
          <MapPane home={{ center: operation.venue, zoom: 14 }} legend={false} />
          <Rings operation={operation} />
          <Posts operation={operation} />
        </div>
        <div className="expo-right">
          <SideTabs side={side} onChoose={setSide} />
          {side === 'muster' && <Muster operation={operation} />}
          {side === 'counters' && <Counters operation={operation} />}
          {side === 'losses' && <Losses operation={operation} />}
          {side === 'joint' && <JointList />}
        </div>
      </main>
      {asked === 'phase' && <PhaseSheet operation={operation} onClose={() => setAsked(null)} />}
      {asked === 'settings' && <SettingsSheet operation={operation} onClose={() => setAsked(null)} />}
      {asked === 'switch' && <SwitchSheet operation={operation} onClose={() => setAsked(null)} />}
    </>
  )
}

const sides = ['muster', 'counters', 'losses', 'joint'] as const
type Side = (typeof sides)[number]
const isSide = (section: Section): section is Side => (sides as readonly string[]).includes(section)

function SideTabs({ side, onChoose }: { side: Side; onChoose: (side: Side) => void }) {
  const words = useWords()
  return (
    <div className="expo-tabs" role="tablist">
      {sides.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          className="button quiet"
          aria-selected={each === side}
          data-testid={`expo-tab-${each}`}
          onClick={() => onChoose(each)}
        >
          {words.expo[each]} <kbd>{sections.indexOf(each) + 1}</kbd>
        </button>
      ))}
    </div>
  )
}

/** What was refused, until the next deed. */
function SaidLine() {
  const said = useSaid((state) => state.said)
  return (
    <output
      className={`expo-said ${said?.tone === 'refused' ? 'problem' : 'middle'}`}
      data-testid="expo-said"
    >
      {said?.text}
    </output>
  )
}
