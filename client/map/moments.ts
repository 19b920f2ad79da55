/** When the map's work is done: once before the next picture, after a gesture, every so often. Each can be undone. */
import type { Stage } from './stage.ts'

export type Repeatable = (() => void) & { readonly cancel: () => void }

/** However often it is called, it happens once before the next picture; and not at all while the tab is hidden. */
export function oncePerFrame(happen: () => void): Repeatable {
  let asked = 0
  const ask = () => {
    if (asked !== 0) return
    asked = requestAnimationFrame(() => {
      asked = 0
      happen()
    })
  }
  return Object.assign(ask, { cancel: () => cancelAnimationFrame(asked) })
}

export function heard(stage: Stage, event: 'moveend' | 'zoom', listener: () => void): () => void {
  stage.map.on(event, listener)
  return () => stage.map.off(event, listener)
}

export function every(ms: number, happen: () => void): () => void {
  const timer = setInterval(happen, ms)
  return () => clearInterval(timer)
}

/** At once, and then not again for `ms`; the last call always counts. */
export function atMostEvery(ms: number, happen: () => void): () => void {
  let last = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | undefined
  const now = () => {
    timer = undefined
    last = performance.now()
    happen()
  }
  return () => {
    if (timer !== undefined) return
    const wait = last + ms - performance.now()
    if (wait <= 0) now()
    else timer = setTimeout(now, wait)
  }
}
