/** Sees the graphics card take its memory away from any canvas of the map. */

export type ContextWatch = {
  onLost(listener: () => void): void
  /** Starts watching the canvases that are there now. */
  watch(): void
  stop(): void
}

/** Watches all canvases inside `container`; a lost one is reported once. */
export function watchContext(container: HTMLElement): ContextWatch {
  const listeners = new Set<() => void>()
  const watched = new Set<HTMLCanvasElement>()
  const lost = () => {
    const all = [...listeners]
    listeners.clear()
    for (const listener of all) listener()
  }
  return {
    onLost: (listener) => void listeners.add(listener),
    watch() {
      for (const canvas of container.querySelectorAll('canvas')) {
        watched.add(canvas)
        canvas.addEventListener('webglcontextlost', lost)
      }
    },
    stop() {
      for (const canvas of watched) canvas.removeEventListener('webglcontextlost', lost)
      listeners.clear()
    },
  }
}
