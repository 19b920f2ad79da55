/** Watched views, read while they are shown and again with each change of one or of a hotspot; added and ended here. */
import { useEffect, useState } from 'react'
import type { Static } from 'typebox'
import {
  addHotspotWatch,
  endHotspotWatch,
  type HotspotWatch,
  readHotspotWatches,
} from '#contract/hotspotWatches.ts'
import { call, Refusal } from '../api.ts'
import { letIn, onChanged } from '../facts.ts'
import { needLink } from '../link.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'

export type Watches = Static<(typeof readHotspotWatches)['schema']['response'][200]>
export type WatchedView = Pick<
  HotspotWatch,
  'window' | 'source' | 'category' | 'ground' | 'hours' | 'weekdays'
>

export function useWatches(): { readonly told: Watches | null; readonly problem: string | null } {
  const sayRefusal = useRefusalWords()
  const [told, setTold] = useState<Watches | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [turn, setTurn] = useState(0)
  useEffect(() => onChanged(({ watch, hotspot }) => (watch || hotspot) && setTurn((turns) => turns + 1)), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again at each turn
  useEffect(() => {
    const giveUp = new AbortController()
    call(readHotspotWatches, { signal: giveUp.signal }).then(
      (answer) => {
        setTold(answer)
        setRefusal(null)
      },
      (error: unknown) => {
        if (giveUp.signal.aborted) return
        if (!(error instanceof Refusal)) throw error
        setRefusal(error)
      },
    )
    return () => giveUp.abort()
  }, [turn])
  return { told, problem: refusal && sayRefusal(refusal) }
}

export async function addWatch(view: WatchedView): Promise<void> {
  needLink()
  letIn({ watch: await call(addHotspotWatch, { body: view }) })
}

export async function endWatch(id: number): Promise<void> {
  needLink()
  letIn({ watch: await call(endHotspotWatch, { params: { id } }) })
}
