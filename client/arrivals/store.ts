/** What waits to be filed: read when the desk opens and whenever the log says that it changed. */
import { useEffect } from 'react'
import { create } from 'zustand'
import { type Arrival, listArrivals } from '#contract/arrivals.ts'
import { call, Refusal } from '../api.ts'
import { useFacts } from '../facts.ts'
import { useMay } from '../session.ts'

type Arrivals = { readonly list: readonly Arrival[]; readonly failed: boolean }

const useStore = create<Arrivals>(() => ({ list: [], failed: false }))

/** Null for who may not see them. */
export function useArrivals(): Arrivals | null {
  const maySee = useMay('arrival.see')
  const arrivals = useStore()
  // The number of the last entry about an arrival: one more, and the list is another.
  const last = useFacts((facts) => facts.log.findLast(({ kind }) => kind.startsWith('arrival.'))?.number ?? 0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer entry is the reason to read again
  useEffect(() => {
    if (maySee) void readArrivals()
  }, [maySee, last])
  return maySee ? arrivals : null
}

export async function readArrivals(): Promise<void> {
  try {
    useStore.setState({ list: await call(listArrivals), failed: false })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    useStore.setState({ failed: true })
  }
}
