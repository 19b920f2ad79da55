/** The likely duplicates of the selected case: asked for when it is selected, and again while it stays so. */
import { create } from 'zustand'
import { type Similar, similarToTicket } from '#contract/problems.ts'
import { call, Refusal } from '../api.ts'
import { serverNow } from '../clock.ts'

type Found = {
  readonly ticket: number | null
  /** Null until the first answer. */
  readonly list: readonly Similar[] | null
  /** When they were judged, ms UTC. */
  readonly at: number
  readonly failed: boolean
}

const none: Found = { ticket: null, list: null, at: 0, failed: false }
const ASK_EVERY = 10_000

export const useSimilar = create<Found>(() => none)

/** Keeps the likely duplicates of a case fresh; answers how to stop. */
export function followSimilar(ticket: number): () => void {
  let stopped = false
  useSimilar.setState({ ...none, ticket })
  const ask = async () => {
    try {
      const list = await call(similarToTicket, { params: { id: ticket }, query: {} })
      if (!stopped) useSimilar.setState({ list, at: serverNow(), failed: false })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (!stopped) useSimilar.setState({ failed: true })
    }
  }
  void ask()
  const timer = window.setInterval(() => void ask(), ASK_EVERY)
  return () => {
    stopped = true
    window.clearInterval(timer)
    useSimilar.setState(none)
  }
}
