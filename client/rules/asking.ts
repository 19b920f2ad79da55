/** What the law says at a place: asked again when the moment moves past a change, and when a rule or zone changes. */
import { useEffect, useState } from 'react'
import type { Static } from 'typebox'
import type { LngLat } from '#contract/endpoint.ts'
import { readLaw } from '#contract/rules.ts'
import { call, Refusal } from '../api.ts'
import { shownNow } from '../clock.ts'
import { useFacts } from '../facts.ts'
import { useNow } from '../ui/now.ts'

export type Law = Static<(typeof readLaw)['schema']['response'][200]>

export type Asked = { readonly law: Law | null; readonly refusal: Refusal | null }

const nothing: Asked = { law: null, refusal: null }
const ASK_AGAIN_AFTER = 5000

/** `at` null: the moment that is shown. */
export function useLaw(place: LngLat | null, at: number | null): Asked {
  const [asked, setAsked] = useState(nothing)
  const [turn, setTurn] = useState(0)
  const over = useIsOver(asked.law, at)
  const changed = useFacts(
    ({ log }) => log.findLast(({ kind }) => /^(rule|behaviour|zone)\./.test(kind))?.number,
  )
  const [lng, lat] = place ?? [null, null]
  useEffect(() => {
    if (over) setTurn((turns) => turns + 1)
  }, [over])
  useEffect(() => {
    if (!asked.refusal) return undefined
    const timer = window.setTimeout(() => setTurn((turns) => turns + 1), ASK_AGAIN_AFTER)
    return () => window.clearTimeout(timer)
  }, [asked.refusal])
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again at each turn, and when a rule has changed
  useEffect(() => {
    if (lng === null || lat === null) return setAsked(nothing)
    const giveUp = new AbortController()
    call(readLaw, { query: { lng, lat, at: Math.round(at ?? shownNow()) }, signal: giveUp.signal }).then(
      (law) => !giveUp.signal.aborted && setAsked({ law, refusal: null }),
      (error: unknown) => {
        if (!(error instanceof Refusal)) throw error
        if (!giveUp.signal.aborted) setAsked(({ law }) => ({ law, refusal: error }))
      },
    )
    return () => giveUp.abort()
  }, [lng, lat, at, changed, turn])
  return asked
}

/** Whether what was asked for the shown moment no longer holds for it. */
function useIsOver(law: Law | null, at: number | null): boolean {
  const now = useNow()
  if (at !== null || !law) return false
  const first = Math.min(...law.verdicts.flatMap(({ changes }) => (changes ? [changes.at] : [])))
  // Back in time, as in a replay; a second is the clock's own step.
  return now >= first || now < law.at - 1000
}
