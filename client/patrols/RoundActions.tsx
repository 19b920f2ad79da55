/** What the desk can do with a round: give it to a crew, cancel it, and tell what its crew said by radio. */
import { useState } from 'react'
import { nextStop, type Round } from '#contract/rounds.ts'
import { attempt } from '../desk/say.ts'
import { useMayCommand } from '../link.ts'
import { useMay } from '../session.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { useNamed, useWords } from '../ui/words.ts'
import { AssignSheet } from './AssignSheet.tsx'
import { abandon, cancel, stepRound } from './commands.ts'
import { Said } from './Said.tsx'

type Asked = 'assign' | 'cancel' | 'abandon' | null

export function RoundActions({ round }: { round: Round }) {
  const { patrols } = useWords()
  const named = useNamed()
  const mayOrder = useMay('round.order')
  const mayWalk = useMay('round.walk')
  const linked = useMayCommand()
  const [asked, setAsked] = useState<Asked>(null)
  const close = () => setAsked(null)
  return (
    <div className="choices">
      {mayOrder && round.state === 'planned' && (
        <>
          <Action
            name={patrols.assign}
            testId="assign-round"
            disabled={!linked}
            onPress={() => setAsked('assign')}
          />
          <Action
            name={patrols.cancel}
            testId="cancel-round"
            disabled={!linked}
            onPress={() => setAsked('cancel')}
          />
        </>
      )}
      {mayWalk && round.state === 'planned' && round.unit !== null && (
        <Action
          name={`${patrols.start}（${patrols.onBehalf}）`}
          testId="start-round"
          disabled={!linked}
          onPress={() => void attempt(() => stepRound('start', round))}
        />
      )}
      {mayWalk && round.state === 'started' && (
        <>
          <Action
            name={`${patrols.finish}（${patrols.onBehalf}）`}
            testId="finish-round"
            disabled={!linked || nextStop(round) !== undefined}
            onPress={() => void attempt(() => stepRound('finish', round))}
          />
          <Action
            name={patrols.abandon}
            testId="abandon-round"
            disabled={!linked}
            onPress={() => setAsked('abandon')}
          />
        </>
      )}
      {asked === 'assign' && <AssignSheet round={round} onClose={close} />}
      {asked === 'cancel' && (
        <ReasonSheet
          title={`${patrols.cancel}：${named(round)}`}
          reasons={patrols.cancelReasons}
          onReason={(reason) => cancel(round, reason)}
          onClose={close}
        />
      )}
      {asked === 'abandon' && (
        <ReasonSheet
          title={`${patrols.abandon}：${named(round)}`}
          reasons={patrols.abandonReasons}
          onReason={(reason) => abandon(round, reason)}
          onClose={close}
        />
      )}
      <Said />
    </div>
  )
}

function Action(props: { name: string; testId: string; disabled: boolean; onPress: () => void }) {
  const { name, testId, disabled, onPress } = props
  return (
    <button type="button" className="button" disabled={disabled} data-testid={testId} onClick={onPress}>
      {name}
    </button>
  )
}
