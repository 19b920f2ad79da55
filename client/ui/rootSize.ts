/** The size all `rem` of a screen hang on: set by the screen, given back when it goes, and read by what counts in pixels. */
import { type RefObject, useEffect, useLayoutEffect, useState } from 'react'

export function useRootSize(px: number): void {
  useEffect(() => {
    const { style } = document.documentElement
    const before = style.fontSize
    style.fontSize = `${px}px`
    return () => {
      style.fontSize = before
    }
  }, [px])
}

/** A dense row in `rem`, as `--row` of base.css: 28 px on a desk. */
const ROW_REM = 2

/** Height of a dense row in pixels; read again when `inside` changes its size, as it does with larger letters. */
export function useRowHeight(inside: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(measured)
  useLayoutEffect(() => {
    const watched = inside.current
    if (!watched) return
    const observer = new ResizeObserver(() => setHeight(measured()))
    observer.observe(watched)
    return () => observer.disconnect()
  }, [inside])
  return height
}

const measured = (): number =>
  ROW_REM * Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
