/** Whether alarms can be heard here: said at the top where they cannot, and the switch above their list. */
import { useAccount } from '../session.ts'
import { clockTime } from '../ui/times.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { mute, unmute, useSound } from './sound.ts'

export function SoundMark() {
  const { alarms } = useWords()
  const { allowed, muted } = useSound()
  if (!allowed) {
    return (
      <span className="late alarm-sound" data-testid="sound-blocked">
        {alarms.blocked}
      </span>
    )
  }
  if (!muted) return null
  return (
    <button
      type="button"
      className="button quiet late alarm-sound"
      title={alarms.unmute}
      data-testid="muted"
      onClick={unmute}
    >
      {alarms.muted(muted.by, clockTime(muted.until).slice(0, 5))}
    </button>
  )
}

export function MuteSwitch() {
  const { alarms } = useWords()
  const named = useNamed()
  const account = useAccount()
  const { muted } = useSound()
  const toggle = () => {
    if (muted) unmute()
    else if (account) mute(named(account))
  }
  return (
    <button
      type="button"
      className="button quiet"
      title={alarms.muteTitle}
      data-testid="mute"
      onClick={toggle}
    >
      {muted ? alarms.unmute : alarms.mute}
    </button>
  )
}
