/** Dispatches on their way to the server: shown as such until it confirms or refuses them. */
import { create } from 'zustand'

/** By case, the units being sent to it. */
export const useSending = create<ReadonlyMap<number, readonly number[]>>(() => new Map())

/** Marks `units` as being sent to the case for as long as `send` takes. */
export async function whileSending(
  ticket: number,
  units: readonly number[],
  send: () => Promise<void>,
): Promise<void> {
  useSending.setState((sending) => new Map(sending).set(ticket, units), true)
  try {
    await send()
  } finally {
    useSending.setState((sending) => new Map([...sending].filter(([each]) => each !== ticket)), true)
  }
}
