/** Looks at coverage every few seconds while it is shown: all of it once, then only what changed. Nobody else costs the server anything. */
import { readCoverage, readDebts, readPasses, readSegments } from '#contract/coverage.ts'
import { readTargets } from '#contract/coverageTargets.ts'
import { call } from '../api.ts'
import { shownNow, useClock } from '../clock.ts'
import { letInAll, letInChanged, useCoverage } from './store.ts'

const EVERY_MS = 5_000
const DAY_MS = 86_400_000

/** Begins to look; answers how to stop. */
export function lookAtCoverage(): () => void {
  let stopped = false
  let running = false
  const look = async () => {
    if (running || stopped) return
    running = true
    try {
      await lookOnce()
    } catch {
      useCoverage.setState({ failed: true })
    }
    running = false
  }
  const timer = window.setInterval(() => void look(), EVERY_MS)
  const unsubscribe = useCoverage.subscribe(({ view }, before) => {
    if (view !== before.view) void look()
  })
  void look()
  return () => {
    stopped = true
    window.clearInterval(timer)
    unsubscribe()
    useCoverage.setState({ segments: null, last: null, debts: [], debtsAt: null, counts: [] })
  }
}

async function lookOnce(): Promise<void> {
  const past = useClock.getState().clock.mode === 'replay' ? { at: Math.round(shownNow()) } : {}
  await (isPast(past) ? lookAtAll(past) : lookAtChanges())
  const { view } = useCoverage.getState()
  if (view === 'off') return
  const to = Math.round(past.at ?? shownNow())
  const [debts, targets, passes] = await Promise.all([
    call(readDebts, { query: { mode: view, ...past } }),
    call(readTargets),
    call(readPasses, { query: { from: to - DAY_MS, to } }),
  ])
  useCoverage.setState({ targets, debts: debts.debts, debtsAt: debts.at, counts: passes.counts })
}

type Past = { readonly at?: number }
const isPast = ({ at }: Past): boolean => at !== undefined

async function lookAtAll(past: Past): Promise<void> {
  const [segments, coverage, targets] = await Promise.all([
    call(readSegments, { query: past }),
    call(readCoverage, { query: past }),
    call(readTargets),
  ])
  // Zones changed between the two: the next look has both alike.
  if (segments.version !== coverage.segments) return
  useCoverage.setState({ targets })
  letInAll(segments, coverage)
}

async function lookAtChanges(): Promise<void> {
  const { segments, at } = useCoverage.getState()
  if (!segments || at === null) return lookAtAll({})
  const coverage = await call(readCoverage, { query: { since: at } })
  if (coverage.segments === segments.version) letInChanged(coverage)
  else await lookAtAll({})
}
