/** A long list of rows of one height, of which only those in sight are in the page. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useRef } from 'react'
import { useRowHeight } from './rootSize.ts'

type Props<T> = {
  readonly rows: readonly T[]
  readonly keyOf: (row: T) => number
  readonly draw: (row: T) => ReactNode
  readonly label: string
  /** This row is brought into sight when it changes. */
  readonly shown?: number | null
}

export function VirtualRows<T>({ rows, keyOf, draw, label, shown = null }: Props<T>) {
  const scroller = useRef<HTMLDivElement>(null)
  const height = useRowHeight(scroller)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => keyOf(rows[index] as T),
    overscan: 8,
  })
  const index = shown === null ? -1 : rows.findIndex((row) => keyOf(row) === shown)
  const followed = useRef<number | null>(null)
  useEffect(() => {
    // Only a new choice scrolls: a row that moves by itself must not take the list out of someone's hands.
    if (index < 0 || followed.current === shown) return
    followed.current = shown
    virtual.scrollToIndex(index, { align: 'auto' })
  }, [index, shown, virtual])
  return (
    <div ref={scroller} className="rows" role="listbox" aria-label={label} tabIndex={-1}>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => (
          <div
            key={item.key}
            className="row-place"
            style={{ height, transform: `translateY(${item.start}px)` }}
          >
            {draw(rows[item.index] as T)}
          </div>
        ))}
      </div>
    </div>
  )
}
