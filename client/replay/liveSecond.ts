/** What time it is, whatever moment is shown: moves on once a second. */
import { useSyncExternalStore } from 'react'
import { serverNow } from '../clock.ts'

/** ms UTC at the last full second. */
export const useLiveSecond = (): number => useSyncExternalStore(listen, secondNow)

const secondNow = (): number => Math.floor(serverNow() / 1000) * 1000

function listen(listener: () => void): () => void {
  const timer = setInterval(listener, 250)
  return () => clearInterval(timer)
}
