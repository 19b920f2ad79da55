/** The time machine's keys: F9 goes back ten minutes and comes back to live, the others count in replay alone. */
import { isReplaying } from '../clock.ts'
import { stepEvent } from './eventSteps.ts'
import { enterLately, leaveReplay, step, togglePlaying } from './machine.ts'

export const toggleReplay = (): void => (isReplaying() ? leaveReplay() : enterLately())

const keys: Readonly<Record<string, () => void>> = {
  Space: togglePlaying,
  BracketLeft: () => step(-10_000),
  BracketRight: () => step(10_000),
  Comma: () => void stepEvent(-1),
  Period: () => void stepEvent(1),
}

export function replayKey(code: string, target: EventTarget | null): (() => void) | undefined {
  if (!isReplaying()) return undefined
  // A button that has the focus is pressed by it.
  if (code === 'Space' && target instanceof HTMLElement && target.matches('button, summary, a'))
    return undefined
  return keys[code]
}
