/** Calls when the log tells that an administrator, here or elsewhere, changed units, officers or accounts. */
import { useEffect, useRef } from 'react'
import { useLiveFacts } from '../facts.ts'

const tells = /^(unit\.(added|changed|retired|restored|crew)|officer\.|account\.|session\.)/

export function useTold(again: () => void): void {
  const newest = useLiveFacts(({ log }) => log.findLast(({ kind }) => tells.test(kind))?.number)
  const heard = useRef(newest)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another number reads again
  useEffect(() => {
    if (heard.current === newest) return
    heard.current = newest
    again()
  }, [newest])
}
