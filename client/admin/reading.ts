/** Reads a list from the server, again when asked, and tells in words why it is not there. */
import { useEffect, useState } from 'react'
import { Refusal } from '../api.ts'

export type Reading<T> = {
  readonly list: readonly T[] | null
  readonly refusal: Refusal | null
  readonly again: () => void
}

/** `read` must be the same function each time. */
export function useReading<T>(read: () => Promise<readonly T[]>): Reading<T> {
  const [list, setList] = useState<readonly T[] | null>(null)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [turn, setTurn] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn reads again
  useEffect(() => {
    let gone = false
    read().then(
      (answer) => {
        if (gone) return
        setList(answer)
        setRefusal(null)
      },
      (error: unknown) => {
        if (!(error instanceof Refusal)) throw error
        if (!gone) setRefusal(error)
      },
    )
    return () => {
      gone = true
    }
  }, [read, turn])
  return { list, refusal, again: () => setTurn((last) => last + 1) }
}
