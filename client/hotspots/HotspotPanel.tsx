/** Hotspots beside the map: what is looked at, how sure it is, the list, and why one of them is hot. */
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { Hotspot } from '#contract/hotspots.ts'
import { useIsReplaying } from '../clock.ts'
import { useMay } from '../session.ts'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { chosenNow, closeHotspot, openHotspot, showHotspots, stepHotspot } from './deeds.ts'
import { HotspotCard } from './HotspotCard.tsx'
import { HotspotLegend } from './HotspotLegend.tsx'
import { HotspotList } from './HotspotList.tsx'
import { orderHotspot, useOrdering } from './ordering.ts'
import { groupsOf } from './ranking.ts'
import { chosenHotspot, useHotspots } from './store.ts'
import { ViewChoices } from './ViewChoices.tsx'
import { WatchSheet } from './WatchSheet.tsx'
import './hotspots.css'

export function HotspotPanel() {
  const words = useWords()
  const { hotspots, screen } = words
  const known = useHotspots()
  const { answer, failed, open, grouping, order } = known
  const panel = useRef<HTMLElement>(null)
  const [watches, showWatches] = useState(false)
  const mayOrder = useMay('round.order')
  const replaying = useIsReplaying()
  const chosen = chosenHotspot(known)
  const groups = useMemo(() => groupsOf(answer?.hotspots ?? [], grouping, order), [answer, grouping, order])
  const listed = groups.flatMap((group) => group.hotspots)
  const ordering = useOrdering((state) => state.key !== null)
  // Opening and closing the card takes away the button that was pressed, and an order disables it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus comes back with each of them
  useEffect(() => panel.current?.focus(), [open, ordering])
  return (
    <>
      <section
        ref={panel}
        tabIndex={-1}
        className="map-panel hotspot-panel"
        aria-label={hotspots.title}
        data-testid="hotspot-panel"
        onKeyDown={(event) => hear(event, listed, mayOrder)}
      >
        <header className="hotspot-head">
          <b>{hotspots.title}</b>
          <span className="low" data-testid="hotspot-time">
            {answer === null ? screen.loading : screen.asOf(clockTime(answer.at))}
            {answer?.dataTime != null && ` · ${hotspots.dataTime(clockTime(answer.dataTime))}`}
            {answer?.watched && !replaying && ` · ${hotspots.pushed}`}
          </span>
        </header>
        {failed && (
          <p className="problem" role="alert">
            {hotspots.failed}
          </p>
        )}
        {open && chosen ? (
          <HotspotCard hotspot={chosen} mayOrder={mayOrder} />
        ) : (
          <>
            <ViewChoices />
            {answer?.warnings.map((warning) => (
              <p key={warning} className="problem">
                {hotspots.warnings[warning]}
              </p>
            ))}
            <HotspotLegend />
            {answer && <HotspotList groups={groups} mayOrder={mayOrder} />}
            {answer && <Method />}
          </>
        )}
        <p className="hotspot-head">
          <span className="low">{hotspots.keysHere(mayOrder)}</span>
          <button
            type="button"
            className="button quiet"
            data-testid="hotspot-watches"
            onClick={() => showWatches(true)}
          >
            {hotspots.watches.title}
          </button>
        </p>
      </section>
      {watches && <WatchSheet onClose={() => showWatches(false)} />}
    </>
  )
}

function Method() {
  const { hotspots } = useWords()
  const method = useHotspots(({ answer }) => answer?.method)
  if (!method) return null
  const { places, tickets, pastWindows } = method.parameters
  return (
    <p
      className="low"
      title={[
        method.statistic,
        method.values,
        method.usual,
        method.chance,
        method.control,
        method.chronic,
      ].join('\n')}
    >
      {hotspots.method(places.toLocaleString('en'), tickets.toLocaleString('en'), pastWindows)}
    </p>
  )
}

/** While the hand is on the panel its keys are the list's; all others go on to the desk. */
function hear(event: KeyboardEvent, order: readonly Hotspot[], mayOrder: boolean): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.nativeEvent.isComposing) return
  if (event.target instanceof HTMLElement && event.target.matches('input, select')) return
  const deed = deedOf(event, order, mayOrder)
  if (!deed) return
  event.preventDefault()
  deed()
}

function deedOf(
  { code, target }: KeyboardEvent,
  order: readonly Hotspot[],
  mayOrder: boolean,
): (() => void) | undefined {
  if (code === 'KeyJ' || code === 'ArrowDown') return () => stepHotspot(1, order)
  if (code === 'KeyK' || code === 'ArrowUp') return () => stepHotspot(-1, order)
  if (code === 'KeyO' && mayOrder) return () => void orderHotspot(chosenNow())
  if (code === 'KeyV') return () => showHotspots(false)
  if (code === 'Escape' && useHotspots.getState().open) return closeHotspot
  // A button that has the focus takes Enter itself.
  if (/^(Numpad)?Enter$/.test(code) && !(target instanceof HTMLButtonElement))
    return () => openHotspot(chosenNow())
  return undefined
}
