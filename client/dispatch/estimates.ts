/** How soon units would be at a case: of those recommended for it as they were judged, of others asked for one by one. */
import { create } from 'zustand'
import { type Estimate, estimateDispatch } from '#contract/dispatch.ts'
import { call, Refusal } from '../api.ts'
import { useCandidates } from './candidates.ts'
import type { Way } from './plan.ts'

/** By `ticket/unit`; null: no place or no way is known. `at`: when it was asked, on the page's clock. */
type Asked = ReadonlyMap<string, { readonly way: Estimate | null; readonly at: number }>

export const useEstimates = create<{ readonly asked: Asked }>(() => ({ asked: new Map() }))

const STALE_AFTER = 15_000
const KEPT = 200

/** What is known now of a unit's way to a case. */
export function wayTo(ticket: number, unit: number): Way | undefined {
  const { ticket: judged, list } = useCandidates.getState()
  const candidate = judged === ticket ? list?.find((each) => each.unit === unit) : undefined
  return candidate ?? useEstimates.getState().asked.get(nameOf(ticket, unit))?.way ?? undefined
}

/** Asks for the ways that are not known; a preview shows them when they come. */
export async function askEstimates(ticket: number, units: readonly number[]): Promise<void> {
  const { asked } = useEstimates.getState()
  const { ticket: judged, list } = useCandidates.getState()
  const now = performance.now()
  const unknown = units.filter((unit) => {
    if (judged === ticket && list?.some((each) => each.unit === unit)) return false
    const known = asked.get(nameOf(ticket, unit))
    return !known || now - known.at > STALE_AFTER
  })
  if (unknown.length === 0) return
  keep(ticket, unknown, [], now)
  try {
    const query = { units: unknown.slice(0, 50).join(',') }
    keep(ticket, unknown, await call(estimateDispatch, { params: { id: ticket }, query }), now)
  } catch (error) {
    // Without an estimate the preview says that the time is unknown.
    if (!(error instanceof Refusal)) throw error
  }
}

const nameOf = (ticket: number, unit: number) => `${ticket}/${unit}`

function keep(ticket: number, units: readonly number[], ways: readonly Estimate[], at: number): void {
  const news = units.map((unit) => {
    const way = ways.find((each) => each.unit === unit) ?? null
    return [nameOf(ticket, unit), { way, at }] as const
  })
  useEstimates.setState(({ asked }) => ({ asked: new Map([...asked, ...news].slice(-KEPT)) }))
}
