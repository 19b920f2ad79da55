/** Looks at hotspots while they are shown: anew when the view, the shown moment or a fact changes, and as windows move on. */
import { readHotspotDensity, readHotspots } from '#contract/hotspotAnswers.ts'
import { keyOfView } from '#contract/hotspots.ts'
import { call } from '../api.ts'
import { isReplaying, shownNow, useClock } from '../clock.ts'
import { onChanged } from '../facts.ts'
import { useHotspots } from './store.ts'

/** Windows move on with time. */
const EVERY_MS = 30_000
/** Tickets that come together are asked about together. */
const AFTER_TICKET_MS = 2_000
/** While a replay runs, it is asked so often. */
const REPLAY_MS = 1_000

/** Begins to look; answers how to stop. */
export function lookAtHotspots(): () => void {
  let stopped = false
  let running = false
  let again = false
  let soon = 0
  const look = async () => {
    window.clearTimeout(soon)
    soon = 0
    if (running) {
      again = true
      return
    }
    running = true
    do {
      again = false
      await lookOnce(() => stopped)
    } while (again && !stopped)
    running = false
  }
  const within = (ms: number) => {
    if (soon === 0) soon = window.setTimeout(() => void look(), ms)
  }
  const timer = window.setInterval(() => void look(), EVERY_MS)
  const undo = [
    useHotspots.subscribe(({ view, dense }, before) => {
      if (view !== before.view || (dense && !before.dense)) void look()
    }),
    useClock.subscribe(({ clock }, { clock: before }) => {
      if (clock.mode !== before.mode) void look()
      else if (clock.mode === 'replay' && before.mode === 'replay' && clock.at !== before.at)
        within(REPLAY_MS)
    }),
    onChanged(({ hotspot, ticket, watch }) => {
      if (isReplaying()) return
      if (watch) void look()
      else if (hotspot && keyOfView(hotspot.view) === keyOfView(useHotspots.getState().view)) void look()
      else if (ticket) within(AFTER_TICKET_MS)
    }),
  ]
  void look()
  return () => {
    stopped = true
    window.clearInterval(timer)
    window.clearTimeout(soon)
    for (const stop of undo) stop()
    useHotspots.setState({ answer: null, density: null, failed: false })
  }
}

async function lookOnce(isStopped: () => boolean): Promise<void> {
  const { view, dense } = useHotspots.getState()
  const { window, source, category, ground, hours, weekdays } = view
  const query = {
    ...{ window, source, ground },
    ...(category === null ? {} : { category }),
    ...(hours ? { hours: `${hours.from}-${hours.to}` } : {}),
    ...(weekdays ? { weekdays: weekdays.join() } : {}),
    ...(isReplaying() ? { at: Math.round(shownNow()) } : {}),
  }
  try {
    const [answer, density] = await Promise.all([
      call(readHotspots, { query }),
      dense ? call(readHotspotDensity, { query }) : null,
    ])
    if (!isStopped() && useHotspots.getState().view === view)
      useHotspots.setState({ answer, density, failed: false })
  } catch {
    if (!isStopped()) useHotspots.setState({ failed: true })
  }
}
