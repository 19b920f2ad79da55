/** Keeps the outbox on the phone, one per account: it survives a reload, a dead battery and a sign-out. */
import { create } from 'zustand'
import { emptyOutbox, type Outbox, useOutbox } from './outbox.ts'
import { rewriteOnShelf, shelved } from './shelf.ts'

/** `failed`: this browser keeps nothing. `read`: what was kept before is in the outbox. */
export const useKeeping = create<{ readonly failed: boolean; readonly read: boolean }>(() => ({
  failed: false,
  read: false,
}))

let owner: string | null = null

/** Takes up the account's outbox; answers how to put it away. */
export function keepOutbox(username: string): () => void {
  owner = username
  shelved<Outbox>('outbox', username)
    .then((box) => owner === username && box && useOutbox.setState(box, true))
    .catch(() => useKeeping.setState({ failed: true }))
    .finally(() => useKeeping.setState({ read: true }))
  return () => {
    owner = null
    useOutbox.setState(emptyOutbox, true)
    useKeeping.setState({ read: false })
  }
}

/** Changes the outbox; resolves once the change is on the disk, and only then does the screen show it. */
export async function changeOutbox(change: (box: Outbox) => Outbox): Promise<void> {
  const username = owner
  if (username === null) return
  try {
    const box = await rewriteOnShelf('outbox', username, emptyOutbox, change)
    if (owner === username) useOutbox.setState(box, true)
  } catch {
    // Full or forbidden: what is queued lives only as long as this page, and the screen says so.
    useKeeping.setState({ failed: true })
    useOutbox.setState(change, true)
  }
}
