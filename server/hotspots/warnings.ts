/** Why a hotspot is not to be taken at its face: who looks finds. Pure. */
import type {
  HotspotBeside,
  HotspotSource,
  HotspotView,
  HotspotWarning,
  PatrolDose,
} from '#contract/hotspots.ts'

/** Others who see more than usual at the same place agree, at this chance. */
const AGREES = 0.05

export type Told = {
  readonly view: Pick<HotspotView, 'source'>
  readonly cold: boolean
  readonly beside: readonly HotspotBeside[]
  readonly dose: Pick<PatrolDose, 'windowMinutes' | 'knownSince'>
  /** When the window began, ms UTC. */
  readonly windowFrom: number
}

export function warningsOf({ view, cold, beside, dose, windowFrom }: Told): HotspotWarning[] {
  if (view.source === 'all') return ['mixed']
  if (cold) return []
  const agreed = (source: HotspotSource) =>
    beside.some((each) => each.source === source && each.count > each.expected && each.chance <= AGREES)
  if (view.source === 'patrol') return agreed('citizens') ? [] : ['patrol_only']
  if (view.source === 'machine') return agreed('citizens') ? [] : ['machine_only']
  if (dose.windowMinutes > 0) return []
  return dose.knownSince !== null && dose.knownSince <= windowFrom ? ['unpatrolled'] : ['patrol_unknown']
}
