/** What the desk does with a stop of a round under way: sees it by video, or hears by radio that it is not visited. */
import { useState } from 'react'
import { nextStop, type Round, type RoundStop } from '#contract/rounds.ts'
import { shownNow, useIsReplaying } from '../clock.ts'
import { attempt, say } from '../desk/say.ts'
import { useFacts } from '../facts.ts'
import { useMayCommand } from '../link.ts'
import { useSelection } from '../selection.ts'
import { useMay } from '../session.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { languageNow, useNamed, useWords, wordsNow } from '../ui/words.ts'
import { markStop, skipRoundStop } from './commands.ts'
import { roundOfUnit } from './rounds.ts'

export function StopActions({ stop, round }: { stop: RoundStop; round: Round }) {
  const { patrols } = useWords()
  const named = useNamed()
  const mayWalk = useMay('round.walk')
  const linked = useMayCommand()
  const isPast = useIsReplaying()
  const [skipping, setSkipping] = useState(false)
  if (!mayWalk || isPast || round.state !== 'started' || stop.state !== 'open') return null
  return (
    <span className="stop-actions">
      {round.mode === 'video' && (
        <button
          type="button"
          className="button"
          disabled={!linked}
          title={patrols.markMeans}
          aria-label={`${patrols.mark} ${named(stop)}`}
          data-testid="mark-stop"
          onClick={() => void attempt(() => mark(round, stop))}
        >
          {patrols.mark}
        </button>
      )}
      <button
        type="button"
        className="button quiet"
        disabled={!linked}
        aria-label={`${patrols.skip} ${named(stop)}`}
        onClick={() => setSkipping(true)}
      >
        {patrols.skip}
      </button>
      {skipping && (
        <ReasonSheet
          title={patrols.skipTitle(named(stop))}
          reasons={patrols.skipReasons}
          onReason={(reason) => skipRoundStop(round, stop.number, reason)}
          onClose={() => setSkipping(false)}
        />
      )}
    </span>
  )
}

async function mark(round: Round, stop: RoundStop): Promise<void> {
  await markStop(round, stop.number)
  say(wordsNow().patrols.marked(languageNow() === 'zh' ? stop.name : stop.nameEn))
}

/** By key: the next stop of the video round that the selected unit is on. */
export function markNextStop(): void {
  const { patrols } = wordsNow()
  const { mover } = useSelection.getState()
  const round = mover !== null && roundOfUnit(useFacts.getState().rounds.values(), mover, shownNow())
  const stop = round && round.mode === 'video' && round.state === 'started' ? nextStop(round) : undefined
  if (round && stop) void attempt(() => mark(round, stop))
  else say(patrols.nothingToMark, 'refused')
}
