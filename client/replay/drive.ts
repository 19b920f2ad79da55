/** Lets the time machine's time run with the page's: by pictures, so that a hidden tab stands still. */
import { useClock } from '../clock.ts'
import { useSession } from '../session.ts'
import { advance, forgetPast, leaveReplay } from './machine.ts'

/** After a picture that took longer than this, time did not run on that far: nothing is passed over unseen. */
const LONGEST_MS = 250

/** Begins; answers how to stop, which leaves replay. */
export function driveReplay(): () => void {
  let asked = 0
  let last = 0
  const beat = (now: number) => {
    asked = requestAnimationFrame(beat)
    advance(Math.min(LONGEST_MS, now - last))
    last = now
  }
  const look = () => {
    const { clock } = useClock.getState()
    const runs = clock.mode === 'replay' && clock.playing
    if (runs && asked === 0) {
      last = performance.now()
      asked = requestAnimationFrame(beat)
    } else if (!runs && asked !== 0) {
      cancelAnimationFrame(asked)
      asked = 0
    }
  }
  const undo = [
    useClock.subscribe(look),
    useSession.subscribe(({ state }) => state !== 'signed-in' && forgetPast()),
  ]
  look()
  return () => {
    for (const stop of undo) stop()
    cancelAnimationFrame(asked)
    leaveReplay()
  }
}
