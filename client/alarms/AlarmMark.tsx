/** How many alarms nobody has answered, and whether they can be heard: in the bar at the top. */
import { useEffect, useRef, useState } from 'react'
import type { Alarm } from '#contract/alarms.ts'
import { useIsReplaying } from '../clock.ts'
import { showList } from '../desk/view.ts'
import { PriorityShape } from '../ui/shapes.tsx'
import { useWords } from '../ui/words.ts'
import { occurrence } from './answering.ts'
import { SoundMark } from './SoundMark.tsx'
import { useAlarmWords } from './saying.ts'
import { soundAlarms } from './sound.ts'
import { useAlarms } from './standing.ts'
import './alarms.css'

/** Of the desk: opens the list, makes alarms heard, and says a new P1 to whoever listens to the page. */
export function AlarmMark() {
  const words = useWords()
  const open = useOpenAlarms()
  const replaying = useIsReplaying()
  useEffect(soundAlarms, [])
  return (
    <>
      <button
        type="button"
        className="button quiet alarm-mark"
        aria-keyshortcuts="F6"
        title={words.alarms.open(open.length)}
        data-testid="alarm-mark"
        onClick={() => showList('alarms')}
      >
        {replaying ? words.replay.alarmsNow : words.alarms.title}{' '}
        <b className={toneOf(open)}>{open.length}</b>
      </button>
      <SoundMark />
      <Announcement open={open} />
    </>
  )
}

/** Of the wall: counted by priority, and nothing to press. */
export function AlarmCounts() {
  const words = useWords()
  const open = useOpenAlarms()
  const priorities = [...new Set(open.map(({ priority }) => priority))]
  return (
    <span className="alarm-mark" data-testid="alarm-counts">
      {words.alarms.wall} {open.length === 0 && <b>0</b>}
      {priorities.map((priority) => (
        <span key={priority} className="alarm-count">
          <PriorityShape priority={priority} size="1.2em" />
          <b>{open.filter((alarm) => alarm.priority === priority).length}</b>
        </span>
      ))}
    </span>
  )
}

const useOpenAlarms = (): readonly Alarm[] => useAlarms().alarms.filter(({ state }) => state === 'open')

function toneOf(open: readonly Alarm[]): string {
  if (open.some(({ priority }) => priority === 1)) return 'critical'
  return open.some(({ priority }) => priority === 2) ? 'late' : ''
}

/** Only a new P1 interrupts whoever has the page read out. SOS has its banner, which does so itself. */
function Announcement({ open }: { open: readonly Alarm[] }) {
  const words = useWords()
  const say = useAlarmWords()
  const told = useRef(new Set<string>())
  const [text, setText] = useState('')
  const fresh = open.filter((alarm) => alarm.kind === 'p1' && !told.current.has(occurrence(alarm)))
  useEffect(() => {
    if (fresh.length === 0) return
    for (const alarm of fresh) told.current.add(occurrence(alarm))
    setText(fresh.map((alarm) => words.alarms.announce(say(alarm, alarm.since).about)).join(' '))
  })
  return (
    <span className="alarm-announcement" role="alert" data-testid="alarm-announcement">
      {text}
    </span>
  )
}
