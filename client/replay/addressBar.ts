/** Keeps the browser's address and the shown moment together: each follows the other. */
import { navigate } from 'wouter/use-browser-location'
import { useClock } from '../clock.ts'
import { useFilter } from '../map/filter.ts'
import { useShown } from '../map/shown.ts'
import { useScene } from '../scene.ts'
import { useSelection } from '../selection.ts'
import { addressNow, openAddress, REPLAY } from './address.ts'
import { leaveReplay } from './machine.ts'

/** Browsers refuse to be told more often. */
const WRITTEN_EVERY = 500

/** What was written last: another address is somebody else's, and is opened. */
let written = ''

/** The page's address is this now. */
export function followAddress(path: string, search: string): void {
  const address = path + search
  if (address === written) return
  written = address
  if (path === REPLAY) openAddress(search)
  else leaveReplay()
}

/** Writes the address while the past is shown; `live`: the page to be on once it is not. Answers how to stop. */
export function keepAddress(live: string): () => void {
  let timer: number | undefined
  const write = () => {
    timer = undefined
    const isLive = useClock.getState().clock.mode === 'live'
    const address = isLive ? live : addressNow()
    if (isLive && location.pathname !== REPLAY) return
    if (address === location.pathname + location.search) return
    written = address
    navigate(address, { replace: true })
  }
  const soon = () => {
    timer ??= window.setTimeout(write, WRITTEN_EVERY)
  }
  const atOnce = () => {
    window.clearTimeout(timer)
    write()
  }
  let stopMap: () => void = () => undefined
  const hearMap = () => {
    stopMap()
    const map = useScene.getState().stage?.map
    map?.on('moveend', soon)
    stopMap = () => map?.off('moveend', soon)
  }
  hearMap()
  const undo = [
    useClock.subscribe(({ clock }, was) => (clock.mode === was.clock.mode ? soon() : atOnce())),
    useSelection.subscribe(soon),
    useFilter.subscribe(soon),
    useShown.subscribe(soon),
    useScene.subscribe(hearMap),
    () => window.clearTimeout(timer),
    () => stopMap(),
  ]
  return () => {
    for (const stop of undo) stop()
  }
}
