/** Who looked at tracks: read when it is opened, and added to as facts tell of more. */
import { useCallback, useEffect, useState } from 'react'
import { type Looks, readOwnLooks, readTrackLooks } from '#contract/tracks.ts'
import { call, Refusal } from '../api.ts'
import { onChanged } from '../facts.ts'

type Read = {
  readonly told: Looks | null
  readonly refusal: Refusal | null
  readonly more: () => void
}

/** `of`: those at all tracks, or at one's own. */
export function useLooks(of: 'all' | 'own'): Read {
  const [told, setTold] = useState<Looks | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const endpoint = of === 'own' ? readOwnLooks : readTrackLooks
  const read = useCallback(
    async (before?: number) => {
      try {
        const next = await call(endpoint, { query: before === undefined ? {} : { before } })
        setRefusal(null)
        setTold((known) =>
          known && before !== undefined ? { ...next, looks: [...known.looks, ...next.looks] } : next,
        )
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        setRefusal(error)
      }
    },
    [endpoint],
  )
  useEffect(() => {
    void read()
    return onChanged(({ look }) => {
      if (look) void read()
    })
  }, [read])
  return { told, refusal, more: () => void read(told?.looks.at(-1)?.number) }
}
