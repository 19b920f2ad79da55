/** Who is marked on the map now, and so haloed, labelled or drawn on top. */
import type { LngLat } from '#contract/endpoint.ts'
import { useCandidates } from '../dispatch/candidates.ts'
import { useFacts } from '../facts.ts'
import { useSelection } from '../selection.ts'

export type MarkedNow = {
  readonly ticket: number | null
  readonly mover: number | null
  readonly chosen: readonly number[]
  /** Units that could go to the ticket. */
  readonly candidates: readonly number[]
  /** Their ways to it. */
  readonly lines: ReadonlyMap<number, readonly LngLat[]>
  /** The selected and the chosen movers. */
  readonly haloed: readonly number[]
  /** Movers that nothing may cover: the haloed, and who calls for help. */
  readonly onTop: readonly number[]
}

export function markedNow(): MarkedNow {
  const { ticket, mover, chosen } = useSelection.getState()
  const { ticket: askedFor, list } = useCandidates.getState()
  const suitable = askedFor === ticket ? (list ?? []) : []
  const candidates = suitable.map(({ unit }) => unit)
  const lines = new Map(suitable.map(({ unit, line }) => [unit, line]))
  const haloed = mover === null ? [...chosen] : [mover, ...chosen]
  const calling: number[] = []
  for (const unit of useFacts.getState().units.values()) if (unit.sos) calling.push(unit.id)
  return { ticket, mover, chosen, candidates, lines, haloed, onTop: [...haloed, ...calling] }
}

/** Movers that no filter hides: the selected, the chosen, and who could go to the case. */
export const inHand = ({ haloed, candidates }: MarkedNow): ReadonlySet<number> =>
  new Set([...haloed, ...candidates])
