/** Who is marked on the map now, and so haloed, labelled or drawn on top. */
import { useCandidates } from '../dispatch/candidates.ts'
import { useFacts } from '../facts.ts'
import { useSelection } from '../selection.ts'

export type MarkedNow = {
  readonly ticket: number | null
  readonly mover: number | null
  readonly chosen: readonly number[]
  /** Units that could go to the ticket. */
  readonly candidates: readonly number[]
  /** The selected and the chosen movers. */
  readonly haloed: readonly number[]
  /** Movers that nothing may cover: the haloed, and who calls for help. */
  readonly onTop: readonly number[]
}

export function markedNow(): MarkedNow {
  const { ticket, mover, chosen } = useSelection.getState()
  const { ticket: askedFor, list } = useCandidates.getState()
  const candidates = askedFor === ticket ? (list ?? []).map(({ unit }) => unit) : []
  const haloed = mover === null ? [...chosen] : [mover, ...chosen]
  const calling: number[] = []
  for (const unit of useFacts.getState().units.values()) if (unit.sos) calling.push(unit.id)
  return { ticket, mover, chosen, candidates, haloed, onTop: [...haloed, ...calling] }
}
