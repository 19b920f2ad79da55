/** Keeps the outbox in the browser, one per account: it survives a reload, a dead battery and a sign-out. */
import { create } from 'zustand'
import { emptyOutbox, type Outbox, useOutbox } from './outbox.ts'

/** Whether this browser keeps anything at all. */
export const useKeeping = create<{ readonly failed: boolean }>(() => ({ failed: false }))

/** Reads the account's outbox and keeps every change of it; answers how to stop. */
export function keepOutbox(username: string): () => void {
  const place = `outbox.${username}`
  useOutbox.setState(read(place), true)
  const stop = useOutbox.subscribe(({ items, refused }) => {
    try {
      localStorage.setItem(place, JSON.stringify({ items, refused }))
    } catch {
      // Full or forbidden: what is queued lives only as long as this page, and the screen says so.
      useKeeping.setState({ failed: true })
    }
  })
  return () => {
    stop()
    useOutbox.setState(emptyOutbox, true)
  }
}

function read(place: string): Outbox {
  const kept = localStorage.getItem(place)
  return kept === null ? emptyOutbox : (JSON.parse(kept) as Outbox)
}
