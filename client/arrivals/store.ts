/** What waits to be filed, at the shown moment: read when the desk opens, whenever the log says that it changed, and as replay moves. */
import { useEffect } from 'react'
import { create } from 'zustand'
import { type Arrival, listArrivals } from '#contract/arrivals.ts'
import { call, Refusal } from '../api.ts'
import { isReplaying, shownNow, useClock } from '../clock.ts'
import { useFacts } from '../facts.ts'
import { useMay } from '../session.ts'

type Arrivals = { readonly list: readonly Arrival[]; readonly failed: boolean }

const useStore = create<Arrivals>(() => ({ list: [], failed: false }))

/** In replay nobody sees what came and went within less. */
const STEP_MS = 10_000

/** Null for who may not see them. */
export function useArrivals(): Arrivals | null {
  const maySee = useMay('arrival.see')
  const arrivals = useStore()
  // The number of the last entry about an arrival: one more, and the list is another.
  const last = useFacts((facts) => facts.log.findLast(({ kind }) => kind.startsWith('arrival.'))?.number ?? 0)
  const step = useClock(({ clock }) => (clock.mode === 'live' ? null : Math.floor(clock.at / STEP_MS)))
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer entry, or another moment, is the reason to read again
  useEffect(() => {
    if (maySee) void readArrivals()
  }, [maySee, last, step])
  return maySee ? arrivals : null
}

let reading: Promise<void> | undefined
let again = false

/** One question at a time: who asks meanwhile is answered by the next. */
export function readArrivals(): Promise<void> {
  if (reading) again = true
  reading ??= read().finally(() => {
    reading = undefined
  })
  return reading
}

async function read(): Promise<void> {
  do {
    again = false
    const query = isReplaying() ? { at: Math.round(shownNow()) } : {}
    try {
      useStore.setState({ list: await call(listArrivals, { query }), failed: false })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      useStore.setState({ failed: true })
    }
  } while (again)
}
