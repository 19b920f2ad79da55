/** Makes alarms heard: short tones from the browser itself, muted for a while by a person, never for SOS. */
import { create } from 'zustand'
import type { AlarmKind } from '#contract/alarms.ts'
import { may } from '#contract/roles.ts'
import { serverNow } from '../clock.ts'
import { useSession } from '../session.ts'
import { nothingHeard, soundsDue } from './sounding.ts'
import { alarmsNow, onAlarms } from './standing.ts'

export type Muted = { readonly by: string; readonly until: number }
const MUTED_FOR = 30 * 60_000
const REMEMBERED = 'alarms-muted'

/** `allowed`: browsers let a page sound only after a person touched it. */
type Sound = { readonly allowed: boolean; readonly muted: Muted | null }
export const useSound = create<Sound>(() => ({ allowed: false, muted: remembered() }))

export function mute(by: string): void {
  const muted = { by, until: serverNow() + MUTED_FOR }
  localStorage.setItem(REMEMBERED, JSON.stringify(muted))
  useSound.setState({ muted })
}

export function unmute(): void {
  localStorage.removeItem(REMEMBERED)
  useSound.setState({ muted: null })
}

/** Sounds whatever is due while the desk is open; answers how to stop. */
export function soundAlarms(): () => void {
  let heard = nothingHeard
  const stopAsking = askForSound()
  const stopHearing = onAlarms(() => {
    const { at, alarms } = alarmsNow()
    const { muted, allowed } = useSound.getState()
    if (muted && muted.until <= at) unmute()
    // What nobody could hear is still to be heard.
    if (!allowed) return
    const role = roleNow()
    const own = role && may(role, 'alarm.answer') ? alarms : alarms.filter(({ kind }) => kind === 'link')
    const due = soundsDue(own, heard, at, role === 'duty')
    heard = due.heard
    const silenced = muted !== null && muted.until > at
    for (const kind of due.kinds) if (!silenced || kind === 'sos') play(kind)
  })
  return () => {
    stopAsking()
    stopHearing()
  }
}

let audio: AudioContext | undefined

function askForSound(): () => void {
  const start = () => {
    audio ??= new AudioContext()
    void audio.resume().then(() => useSound.setState({ allowed: true }))
    stop()
  }
  const stop = () => {
    window.removeEventListener('keydown', start)
    window.removeEventListener('pointerdown', start)
  }
  if (navigator.userActivation?.hasBeenActive) start()
  else {
    window.addEventListener('keydown', start)
    window.addEventListener('pointerdown', start)
  }
  return stop
}

const SECONDS = 0.16
/** Hz, one after another: told apart by their tune. */
const tunes: Partial<Record<AlarmKind, readonly number[]>> = {
  p1: [880, 880],
  sos: [988, 740, 988, 740, 988, 740],
  link: [440, 330],
}

function play(kind: AlarmKind): void {
  if (!audio) return
  const { destination, currentTime } = audio
  for (const [i, hertz] of (tunes[kind] ?? []).entries()) {
    const from = currentTime + i * SECONDS * 1.4
    const tone = new OscillatorNode(audio, { frequency: hertz })
    const volume = new GainNode(audio, { gain: 0 })
    // Ramps, so that no click is heard at either end.
    volume.gain.setValueAtTime(0, from)
    volume.gain.linearRampToValueAtTime(0.25, from + 0.02)
    volume.gain.linearRampToValueAtTime(0, from + SECONDS)
    tone.connect(volume).connect(destination)
    tone.start(from)
    tone.stop(from + SECONDS)
  }
}

function remembered(): Muted | null {
  const kept = localStorage.getItem(REMEMBERED)
  if (kept === null) return null
  const muted = JSON.parse(kept) as Muted
  return muted.until > Date.now() && muted.until <= Date.now() + MUTED_FOR ? muted : null
}

function roleNow() {
  const session = useSession.getState()
  return session.state === 'signed-in' ? session.session.account.role : undefined
}
