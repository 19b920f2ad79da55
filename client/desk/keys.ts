/** The desk's keys. By their place on the keyboard, and silent while somebody types or composes Chinese. */

import { may } from '#contract/roles.ts'
import { stepAlarm } from '../alarms/answering.ts'
import { isReplaying } from '../clock.ts'
import { nextCoverage } from '../coverage/deeds.ts'
import { useCandidates } from '../dispatch/candidates.ts'
import { reassignOf } from '../dispatch/reassigning.ts'
import { sendChosen } from '../dispatch/sendChosen.ts'
import { flyToStale, stepStale } from '../dispatch/staleSteps.ts'
import { toggleExpoPanel } from '../expo/panel.ts'
import { useFacts } from '../facts.ts'
import { toggleHotspots } from '../hotspots/deeds.ts'
import { toggleLanes } from '../lanes/store.ts'
import { clearFilter } from '../map/filter.ts'
import { toggleFollow } from '../map/follow.ts'
import { closePanel, togglePanel } from '../map/panel.ts'
import { toggleShown } from '../map/shown.ts'
import { toolDeed } from '../map/tools/keys.ts'
import { nextObject } from '../objects/nearest.ts'
import { toggleObjects } from '../objects/store.ts'
import { markNextStop } from '../patrols/StopActions.tsx'
import { nextTails } from '../positions/tailChoice.ts'
import { fuseSelected, splitSelected } from '../problems/commands.ts'
import { showCheck } from '../proof.ts'
import { replayKey, toggleReplay } from '../replay/keys.ts'
import { leaveReplay } from '../replay/machine.ts'
import { pinNow } from '../review/pinning.ts'
import { flyHome, flyTo, zoomBy } from '../scene.ts'
import {
  pickPlace,
  selectMover,
  selectTicket,
  stopPicking,
  toggleChosen,
  useSelection,
} from '../selection.ts'
import { useSession } from '../session.ts'
import { clearBulk, openBulk, selectRange, useBulk } from './bulk/store.ts'
import { COMMAND_LINE } from './CommandLine.tsx'
import { saidNothing } from './say.ts'
import { shownCases } from './shownCases.ts'
import { showHelp, showList, showPalette, useView, write } from './view.ts'

/** Starts hearing keys; answers how to stop. */
export function listenForKeys(): () => void {
  const hear = (event: KeyboardEvent) => {
    if (event.isComposing || event.defaultPrevented || document.querySelector('dialog[open]')) return
    const deed =
      (!isTyping(event) && toolDeed(event)) ||
      (event.ctrlKey || event.metaKey || event.altKey
        ? chord(event)
        : isTyping(event)
          ? whileTyping(event)
          : plain(event))
    if (!deed) return
    event.preventDefault()
    deed()
  }
  window.addEventListener('keydown', hear)
  return () => window.removeEventListener('keydown', hear)
}

type Deed = (() => void) | undefined

function chord(event: KeyboardEvent): Deed {
  const enter = event.code === 'Enter' || event.code === 'NumpadEnter'
  if (event.ctrlKey && enter && !isTyping(event)) return () => void sendChosen()
  if ((event.ctrlKey || event.metaKey) && event.code === 'KeyK') return () => showPalette(true)
  return undefined
}

const whileTyping = ({ code }: KeyboardEvent): Deed => (code === 'Escape' ? leaveField : functionKeys[code])

function plain({ code, shiftKey, target }: KeyboardEvent): Deed {
  if (code === 'Slash' && shiftKey) return () => showHelp(true)
  if (shiftKey && code === 'ArrowDown') return () => stretch(1)
  if (shiftKey && code === 'ArrowUp') return () => stretch(-1)
  if (shiftKey && code === 'KeyO') return nextObject
  if (shiftKey && code === 'KeyZ') return toggleLanes
  if (shiftKey && code === 'KeyB') return pinNow
  if (shiftKey && code === 'KeyK') return isReplaying() ? undefined : markNextStop
  if (shiftKey && code === 'F9') return () => showList('arrivals')
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1]
  if (digit) return () => markCandidate(Number(digit))
  // The map zooms by itself while it has the focus, and does not say so.
  if (code in zoomKeys) return isOnMap(target) ? undefined : zoomKeys[code]
  // Elsewhere Enter presses the button that has the focus.
  if (/^(Numpad)?Enter$/.test(code)) return inStaleList(target) ? flyToStale : undefined
  return replayKey(code, target) ?? plainKeys[code] ?? functionKeys[code]
}

