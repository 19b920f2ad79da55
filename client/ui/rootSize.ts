/** Sets the size all `rem` of a screen hang on, and gives it back when the screen goes. */
import { useEffect } from 'react'

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
