/** How many rows of a height fit into an element: a wall does not scroll. */
import { type RefObject, useLayoutEffect, useState } from 'react'

/** `rowRem`: a row's height in root sizes; `rootPx`: the root size. */
export function useFitting(element: RefObject<HTMLElement | null>, rowRem: number, rootPx: number): number {
  const [fitting, setFitting] = useState(0)
  useLayoutEffect(() => {
    const watched = element.current
    if (!watched) return
    const measure = () => setFitting(Math.floor(watched.clientHeight / (rowRem * rootPx)))
    const observer = new ResizeObserver(measure)
    observer.observe(watched)
    measure()
    return () => observer.disconnect()
  }, [element, rowRem, rootPx])
  return fitting
}
