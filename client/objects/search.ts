/** Objects by name, as somebody types it. */
import { useEffect, useState } from 'react'
import { type EnforcementObject, listObjects } from '#contract/objects.ts'
import { call } from '../api.ts'

const MOST = 8
/** A hand that types is not asked for at every letter. */
const PAUSE_MS = 150

/** What the server finds for a text of two letters or more, a moment after it was typed; none where it does not answer. */
export function useObjectsNamed(text: string): readonly EnforcementObject[] {
  const [found, setFound] = useState<{ text: string; objects: readonly EnforcementObject[] }>(nothing)
  const wanted = text.trim()
  useEffect(() => {
    if (wanted.length < 2) return
    const asking = new AbortController()
    const timer = window.setTimeout(() => {
      call(listObjects, { query: { text: wanted, limit: MOST }, signal: asking.signal }).then(
        ({ objects }) => setFound({ text: wanted, objects }),
        // The palette goes on with what this console knows itself.
        () => undefined,
      )
    }, PAUSE_MS)
    return () => {
      window.clearTimeout(timer)
      asking.abort()
    }
  }, [wanted])
  return found.text === wanted ? found.objects : nothing.objects
}

const nothing = { text: '', objects: [] }
