/** The list of objects, of which only the blocks in sight are fetched: there are two hundred thousand. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { type EnforcementObject, listObjects, type ObjectFilter } from '#contract/objects.ts'
import { call, Refusal } from '../api.ts'
import { onObjectEvents } from './store.ts'

export type Filter = Pick<ObjectFilter, 'text' | 'kind' | 'grade' | 'organisation' | 'due'>

type Rows = {
  readonly total: number | null
  /** When the newest block was read, ms UTC. */
  readonly at: number
  readonly blocks: ReadonlyMap<number, readonly EnforcementObject[]>
  readonly failed: boolean
}

export const BLOCK = 100
const none: Rows = { total: null, at: 0, blocks: new Map(), failed: false }

export function useObjectRows(filter: Filter) {
  const [rows, setRows] = useState<Rows>(none)
  const [edition, setEdition] = useState(0)
  const asked = useRef(new Set<number>())
  const key = JSON.stringify(filter)
  const current = useRef('')
  const read = useCallback(
    async (block: number) => {
      const mine = `${key} ${edition}`
      if (current.current !== mine || asked.current.has(block)) return
      asked.current.add(block)
      try {
        const query = { ...(JSON.parse(key) as Filter), offset: block * BLOCK, limit: BLOCK }
        const { at, total, objects } = await call(listObjects, { query })
        // What was asked with another filter comes too late.
        if (current.current !== mine) return
        setRows((before) => ({
          total,
          at,
          blocks: new Map(before.blocks).set(block, objects),
          failed: false,
        }))
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        asked.current.delete(block)
        if (current.current === mine) setRows((before) => ({ ...before, failed: true }))
      }
    },
    [key, edition],
  )
  useEffect(() => {
    current.current = `${key} ${edition}`
    asked.current.clear()
    setRows((before) => ({ ...before, blocks: new Map() }))
    void read(0)
  }, [key, edition, read])
  const again = useCallback(() => setEdition((number) => number + 1), [])
  useEffect(() => soon(again), [again])
  const rowAt = (index: number): EnforcementObject | undefined =>
    rows.blocks.get(Math.floor(index / BLOCK))?.[index % BLOCK]
  return { ...rows, rowAt, read, again }
}

/** Not at every one of a hundred inspections a minute: once after a few seconds. */
const QUIET_MS = 3_000

function soon(again: () => void): () => void {
  let timer: number | undefined
  const stop = onObjectEvents(() => {
    timer ??= window.setTimeout(() => {
      timer = undefined
      again()
    }, QUIET_MS)
  })
  return () => {
    window.clearTimeout(timer)
    stop()
  }
}
