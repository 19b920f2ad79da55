/** Calls when the log tells that units, officers or accounts were changed, here or elsewhere: at a shift's begin hundreds sign in within a minute, so once a second at the most. */
import { useEffect, useRef } from 'react'
import { useLiveFacts } from '../facts.ts'

const tells = {
  units: /^(unit\.(added|changed|retired|restored|crew)|officer\.)/,
  officers: /^(unit\.(added|retired|restored|crew)|officer\.|account\.)/,
  accounts: /^(account\.|session\.|officer\.)/,
} as const

const AT_MOST_MS = 1_000

export function useTold(about: keyof typeof tells, again: () => void): void {
  const newest = useLiveFacts(({ log }) => log.findLast(({ kind }) => tells[about].test(kind))?.number)
  const heard = useRef(newest)
  const timer = useRef<number | undefined>(undefined)
  const call = useRef(again)
  call.current = again
  useEffect(() => {
    if (heard.current === newest) return
    heard.current = newest
    timer.current ??= window.setTimeout(() => {
      timer.current = undefined
      call.current()
    }, AT_MOST_MS)
  }, [newest])
  useEffect(
    () => () => {
      window.clearTimeout(timer.current)
      timer.current = undefined
    },
    [],
  )
}
