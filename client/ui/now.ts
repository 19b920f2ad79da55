/** The shown time as a value that moves on once a second, from one timer for the whole page. */
import { useSyncExternalStore } from 'react'
import { shownNow, useClock } from '../clock.ts'

const listeners = new Set<() => void>()
let second = 0
let timer: number | undefined
let stopHearing: () => void = () => undefined

/** ms UTC at the last full second. */
export function useNow(): number {
  return useSyncExternalStore(listen, () => second || tick())
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === undefined) {
    tick()
    timer = window.setInterval(tellIfMoved, 200)
    // Into the past and back to live at once.
    stopHearing = useClock.subscribe(({ clock }, was) => clock.mode !== was.clock.mode && tellIfMoved())
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    window.clearInterval(timer)
    stopHearing()
    timer = undefined
  }
}

function tellIfMoved(): void {
  const before = second
  if (tick() !== before) for (const listener of listeners) listener()
}

function tick(): number {
  second = Math.floor(shownNow() / 1000) * 1000
  return second
}