const functionKeys: Record<string, () => void> = {
  F1: () => showHelp(true),
  F2: () => showList('cases'),
  F3: () => showList('units'),
  F4: () => focus('#candidates .row:not(:disabled)'),
  F6: () => void stepAlarm(),
  F8: () => showList('stale'),
  F9: toggleReplay,
}

const plainKeys: Record<string, () => void> = {
  KeyJ: () => step(1),
  ArrowDown: () => step(1),
  KeyK: () => step(-1),
  ArrowUp: () => step(-1),
  Slash: () => focus(`#${COMMAND_LINE}`),
  Backquote: () => focus(`#${COMMAND_LINE}`),
  KeyN: () => !isReplaying() && mayHere('ticket.open') && write(true),
  KeyG: goToCase,
  KeyR: () => reassignOf(useSelection.getState().ticket),
  KeyB: openBulk,
  KeyH: () => showCheck(true),
  KeyL: () => toggleShown('labels'),
  KeyX: () => toggleShown('extrapolation'),
  KeyC: () => toggleShown('clusters'),
  KeyI: () => toggleShown('rounds'),
  KeyU: () => togglePanel('filter'),
  Backspace: clearFilter,
  KeyT: nextTails,
  KeyP: nextCoverage,
  KeyV: toggleHotspots,
  KeyE: () => mayHere('ticket.merge') && fuseSelected(),
  KeyS: () => mayHere('ticket.split') && splitSelected(),
  KeyF: toggleFollow,
  KeyY: toggleExpoPanel,
  KeyO: toggleObjects,
  Digit0: flyHome,
  Numpad0: flyHome,
  Escape: takeBack,
}

const zoomKeys: Record<string, () => void> = {
  Equal: () => zoomBy(1),
  NumpadAdd: () => zoomBy(1),
  Minus: () => zoomBy(-1),
  NumpadSubtract: () => zoomBy(-1),
}

/** In the list that is shown: through the stale units, or else through the cases. */
const step = (steps: number): void =>
  useView.getState().list === 'stale' ? stepStale(steps) : stepCase(steps)

/** The next or previous case of the list that is shown. */
function stepCase(steps: number): void {
  const rows = shownCases()
  const next = nextOf(rows, useSelection.getState().ticket, steps)
  if (next === undefined) return
  showList('cases')
  clearBulk()
  selectTicket(next)
}

/** Shift: the selected cases grow or shrink by one. */
function stretch(steps: number): void {
  const rows = shownCases()
  const { tickets, anchor } = useBulk.getState()
  const end = tickets.at(-1) === anchor ? tickets[0] : tickets.at(-1)
  const next = nextOf(rows, end ?? useSelection.getState().ticket, steps)
  if (next !== undefined) selectRange(rows, next)
}

function nextOf(rows: readonly number[], from: number | null, steps: number): number | undefined {
  const index = from === null ? -1 : rows.indexOf(from)
  return rows[index < 0 ? 0 : Math.max(0, Math.min(rows.length - 1, index + steps))]
}

function markCandidate(digit: number): void {
  const unit = useCandidates.getState().list?.[digit - 1]?.unit
  if (unit === undefined || useFacts.getState().activeByUnit.has(unit)) return
  saidNothing()
  toggleChosen(unit)
}

function goToCase(): void {
  const ticket = useFacts.getState().tickets.get(useSelection.getState().ticket ?? 0)
  if (ticket) flyTo(ticket.place)
}

/** Takes back one thing at a time, the newest first. */
function takeBack(): void {
  const { picking, chosen, mover } = useSelection.getState()
  saidNothing()
  if (picking) stopPicking()
  else if (closePanel()) return
  else if (isReplaying()) leaveReplay()
  else if (useBulk.getState().tickets.length > 0) clearBulk()
  else if (useView.getState().writing) {
    write(false)
    pickPlace(null)
  } else if (chosen.length > 0) useSelection.setState({ chosen: [] })
  else if (mover !== null) selectMover(null)
  else selectTicket(null)
}

function leaveField(): void {
  if (useSelection.getState().picking) stopPicking()
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}

function focus(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus()
}

function mayHere(action: 'ticket.open' | 'ticket.merge' | 'ticket.split'): boolean {
  const session = useSession.getState()
  return session.state === 'signed-in' && may(session.session.account.role, action)
}

const inStaleList = (target: EventTarget | null): boolean =>
  useView.getState().list === 'stale' &&
  (target === document.body || (target instanceof HTMLElement && target.closest('.rows') !== null))

const isOnMap = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('.maplibregl-map') !== null

function isTyping({ target }: KeyboardEvent): boolean {
  return (
    target instanceof HTMLElement && (target.matches('input, textarea, select') || target.isContentEditable)
  )
}
