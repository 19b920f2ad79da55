/** The units that suit the selected case: asked for when it is selected, and again while it stays so. */
import { create } from 'zustand'
import { type Candidate, type Flip, type LeftOut, ticketCandidates } from '#contract/candidates.ts'
import { call, Refusal } from '../api.ts'

type Candidates = {
  readonly ticket: number | null
  /** Null until the first answer. */
  readonly list: readonly Candidate[] | null
  readonly leftOut: readonly LeftOut[]
  readonly flip: Flip | null
  readonly onWater: boolean
  /** When they were judged, ms UTC. */
  readonly at: number
  readonly failed: boolean
}

const none: Candidates = {
  ticket: null,
  list: null,
  leftOut: [],
  flip: null,
  onWater: false,
  at: 0,
  failed: false,
}
const ASK_EVERY = 10_000
/** As many as there are digits to choose them by. */
const MOST = 9

export const useCandidates = create<Candidates>(() => none)

/** Keeps the candidates of a case fresh; answers how to stop. */
export function followCandidates(ticket: number): () => void {
  let stopped = false
  useCandidates.setState({ ...none, ticket })
  const ask = async () => {
    try {
      const answer = await call(ticketCandidates, { params: { id: ticket }, query: { limit: MOST } })
      const { candidates: list, leftOut, flip, onWater, at } = answer
      if (!stopped) useCandidates.setState({ list, leftOut, flip, onWater, at, failed: false })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (!stopped) useCandidates.setState({ failed: true })
    }
  }
  void ask()
  const timer = window.setInterval(() => void ask(), ASK_EVERY)
  return () => {
    stopped = true
    window.clearInterval(timer)
    useCandidates.setState(none)
  }
}
