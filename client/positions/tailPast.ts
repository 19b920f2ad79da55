/** Fetches where the selected mover was before this console saw it, for those who may see tracks and have said for what. */
import { readTrack } from '#contract/positions.ts'
import { may } from '#contract/roles.ts'
import type { StatedPurpose } from '#contract/tracks.ts'
import { call } from '../api.ts'
import { isReplaying, shownNow } from '../clock.ts'
import { useSelection } from '../selection.ts'
import { useSession } from '../session.ts'
import { forgetPurposes, purposeFor, usePurposes } from '../tracks/purpose.ts'
import { livePositions } from './store.ts'
import { tailMinutes, useTails } from './tailChoice.ts'
import { fillPast, forgetTails, oldestAt, SPACING, tails } from './tails.ts'

const FARTHEST_MS = Math.max(...tailMinutes) * 60_000

/** Watches who is selected; `onFilled` is called when a past has come. Answers how to stop. */
export function fetchPasts(onFilled: () => void): () => void {
  const asked = new Map<number, number>()
  const look = () => {
    // The past has its own, out of the chunks.
    if (isReplaying()) return
    const { mover } = useSelection.getState()
    if (mover === null || useTails.getState().scope === 'off' || !mayFetch()) return
    const purpose = purposeFor(mover)
    // Nobody has said yet for what: the tail begins when this console saw it.
    if (!purpose) return
    const from = shownNow() - FARTHEST_MS
    const to = oldestOf(mover)
    // Asked once for a stretch of time: what is not there then, nobody recorded.
    if (to === undefined || to - from < SPACING * 2 || (asked.get(mover) ?? Number.POSITIVE_INFINITY) <= from)
      return
    asked.set(mover, from)
    fetchPast(mover, from, to, purpose).then(
      () => {
        useTails.setState({ unfetched: null })
        onFilled()
      },
      () => {
        asked.delete(mover)
        useTails.setState({ unfetched: mover })
      },
    )
  }
  const forget = useSession.subscribe(({ state }) => {
    if (state === 'signed-in') return
    // The next person may not be one who sees tracks.
    forgetTails()
    forgetPurposes()
    asked.clear()
  })
  const undo = [
    useSelection.subscribe(look),
    usePurposes.subscribe(({ stated }, was) => stated !== was.stated && look()),
    useTails.subscribe(({ scope }, was) => scope !== was.scope && look()),
    forget,
  ]
  look()
  return () => {
    for (const stop of undo) stop()
  }
}

async function fetchPast(mover: number, from: number, to: number, purpose: StatedPurpose): Promise<void> {
  const query = { from: Math.floor(from), to: Math.ceil(to), ...purpose }
  const past = await call(readTrack, { params: { id: mover }, query })
  const row = livePositions().rows.get(mover)
  if (row !== undefined) fillPast(tails, row, past)
}

function oldestOf(mover: number): number | undefined {
  const row = livePositions().rows.get(mover)
  return row === undefined ? undefined : oldestAt(tails, row)
}

function mayFetch(): boolean {
  const session = useSession.getState()
  return session.state === 'signed-in' && may(session.session.account.role, 'track.see')
}
